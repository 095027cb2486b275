from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.dissuasions import Dissuasion, Way
from domain.papers import line_values, record_values
from domain.turns import Text
from tests.domain.builders import HOLDER, MONDAY, REPORTER, case_of, demo_rules
from texts.catalog import open_catalog

ONE = Dissuasion(MONDAY, HOLDER, Way.VISIT, "答应换时间", "保安一名")


def paper(*known: Dissuasion) -> str:
    case = replace(case_of("F3"), dissuasions=known)
    return open_catalog().render(Text("dissuading.record", record_values(case, demo_rules())))


def test_each_line_names_time_way_persons_and_result() -> None:
    words = paper(ONE, replace(ONE, way=Way.MEDIATION, beside=""))
    assert (
        "第1次 11月23日 10:00 上门劝阻；人员：高**（物业负责人）、保安一名；结果：答应换时间"
        in words
    )
    assert "第2次" in words
    assert "共劝阻 1 次、现场调解 1 次" in words


@given(st.lists(st.sampled_from(list(Way)), min_size=1, max_size=5))
def test_reporter_is_nowhere_in_it(ways: list[Way]) -> None:
    words = paper(*(replace(ONE, way=way) for way in ways))
    for trace in (REPORTER, "2单元", "502", "13812345678", "楼道灯不亮"):
        assert trace not in words
    assert "3幢" in words


def test_without_any_there_are_no_lines() -> None:
    values = record_values(case_of("F3"), demo_rules())
    assert (values["lines"], values["last"], values["dissuaded"]) == ((), "", 0)
    assert line_values(replace(ONE, beside=""), demo_rules())["beside"] == ""

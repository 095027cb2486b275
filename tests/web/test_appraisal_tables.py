from fractions import Fraction

import pytest

from domain.appraisals import Called, Figures, Share, Weighting, figures_of
from domain.rankings import ranked
from domain.states import State
from tests.domain.facts import END, fact
from tests.handlers.tabletop import catalog, demo_rules
from web.appraisal_tables import COLUMNS, GROUPS, Telling, decimal, percent, tenths
from web.pages import Pages

SAY = Telling(demo_rules(), Pages(catalog(), "").words)
WEIGHTS = Weighting()


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share(1, 3), "33.3"),
        (Share(2, 3), "66.7"),
        (Share(1, 8), "12.5"),
        (Share(1, 2000), "0.1"),
        (Share(0, 7), "0.0"),
        (Share(7, 7), "100.0"),
    ],
)
def test_shares_have_one_decimal_halves_upwards(share: Share, words: str) -> None:
    assert percent(share) == words
    assert tenths(share) == int(words.replace(".", ""))


def test_scores_have_one_decimal_halves_upwards() -> None:
    assert [decimal(Fraction(each)) for each in ("100", "91.25", "0", "66.66")] == [
        "100.0",
        "91.3",
        "0.0",
        "66.7",
    ]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, "—"),
        (Fraction(0), "0分钟"),
        (Fraction(119, 2), "1小时0分"),
        (Fraction(135), "2小时15分"),
        (Fraction(24 * 60 + 61), "1天1小时"),
    ],
)
def test_spans_are_said_as_people_do(minutes: Fraction | None, words: str) -> None:
    assert SAY.span(minutes) == words


def test_below_ten_cases_there_are_counts_and_no_share() -> None:
    assert SAY.share(Share(3, 9), 10) == "3/9"
    assert SAY.share(Share(3, 10), 10) == "30.0%（3/10）"
    assert SAY.share(Share(), 10) == "—"


def test_how_many_are_satisfied_is_told_in_cases_and_not_in_points() -> None:
    few = Figures(satisfied=Share(300, 900), pleased=Share(3, 9))
    assert SAY.satisfied(few, 10) == "9件评星，四星以上3件"
    enough = Figures(satisfied=Share(970, 1100), pleased=Share(9, 11))
    assert SAY.satisfied(enough, 10) == "88.2%（11件评星，四星以上9件）"
    assert SAY.satisfied(Figures(), 10) == "—"


@pytest.mark.parametrize("kind", list(GROUPS))
def test_every_line_has_a_cell_for_every_column(kind: str) -> None:
    cases = [fact(number, unit="luting-company") for number in range(3)]
    cases += [fact(9, state=State.WITHDRAWN, grid="nowhere")]
    for group in ranked(cases, GROUPS[kind], END, WEIGHTS):
        name = SAY.name(kind, group.code)
        assert name
        assert len(SAY.row(name, group)) == len(COLUMNS)


def test_groups_have_the_names_of_the_map() -> None:
    assert SAY.name("unit", "luting-company") == "绿汀物业服务有限公司"
    assert SAY.name("unit", "housing")
    assert SAY.name("community", "dongqiao") == "洞桥社区"
    assert SAY.name("leaf", "F3") == "邻里生活噪声"
    assert SAY.whistles("unit", [Called("urban_management", 3, 2, 1)])[0][1:] == (3, 2, 1)


def test_who_blew_a_whistle_is_named_community_street_or_nobody() -> None:
    blown = [Called(code, 1, 1, 1) for code in ("didang", "dongqiao", "gone")]
    assert [line[0] for line in SAY.whistles("whistler", blown)] == ["迪荡街道", "洞桥社区", "—"]


@pytest.mark.parametrize(
    "why",
    [
        "unconfirmed",
        "withdrawn",
        "merged",
        "referred",
        "excluded_at_law",
        "excluded_impossible",
        "excluded_malicious",
        "excluded_wrong_grid",
    ],
)
def test_everything_apart_has_a_name(why: str) -> None:
    changes: dict[str, object] = {"answer": ""} if why == "unconfirmed" else {}
    if why.startswith("excluded_"):
        changes = {"excluded": why.removeprefix("excluded_")}
    elif why != "unconfirmed":
        changes = {"state": State(why)}
    figures = figures_of([fact(1, **changes)], END, WEIGHTS)
    assert SAY.apart(figures).endswith(" 1")


def test_only_groups_with_enough_cases_have_bars() -> None:
    cases = [fact(number, leaf="F3") for number in range(10)] + [fact(11, leaf="A6")]
    bars = SAY.bars("leaf", ranked(cases, GROUPS["leaf"], END, WEIGHTS))
    assert [bar.name for bar in bars["satisfied"]] == ["邻里生活噪声"]
    [bar] = bars["solved"]
    assert (bar.tenths, bar.words) == (1000, "100.0%")

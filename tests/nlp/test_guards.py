import pytest

from nlp.guards import Guards, surroundings

GUARDS = Guards(
    {
        "negation": ["没有", "没"],
        "past": ["上次"],
        "hypothetical": ["如果", "万一"],
        "drill": ["演习"],
        "quotation": ["听说"],
        "present": ["现在", "正在"],
        "idiom": ["火气", "贵得想跳楼"],
        "over": ["已经扑灭"],
        "letter": ["尊敬的领导"],
        "inside": ["不"],
        "after": ["怎么办才好"],
    }
)


def closed(text: str, danger: str = "着火") -> frozenset[str]:
    start = text.index(danger)
    return GUARDS.look_at(text).closed_by(start, start + len(danger))


@pytest.mark.parametrize(
    ("text", "guard"),
    [
        ("没有着火", "negation"),
        ("上次着火的地方", "past"),
        ("如果着火怎么逃", "hypothetical"),
        ("着火演习几点开始", "drill"),
        ("听说那边着火", "quotation"),
        ("着火了，已经扑灭", "over"),
        ("尊敬的领导，楼道着火", "letter"),
        ("着火" + "。" * 300, "letter"),
    ],
)
def test_a_guard_takes_the_alarm_out(text: str, guard: str) -> None:
    assert guard in closed(text)


@pytest.mark.parametrize(
    "text", ["没有人管，着火了", "没有人来救，着火", "不是演习，着火了", "着火了"]
)
def test_a_guard_of_another_clause_guards_nothing(text: str) -> None:
    assert closed(text) == frozenset()


def test_what_is_happening_now_opens_the_past() -> None:
    assert closed("上次也是，现在又着火") == frozenset()


def test_figures_of_speech_are_no_danger() -> None:
    assert GUARDS.look_at("火气很大").is_idiom(0, 1)
    assert GUARDS.look_at("房子贵得想跳楼").is_idiom(5, 7)
    assert not GUARDS.look_at("有人想跳楼").is_idiom(2, 5)


def test_surroundings_are_the_clause_and_the_sentence() -> None:
    text = "前面。左边，中间着火右边，后面。尾巴"
    around = surroundings(text, 8, 10)
    assert text[around.first : 8] == "左边，中间"
    assert text[around.clause_first : 8] == "中间"
    assert text[10 : around.clause_last] == "右边"
    assert text[10 : around.last] == "右边，后面"
    assert text[around.earlier_first : around.earlier_last] == "左边"

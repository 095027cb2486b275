"""After 隐藏 no answer to the writer's own words names the matter; whoever reads the phone knows
nothing of it."""

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.places import Place
from tests.handlers.tabletop import World, catalog

SECRETARY = "wang-secretary-dq1"
TOLD = ("家庭暴力", "楼道灯", "公共照明", "保护令", "妇联", "12338", "老公", "打我")
WORDS = (
    "他上个月也这样",
    "他会看我手机",
    "要",
    "不是",
    "我的诉求",
    "DQ000001",
    "DQ000001 他昨天又骂我",
    "天成花园3幢2单元楼道灯不亮",
    "还是没人来",
    "没解决",
    "撤回",
    "谢谢",
    "帮助",
    "谁能看到",
    "我的资料",
    "我的调解",
    "1",
    "2",
)
PRESSES = ("follow:DQ000001", "now:DQ000001", "past:DQ000001", "fresh:DQ000001", "fresh")
ACTS = ("accept", "reply", "ask", "resolve", "note")
SAID = st.sampled_from([("say", each) for each in WORDS])
PRESSED = st.sampled_from([("press", each) for each in PRESSES])
SERVED = st.sampled_from([("act", each) for each in ACTS])


def hidden() -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2", "5", "502"))
    world.say("wang", "老公打我，孩子也在")
    assert world.case().leaf == "I4"
    world.say("wang", "隐藏")
    return world


@cache
def whole() -> str:
    """What a cry for help is answered with, hidden or not."""
    world = hidden()
    return next(each for each in world.say("wang", "救命，他又打我了") if "110" in each)


def answers(world: World, way: str, what: str) -> list[str]:
    if way == "act":
        before = len(world.letters)
        world.act(SECRETARY, what, "DQ000001", "已联系上")
        return [world.rendered(each) for each in world.letters[before:] if each.to == "wang"]
    return world.say("wang", what) if way == "say" else world.say("wang", press=what)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(SAID, PRESSED, SERVED), min_size=1, max_size=8))
def test_no_answer_to_a_hidden_writer_tells_what_it_is_about(done: list[tuple[str, str]]) -> None:
    world = hidden()
    for way, what in done:
        for heard in answers(world, way, what):
            assert [each for each in TOLD if each in heard] == [], heard


def test_own_words_are_answered_with_the_number_and_no_name() -> None:
    heard = hidden().say("wang", "他会看我手机")[0]
    assert "DQ000001" in heard
    assert "您反映的事" in heard


def test_a_cry_for_help_is_answered_whole() -> None:
    assert "请先到安全的地方" in whole()


def test_whoever_is_not_hidden_reads_what_it_is_about() -> None:
    world = hidden()
    world.say("wang", "取消隐藏")
    assert "家庭暴力" in world.say("wang", "我的诉求")[0]


def test_staff_read_the_matter_whatever_they_asked_for_themselves() -> None:
    world = hidden()
    world.say(SECRETARY, "隐藏")
    assert "家庭暴力" in "\n".join(world.act(SECRETARY, "accept", "DQ000001"))


def test_every_leaf_has_a_name_that_can_be_hidden() -> None:
    assert catalog().sentences["neutral.matter"] not in TOLD

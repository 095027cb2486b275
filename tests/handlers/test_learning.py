from dataclasses import replace

import pytest

from domain.lessons import CITY, LessonGiven, LessonUndone, OwnTerm, TermsChanged, TermState
from domain.places import Place
from tests.handlers.tabletop import World

LOCKER = "天成花园3幢门口放了个旧沙发没人要"
FIRST = "DQ000001"
SECRETARY, DISPATCHER, STREET = "wang-secretary-dq1", "chen-dispatcher-dq", "shen-street"
WORD = OwnTerm("快递柜", "D1", messages=7, homes=4)
OTHER = OwnTerm("外卖柜", "D1", messages=5, homes=3)


def told() -> World:
    world = World()
    world.resident("an", home=Place("tiancheng", "3", "2"))
    world.say("an", LOCKER)
    return world


def test_a_resident_pick_is_a_lesson() -> None:
    world = told()
    world.press("an", "都不是，请工作人员看")
    assert world.taught == [LessonGiven(FIRST, 3, "an", by_staff=False, before="E2", leaf="X0")]
    assert "社区工作人员来看" in world.all_heard("an")[-1]


def test_a_resident_who_confirms_gives_a_lesson_and_no_event() -> None:
    world = told()
    world.press("an", "建筑垃圾乱堆")
    assert world.taught == [LessonGiven(FIRST, 1, "an", by_staff=False, before="E2", leaf="E2")]


def test_a_correction_by_staff_is_a_lesson() -> None:
    world = told()
    world.act(SECRETARY, "reclassify", FIRST, argument="D1")
    [lesson] = world.taught
    assert isinstance(lesson, LessonGiven)
    assert (lesson.giver, lesson.by_staff, lesson.before, lesson.leaf) == (
        SECRETARY,
        True,
        "E2",
        "D1",
    )


def test_a_lesson_is_taken_back_by_who_supervises_and_the_story_keeps_it() -> None:
    world = told()
    leaf = world.case().leaf
    step = world.step(SECRETARY, press=f"unlearn:{FIRST}:-1:2")
    assert world.taught == [LessonUndone(FIRST, 2, SECRETARY)]
    [event] = [change.event for change in step.changes if hasattr(change, "event")]
    assert (event.reason, event.actor) == ("unlearned:2", SECRETARY)
    assert world.case().leaf == leaf


@pytest.mark.parametrize(
    ("name", "press"),
    [
        ("an", f"unlearn:{FIRST}:-1:2"),
        (SECRETARY, f"unlearn:{FIRST}:-1:x"),
        (SECRETARY, "unlearn:DQ000099:-1:2"),
    ],
)
def test_nobody_else_takes_a_lesson_back(name: str, press: str) -> None:
    world = told()
    world.step(name, press=press)
    assert world.taught == []


def deciding(*terms: OwnTerm) -> World:
    world = World()
    world.beside = {"terms": terms}
    return world


def test_a_keeper_is_shown_one_word_after_the_other() -> None:
    world = deciding(WORD, OTHER)
    heard = world.say(DISPATCHER, press="term")
    assert "“快递柜”像是说“占堵消防通道/楼道堆物”：7条里出现过，来自4户" in heard[0]
    assert "还有2个待定" in heard[0]
    heard = world.press(DISPATCHER, "采用")
    assert "已采用“快递柜”" in heard[0]
    assert "“外卖柜”" in heard[1]
    [change] = world.taught
    assert isinstance(change, TermsChanged)
    [term] = change.terms
    assert (term.state, term.author, term.decided_at) == (TermState.TAKEN, DISPATCHER, world.at)
    world.press(DISPATCHER, "不用")
    assert world.taught[-1].terms[0].state is TermState.REFUSED  # type: ignore[union-attr]


def test_the_last_word_is_followed_by_none() -> None:
    world = deciding(WORD)
    heard = world.say(DISPATCHER, press="term::-1:yes;;D1;快递柜")
    assert heard[-1] == "现在没有要您定的新词。"


def test_a_word_in_use_is_stopped_and_nothing_else_is_asked() -> None:
    world = deciding(replace(WORD, state=TermState.TAKEN))
    assert world.say(DISPATCHER, press="term::-1:stop;;D1;快递柜") == ["已停用“快递柜”。"]


def test_a_word_may_be_taken_for_one_grid() -> None:
    world = deciding(WORD)
    grid = next(each for each in world.rules.directory.grids if each.community_id == "dongqiao")
    world.say(DISPATCHER, press=f"term::-1:yes;{grid.code};D1;快递柜")
    [change] = world.taught
    assert isinstance(change, TermsChanged)
    old, new = change.terms
    assert (old.scope, old.state) == ("", TermState.STOPPED)
    assert (new.scope, new.state) == (grid.code, TermState.TAKEN)


def test_only_the_street_takes_a_word_for_the_whole_city() -> None:
    world = deciding(WORD)
    press = f"term::-1:yes;{CITY};D1;快递柜"
    world.say(DISPATCHER, press=press)
    assert world.taught == []
    world.say(STREET, press=press)
    assert len(world.taught) == 1


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        (SECRETARY, "yes;;D1;快递柜"),
        ("an", "yes;;D1;快递柜"),
        (DISPATCHER, "yes;;D2;快递柜"),
        (DISPATCHER, "maybe;;D1;快递柜"),
        (DISPATCHER, "yes"),
        (DISPATCHER, "yes;SX-1;D1;快递柜"),
    ],
)
def test_what_is_not_theirs_or_not_there_is_refused(name: str, argument: str) -> None:
    world = deciding(WORD)
    assert world.say(name, press=f"term::-1:{argument}")
    assert world.taught == []

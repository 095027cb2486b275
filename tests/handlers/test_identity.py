from dataclasses import replace

from domain.cases import Party
from domain.people import Identity
from domain.places import Place
from domain.states import Part
from tests.handlers.tabletop import World

LIGHT = "天成花园3幢2单元楼道灯不亮"


def settled() -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.say("wang", LIGHT)
    return world


def test_confidential_is_where_everybody_starts() -> None:
    assert settled().case().parties[0].identity is Identity.CONFIDENTIAL


def test_the_level_is_chosen_for_open_matters_and_those_to_come() -> None:
    world = settled()
    heard = world.say("wang", "保密")
    assert "[匿名]" in heard[0]
    assert "匿名" in world.press("wang", "匿名")[0]
    assert world.case().parties[0].identity is Identity.ANONYMOUS
    world.say("wang", "天成花园3幢门口垃圾堆了好几天没人收")
    assert world.case("DQ000002").parties[0].identity is Identity.ANONYMOUS


def test_a_level_that_does_not_exist_is_refused() -> None:
    assert "已经失效" in settled().say("wang", press="identity::-1:famous")[0]


def is_neutral(world: World) -> set[bool]:
    return {world.people["wang"].neutral, world.case().parties[0].neutral}


def test_hide_turns_notices_neutral_and_back() -> None:
    world = settled()
    world.say("wang", "隐藏")
    assert is_neutral(world) == {True}
    world.say("wang", "取消隐藏")
    assert is_neutral(world) == {False}


def test_only_ones_own_row_is_changed() -> None:
    world = settled()
    neighbour = Party("zhao", Part.FOLLOWER)
    world.change("DQ000001", lambda case: replace(case, parties=(*case.parties, neighbour)))
    world.say("wang", "隐藏")
    assert [party.neutral for party in world.case().parties] == [True, False]


def test_nobody_learns_who_complained() -> None:
    world = settled()
    for name in ("gao-manager-luting", "wang-secretary-dq1", "wang"):
        heard = world.say(name, "谁投诉的？")
        assert heard[0].startswith("无可显示信息")

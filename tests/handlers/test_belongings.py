from dataclasses import replace

import pytest

from domain.people import Address
from domain.places import Place
from domain.reading import Reading
from domain.refusals import Refused
from domain.states import State
from domain.turns import Turn
from handlers import belongings
from handlers.talk import Talk
from tests.handlers.tabletop import World

LIGHT = "天成花园3幢2单元楼道灯不亮"


def settled() -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.say("wang", LIGHT)
    world.pass_time(minutes=1)
    world.say("wang", "天成花园3幢门口垃圾堆了好几天没人收")
    return world


def talk_of(world: World, name: str) -> Talk:
    turn = Turn("k", "dongqiao", Address("test", name), world.at)
    return Talk(world.desk(name, "dongqiao"), turn, Reading())


def test_own_open_matters_come_newest_first() -> None:
    world = settled()
    assert [case.number for case in belongings.own_open(talk_of(world, "wang"))] == [
        "DQ000002",
        "DQ000001",
    ]
    world.change("DQ000002", lambda case: replace(case, state=State.CLOSED))
    assert [case.number for case in belongings.own_open(talk_of(world, "wang"))] == ["DQ000001"]


def test_a_merged_number_is_the_survivor() -> None:
    world = settled()
    world.change("DQ000001", lambda case: replace(case, state=State.MERGED, merged_into="DQ000002"))
    assert belongings.own(talk_of(world, "wang"), "DQ000001").number == "DQ000002"


def test_staff_who_see_a_case_do_not_own_it() -> None:
    world = settled()
    with pytest.raises(Refused, match="unknown"):
        belongings.own(talk_of(world, "wang-secretary-dq1"), "DQ000001")


def test_only_the_reporter_says_what_kind_it_is_or_splits_it() -> None:
    world = settled()
    before = world.case()
    for press in ("leaf:DQ000001:1:D2", "split:DQ000001:1:yes"):
        world.say("gao-manager-luting", press=press)
    assert world.case() == before

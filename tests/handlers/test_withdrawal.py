from dataclasses import replace

import pytest

from domain.clocks import DueKind
from domain.places import Place
from domain.states import State
from tests.handlers.tabletop import PHOTO, World
from tests.handlers.test_merging import FIRST, HOLDER, merged

LIGHT = "天成花园3幢2单元楼道灯不亮"
RUBBISH = "天成花园3幢门口垃圾堆了好几天没人收"


def settled() -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.say("wang", LIGHT)
    world.say("wang", RUBBISH)
    return world


def test_withdrawing_asks_which_and_tells_the_holder() -> None:
    world = settled()
    heard = world.say("wang", "撤回")
    assert "[撤回DQ000001]" in heard[0]
    assert "[撤回DQ000002]" in heard[0]
    step = world.pressed("wang", "撤回DQ000002")
    assert world.case("DQ000002").state is State.WITHDRAWN
    assert world.case("DQ000002").outcome == "withdrawn"
    assert any(letter.key == "withdrawal.to_holder" for letter in step.says)
    assert world.case("DQ000001").state is State.ASSIGNED


def test_a_named_number_is_the_only_one_offered() -> None:
    heard = settled().say("wang", "撤回DQ000001")
    assert "[撤回DQ000002]" not in heard[0]


def test_a_first_tap_asks_before_anything_is_withdrawn() -> None:
    world = settled()
    version = world.case("DQ000001").version
    heard = world.say("wang", press=f"withdraw:DQ000001:{version}")
    assert "确定撤回吗" in heard[0]
    assert world.case("DQ000001").state is State.ASSIGNED


@pytest.mark.parametrize("who", ["an", "bo"])
def test_of_a_merged_matter_one_leaves_and_the_others_keep_it(who: str) -> None:
    world = merged()
    clocks = world.case(FIRST).clocks
    world.say(who, "撤回")
    heard = world.press(who, f"撤回{FIRST}")
    assert "您这边已撤回" in heard[0]
    case = world.case(FIRST)
    assert (case.state, case.clocks, case.next_due) == (
        State.ASSIGNED,
        clocks,
        (clocks.accept, DueKind.ACCEPT),
    )
    staying = [party.person_id for party in case.parties]
    assert staying == [each for each in ("an", "bo", "chu") if each != who]
    assert "有一户自行撤回，现共 2 户" in world.all_heard(HOLDER)[-1]
    before = world.all_heard(who)
    world.act(HOLDER, "resolve", FIRST, "抽干了", attachments=(PHOTO,))
    assert world.all_heard(who) == before
    for each in staying:
        assert f"{FIRST} 高**" in world.all_heard(each)[-1]
    assert "没有找到" in world.say(who, press=f"solved:{FIRST}:-1")[0]


def test_nothing_to_withdraw_is_said_kindly() -> None:
    world = World()
    world.resident("wang")
    assert "没有可以撤回" in world.say("wang", "撤回")[0]
    world = settled()
    for number in world.cases:
        world.change(number, lambda case: replace(case, state=State.RESOLVED))
    assert "没有可以撤回" in world.say("wang", "撤回")[0]


def test_a_tap_offered_before_somebody_acted_is_asked_again() -> None:
    world = settled()
    heard = world.say("wang", press="withdraw:DQ000001:99:yes")
    assert "新变化" in heard[0]

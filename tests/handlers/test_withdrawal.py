from dataclasses import replace

from domain.places import Place
from domain.states import State
from tests.handlers.tabletop import World

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

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
    world.pass_time(minutes=5)
    world.say("wang", RUBBISH)
    return world


def test_my_cases_lists_open_ones_first_with_holder_and_date() -> None:
    world = settled()
    world.change("DQ000002", lambda case: replace(case, state=State.CLOSED))
    [heard] = world.say("wang", "我的诉求")
    lines = heard.splitlines()
    assert "2件" in lines[0]
    assert lines[1].startswith("DQ000001")
    assert "最迟" in lines[1]
    assert lines[2].startswith("DQ000002")
    assert "已办结" in lines[2]


def test_somebody_without_cases_is_told_how_to_begin() -> None:
    world = World()
    world.resident("wang")
    assert "还没有登记" in world.say("wang", "我的诉求")[0]


def test_nobody_lists_the_cases_of_others() -> None:
    world = settled()
    world.resident("zhao")
    assert "还没有登记" in world.say("zhao", "我的诉求")[0]
    assert "没有找到" in world.say("zhao", press="follow:DQ000001:1")[0]
    assert "没有找到" in world.say("zhao", "DQ000001 怎么样了")[0]


def test_asking_after_a_number_shows_that_case() -> None:
    [heard] = settled().say("wang", "DQ000001 怎么样了")
    assert heard.startswith("DQ000001")
    assert "最迟" in heard


def test_one_case_shows_what_may_be_done_with_it() -> None:
    world = settled()
    world.say("wang", "我的诉求")
    [heard] = world.press("wang", "DQ000001")
    assert "[撤回]" in heard
    world.change("DQ000001", lambda case: replace(case, state=State.RESOLVED))
    [heard] = world.press("wang", "DQ000001")
    assert "[解决了]" in heard
    assert "[没解决]" in heard
    world.change("DQ000001", lambda case: replace(case, state=State.CLOSED))
    [heard] = world.press("wang", "DQ000001")
    assert "[没解决]" in heard
    assert "最迟" not in heard
    world.change("DQ000001", lambda case: replace(case, state=State.WITHDRAWN))
    assert "[" not in world.press("wang", "DQ000001")[0]

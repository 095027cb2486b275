from domain.mediation_states import Stage
from domain.people import Address
from domain.places import Place
from domain.turns import PersonForgotten
from tests.handlers.tabletop import World
from tests.mediation_table import in_force, led


def settled() -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    return world


def test_my_record_shows_all_that_is_kept() -> None:
    world = settled()
    assert "没有" in world.say("wang", "我的资料")[0]
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    [heard] = world.say("wang", "我的资料")
    assert "天成花园3幢2单元" in heard
    assert "DQ000001" in heard
    assert "保密" in heard


def test_my_record_names_the_door_as_people_call_it() -> None:
    world = settled()
    [heard] = world.say("wang", "我的资料", address=Address("web", "wang"))
    assert "联系渠道：网页聊天" in heard
    assert "联系渠道：test" in world.say("wang", "我的资料")[0]


def test_forgetting_is_asked_once_and_then_done() -> None:
    world = settled()
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    assert "1件" in world.say("wang", "删除我的资料")[0]
    step = world.pressed("wang", "确定删除")
    assert PersonForgotten("wang") in step.changes
    assert world.cases


def test_forgetting_may_be_left_alone() -> None:
    world = settled()
    world.say("wang", "删除我的资料")
    assert "先不问了" in world.press("wang", "先不了")[0]
    assert "已经失效" in world.say("wang", press="forget::-1:maybe")[0]
    assert "wang" in world.people


def test_who_is_forgotten_leaves_every_mediation_that_does_not_bind_yet() -> None:
    world = led()
    world.say("li", press="forget::-1:yes")
    assert world.stage() is Stage.TERMINATED_BY_PARTY
    assert "已结束" in world.all_heard("wang")[-1]
    bound = in_force()
    bound.say("li", press="forget::-1:yes")
    assert bound.stage() is Stage.PERFORM

import pytest

from domain.mediation_states import Stage
from tests.handlers.test_performing import paper_in_force
from tests.mediation_table import MEDIATOR, REPAIRS, SECRETARY, Mediated, in_force, press


def court(world: Mediated) -> str:
    agreement = world.mediation().agreement
    assert agreement
    return agreement.court


def test_one_side_alone_cannot_ask_the_court() -> None:
    world = in_force(REPAIRS)
    assert "12月23日" in world.press("wang", "愿意申请司法确认")[0]
    assert "对方愿意申请" in world.all_heard("li")[-1]
    assert "都愿意" in press(world, MEDIATOR, "court/filed")
    assert court(world) == ""
    world.press("li", "愿意申请司法确认")
    for name in ("wang", "li"):
        assert "一起到法院" in world.all_heard(name)[-1]
    assert "最后一天12月23日" in world.all_heard(MEDIATOR)[-1]


def test_a_no_of_one_side_closes_it_and_the_agreement_binds_all_the_same() -> None:
    world = in_force(REPAIRS)
    world.press("wang", "愿意申请司法确认")
    world.press("li", "不申请")
    assert "单方不能申请" in world.all_heard("wang")[-1]
    assert "凭协议起诉" in world.all_heard("wang")[-1]
    assert "时间已经过了" in press(world, "wang", "apply")
    assert world.stage() is Stage.PERFORM


def test_after_the_last_day_nobody_applies_any_more() -> None:
    world = in_force("乙方 12月30日前 换好水管接头")
    world.pass_time(days=31)
    for act in ("apply", "waive"):
        assert "时间已经过了" in press(world, "wang", act)


def test_what_the_court_says_is_noted_and_both_read_it() -> None:
    world = in_force(REPAIRS)
    assert "还没有递交" not in press(world, "wang", "court/filed")
    for name in ("wang", "li"):
        world.press(name, "愿意申请司法确认")
    assert "还没有递交" in press(world, MEDIATOR, "court/confirmed")
    world.press(MEDIATOR, "已递交法院")
    assert "已递交法院" in world.all_heard("li")[-1]
    world.press(MEDIATOR, "法院已确认")
    assert "强制执行" in world.all_heard("li")[-1]
    assert court(world) == "confirmed"
    assert "看不懂" in press(world, SECRETARY, "court/x") or court(world) == "confirmed"


@pytest.mark.parametrize("outcome", ["rejected"])
def test_a_no_of_the_court_tells_the_other_ways(outcome: str) -> None:
    world = in_force(REPAIRS)
    for name in ("wang", "li"):
        press(world, name, "apply")
    press(world, SECRETARY, "court/filed")
    press(world, SECRETARY, f"court/{outcome}")
    assert "也可以起诉" in world.all_heard("wang")[-1]


def test_a_side_without_an_account_is_told_by_telephone() -> None:
    world = paper_in_force()
    world.press("wang", "愿意申请司法确认")
    assert "打电话告诉对方" in world.all_heard(MEDIATOR)[-1]
    press(world, MEDIATOR, "court/filed")
    assert court(world) == "filed"

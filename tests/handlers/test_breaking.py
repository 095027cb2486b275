import pytest

from domain.mediation_states import Do, Role, Stage
from tests.handlers.test_performing import paper_in_force
from tests.mediation_table import (
    MEDIATOR,
    PAYS,
    REPAIRS,
    SECRETARY,
    Mediated,
    in_force,
    press,
)


def broken() -> Mediated:
    """Return the world in which a promise was not kept for a week."""
    world = in_force(REPAIRS)
    world.wait(days=16)
    assert world.stage() is Stage.BREACH
    return world


def test_after_a_breach_both_wish_before_it_begins_again() -> None:
    world = broken()
    world.press("wang", "愿意再谈一次")
    assert world.stage() is Stage.BREACH
    assert "对方愿意再谈一次" in world.all_heard("li")[-1]
    press(world, "wang", "again")
    assert world.stage() is Stage.BREACH
    world.press("li", "愿意再谈一次")
    assert world.stage() is Stage.PREPARE
    mediation = world.mediation()
    assert mediation.agreement is None
    assert len(mediation.earlier) == 1
    assert "分别听双方说" in world.all_heard(MEDIATOR)[-1]


def test_the_second_mediation_has_thirty_days_of_its_own() -> None:
    world = broken()
    for side in ("wang", "li"):
        world.press(side, "愿意再谈一次")
    ends = world.mediation().clock_ends
    assert ends
    assert (ends - world.at).days >= 29
    world.wait(days=1)
    assert world.stage() is Stage.PREPARE


def test_who_owes_says_before_the_day_that_it_will_not_be_and_nobody_waits_for_it() -> None:
    world = in_force(REPAIRS, PAYS)
    assert "不是您该做的" in press(world, "wang", "cannot/1")
    assert world.stage() is Stage.PERFORM
    world.wait(days=4)
    world.press("li", "第1条做不到了")
    assert world.stage() is Stage.BREACH
    event = world.events[-1]
    assert (event.act, event.role, event.reason) == (Do.BREACH, Role.RESPONDENT, "early:1")
    assert "换好水管接头" in world.all_heard("wang")[-1]
    assert "法院起诉" in world.all_heard("wang")[-1]
    assert "[愿意再谈一次]" in world.all_heard("wang")[-1]
    for staff in (SECRETARY, MEDIATOR):
        assert "说做不到了" in world.all_heard(staff)[-1]
    assert "不能做" in press(world, "li", "cannot/2")
    world.wait(days=1)
    assert "[第1条做不到了]" not in world.all_heard("li")[-1]


def test_what_is_done_after_all_cures_an_early_breach() -> None:
    world = in_force(REPAIRS)
    press(world, "li", "cannot/1")
    press(world, "li", "fulfil/1")
    press(world, "wang", "received/1")
    assert world.stage() is Stage.FOLLOW_UP


def test_staff_write_down_whose_word_it_is() -> None:
    world = in_force(REPAIRS)
    assert "谁、什么时候、怎么说" in press(world, SECRETARY, "cannot/1")
    assert world.stage() is Stage.PERFORM
    world.say(SECRETARY, "乙方12月1日电话里说换不了接头")
    event = world.events[-1]
    assert (event.act, event.role) == (Do.BREACH, Role.STAFF)
    assert event.digest
    assert "说做不到了" in world.all_heard("li")[-1]


def test_a_side_without_an_account_comes_into_a_second_mediation_by_telephone() -> None:
    world = paper_in_force()
    world.wait(days=40)
    assert world.stage() is Stage.BREACH
    assert "打电话问本人" in world.all_heard(SECRETARY)[-1]
    world.press("wang", "愿意再谈一次")
    assert world.stage() is Stage.BREACH
    world.press(SECRETARY, "愿意再谈一次")
    assert world.stage() is Stage.PREPARE
    assert [each.role for each in world.events if each.act is Do.AGAIN] == [
        Role.APPLICANT,
        Role.STAFF,
    ]


def test_staff_are_asked_to_telephone_when_the_other_side_wishes_first() -> None:
    world = paper_in_force()
    press(world, SECRETARY, "cannot/1")
    world.say(SECRETARY, "乙方本人在门口说换不了")
    assert "打电话问本人" in world.all_heard(SECRETARY)[-1]
    before = len(world.all_heard(SECRETARY))
    world.press("wang", "愿意再谈一次")
    assert "打电话问本人" in world.all_heard(SECRETARY)[before]


def test_staff_wish_nothing_for_who_has_an_account() -> None:
    world = broken()
    assert "不由您" in press(world, SECRETARY, "again")
    assert "[愿意再谈一次]" not in world.say(SECRETARY, "我的调解")[0]
    assert "[愿意再谈一次]" in world.say("wang", "我的调解")[0]


def test_after_a_breach_staff_may_end_it_unless_a_side_wishes_to_go_on() -> None:
    world = broken()
    world.press("wang", "愿意再谈一次")
    assert "先等另一方" in press(world, SECRETARY, "finish")
    other = broken()
    assert "[结束跟进]" in other.say(SECRETARY, "我的调解")[0]
    other.press(SECRETARY, "结束跟进")
    assert other.stage() is Stage.CLOSED_UNPERFORMED
    for side in ("wang", "li"):
        assert "协议仍然有效" in other.all_heard(side)[-1]
    other.strike()
    assert "请继续办理诉求" in other.all_heard(SECRETARY)[-1]


def test_revisits_end_early_once_both_were_asked() -> None:
    world = in_force(REPAIRS)
    press(world, "wang", "received/1")
    world.wait(days=7)
    press(world, "wang", "back/7-yny")
    assert "先回访" in press(world, SECRETARY, "finish")
    assert world.stage() is Stage.FOLLOW_UP
    press(world, "li", "back/7-yny")
    press(world, SECRETARY, "finish")
    assert world.stage() is Stage.CLOSED_PERFORMED


@pytest.mark.parametrize("who", ["wang", "li", MEDIATOR])
def test_nobody_but_staff_ends_it(who: str) -> None:
    world = broken()
    press(world, who, "finish")
    assert world.stage() is Stage.BREACH

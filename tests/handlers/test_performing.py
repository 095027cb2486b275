import pytest

from domain.mediation_states import Do, Stage
from domain.turns import AttachmentKept
from tests.handlers.tabletop import PHOTO
from tests.mediation_table import (
    MEDIATOR,
    NUMBER,
    OTHER_MEDIATOR,
    PAYS,
    REPAIRS,
    SECRETARY,
    Mediated,
    in_force,
    press,
    without_account,
)


def paper_in_force() -> Mediated:
    world = without_account()
    captain = world.mediation().captain
    world.press("wang", "我同意，签字")
    world.press(captain, "对方在纸上签了字")
    world.say(captain, "赵阿姨")
    world.press(SECRETARY, "是本人签的字")
    world.press(OTHER_MEDIATOR, "核对无误，盖章")
    return world


def test_who_owes_says_so_and_who_was_owed_confirms_it() -> None:
    world = in_force(REPAIRS)
    world.wait(days=7)
    step = world.pressed("li", "第1条我做了", attachments=(PHOTO,))
    assert [each for each in step.changes if isinstance(each, AttachmentKept)] == [
        AttachmentKept(NUMBER, PHOTO, internal=True)
    ]
    assert world.stage() is Stage.PERFORM
    assert "换好水管接头" in world.all_heard("wang")[-1]
    world.press("wang", "第1条收到了")
    assert world.stage() is Stage.FOLLOW_UP
    for name in ("wang", "li"):
        assert "约定的事都做到了" in "".join(world.all_heard(name)[-2:])
    agreement = world.mediation().agreement
    assert agreement
    assert agreement.terms[0].evidence == (PHOTO.file_id,)


def test_one_of_two_promises_is_not_all() -> None:
    world = in_force(REPAIRS, PAYS)
    press(world, "wang", "received/1")
    assert world.stage() is Stage.PERFORM
    assert "有一条已确认做到" in world.all_heard("li")[-1]
    assert "已经确认过" in press(world, "wang", "received/1")
    press(world, "wang", "received/2")
    assert world.stage() is Stage.FOLLOW_UP


@pytest.mark.parametrize("who", ["wang", MEDIATOR, OTHER_MEDIATOR, SECRETARY, "stranger"])
def test_nobody_calls_done_what_another_owes(who: str) -> None:
    world = in_force(REPAIRS)
    before = world.mediation()
    press(world, who, "fulfil/1")
    assert world.mediation() == before


@pytest.mark.parametrize("who", ["li", MEDIATOR, SECRETARY, OTHER_MEDIATOR, "stranger"])
def test_nobody_confirms_for_who_was_owed(who: str) -> None:
    world = in_force(REPAIRS)
    press(world, "li", "fulfil/1")
    for act in ("received/1", "missing/1"):
        press(world, who, act)
    assert world.stage() is Stage.PERFORM


def test_what_is_called_done_and_not_seen_is_looked_at_by_people() -> None:
    world = in_force(REPAIRS)
    press(world, "li", "fulfil/1")
    world.press("wang", "第1条没有收到")
    assert "有一条还没有收到" in world.all_heard("li")[-1]
    for name in (SECRETARY, MEDIATOR):
        assert "另一方说没有收到" in world.all_heard(name)[-1]
    world.press(SECRETARY, "第1条看过了，已做到")
    assert world.stage() is Stage.FOLLOW_UP
    assert [each.actor for each in world.events if each.act is Do.CHECK] == [SECRETARY]
    agreement = world.mediation().agreement
    assert agreement
    assert agreement.terms[0].met_by == SECRETARY


def test_a_common_promise_is_confirmed_by_the_other_of_the_two() -> None:
    world = in_force("双方 11月30日前 一起清空楼道")
    press(world, "wang", "fulfil/1")
    assert "不能" in press(world, "wang", "received/1") or world.stage() is Stage.PERFORM
    world.press("li", "第1条收到了")
    assert world.stage() is Stage.FOLLOW_UP


def test_staff_speak_for_a_side_without_an_account_and_the_other_confirms() -> None:
    world = paper_in_force()
    assert "不是您该做的" in press(world, "wang", "fulfil/1")
    press(world, SECRETARY, "fulfil/1")
    world.press("wang", "第1条收到了")
    assert world.stage() is Stage.FOLLOW_UP


def test_what_is_owed_to_a_side_without_an_account_is_looked_at_by_staff() -> None:
    world = paper_in_force()
    agreement = world.mediation().agreement
    assert agreement
    mine = without_account("甲方 12月8日前 拆掉雨棚")
    captain = mine.mediation().captain
    mine.press("wang", "我同意，签字")
    mine.press(captain, "对方在纸上签了字")
    mine.say(captain, "赵阿姨")
    mine.press(SECRETARY, "是本人签的字")
    mine.press(OTHER_MEDIATOR, "核对无误，盖章")
    press(mine, "wang", "fulfil/1")
    mine.press(SECRETARY, "第1条看过了，已做到")
    assert mine.stage() is Stage.FOLLOW_UP


def test_a_neutral_side_is_asked_neutrally() -> None:
    world = in_force(REPAIRS)
    world.say("li", "隐藏")
    world.wait(days=16)
    world.press("wang", "愿意再谈一次")
    assert [each.key for each in world.letters if each.to == "li"][-1] == "neutral.notice"


def test_a_breach_is_cured_by_what_is_done_late() -> None:
    world = in_force(REPAIRS)
    world.wait(days=16)
    press(world, "wang", "received/1")
    assert world.stage() is Stage.FOLLOW_UP

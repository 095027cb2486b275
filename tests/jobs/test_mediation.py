from dataclasses import replace

from domain.mediation_states import Stage
from domain.states import State
from tests.mediation_table import MEDIATOR, SECRETARY, invited, leaking, led


def test_an_offer_is_repeated_once_and_then_lapses() -> None:
    world = leaking()
    assert world.strike().says == ()
    assert [each.key for each in world.wait(hours=24).says] == ["mediation.offer_again"]
    assert world.strike().says == ()
    assert [each.key for each in world.wait(hours=24).says] == ["mediation.offer_over"]
    assert world.stage() is Stage.DECLINED
    world.strike()
    assert world.case().state is State.ACCEPTED
    assert world.strike().changes == ()


def test_no_answer_is_closed_on_the_seventh_day_as_neither_yes_nor_no() -> None:
    world = invited()
    for days in (2, 2, 1):
        world.wait(days=days)
    world.wait(days=2)
    assert world.stage() is Stage.CLOSED_NO_RESPONSE
    assert "既不算同意也不算拒绝" in world.all_heard(SECRETARY)[-1]
    assert "没有都同意" in world.all_heard("wang")[-1]


def test_a_stage_that_lasts_is_asked_about_once_a_day() -> None:
    world = led()
    assert world.wait(days=8).says
    told = [each.to for each in world.letters if each.key == "mediation.staff_lasts"]
    assert told == [SECRETARY, MEDIATOR]
    assert world.strike().says == ()
    assert world.wait(days=1).says


def test_a_breach_closes_when_its_days_are_over() -> None:
    world = led()
    breached = replace(world.mediation(), stage=Stage.BREACH, due_at=world.at, wake_at=world.at)
    world.mediations[breached.number] = breached
    world.strike()
    assert world.stage() is Stage.CLOSED_UNPERFORMED


def test_a_timer_that_was_slept_through_fires_once() -> None:
    world = invited()
    world.wait(days=30)
    assert world.stage() is Stage.CLOSED_NO_RESPONSE
    world.strike()
    assert world.strike().changes == ()


def test_without_its_case_it_settles_all_the_same() -> None:
    world = leaking()
    world.press("wang", "不用调解")
    world.cases.clear()
    world.strike()
    assert world.mediation().wake_at is None

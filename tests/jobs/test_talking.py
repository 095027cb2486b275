from dataclasses import replace
from datetime import timedelta

from domain.accord_kinds import Kind
from domain.mediation_stages import Do, Stage
from tests.handlers.test_answering import asked, relayed
from tests.handlers.test_bidding import bidding
from tests.mediation_table import MEDIATOR, NUMBER, SECRETARY, choosing, led, talking


def test_three_days_before_the_end_both_are_asked_once_whether_they_want_more_time() -> None:
    world = talking()
    ends = world.mediation().clock_ends
    assert ends
    world.at = ends - timedelta(days=3)
    world.strike()
    world.strike()
    for side in ("wang", "li"):
        told = [each for each in world.all_heard(side) if "延长15天" in each]
        assert len(told) == 1
    world.at = ends
    world.strike()
    assert world.stage() is Stage.TERMINATED_FAILED
    for way in ("仲裁", "法院", "法律援助"):
        assert way in world.all_heard("li")[-1]


def test_the_end_moves_with_each_extension_and_is_warned_of_anew() -> None:
    world = talking()
    ends = world.mediation().clock_ends
    assert ends
    world.at = ends - timedelta(days=3)
    world.strike()
    world.press("wang", "延长15天")
    world.press("li", "同意")
    world.strike()
    world.at = ends + timedelta(days=12)
    world.strike()
    assert world.stage() is Stage.SHUTTLE
    assert len([each for each in world.all_heard("li") if "调解时间到" in each]) == 3


def test_a_stage_that_lasts_is_asked_about_once_a_day() -> None:
    world = led()
    world.wait(days=8)
    told = [each.to for each in world.letters if each.key == "mediation.staff_lasts"]
    assert told == [SECRETARY, MEDIATOR]
    world.wait(hours=2)
    assert len([each for each in world.letters if each.key == "mediation.staff_lasts"]) == 2


def test_a_look_that_finds_nothing_to_do_moves_the_next_one() -> None:
    world = led()
    world.mediations[NUMBER] = replace(world.mediation(), wake_at=world.at)
    step = world.strike()
    assert (world.events[-1].act, step.says) == (Do.CONCLUDE, ())
    assert world.strike().changes == ()


def test_bids_go_with_the_talks() -> None:
    world = bidding()
    world.on("wang", f"bid/{asked(world, Kind.BIDDING).accord}", "5000")
    world.press("li", "退出调解")
    world.strike()
    assert world.hall.bids == {}


def test_a_new_choice_of_mediator_ends_what_the_old_one_had_asked() -> None:
    world = relayed()
    world.on("wang", "object")
    world.strike()
    assert asked(world, Kind.RELAY).is_live is False
    other = bidding()
    other.on("wang", f"bid/{asked(other, Kind.BIDDING).accord}", "5000")
    other.on("li", "object")
    other.strike()
    assert other.hall.bids == {}


def test_timers_fire_once_however_late_the_station_looks() -> None:
    world = choosing()
    world.wait(days=60)
    assert world.stage() is Stage.TERMINATED_FAILED
    world.strike()
    assert world.strike().changes == ()

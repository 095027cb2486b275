from datetime import timedelta

import pytest

from domain.mediation_states import FINAL, OPEN, TABLE, Role, Stage
from domain.mediation_timers import REACHED_AFTER, TIMERS, first_look, stage_due
from tests.domain.builders import MONDAY, demo_rules

CALENDAR = demo_rules().calendar


def test_every_open_stage_has_a_limit_and_the_station_may_do_what_it_brings() -> None:
    assert set(TIMERS) == OPEN
    for stage, timer in TIMERS.items():
        assert (stage, timer.on_expiry, Role.STATION) in TABLE, stage


@pytest.mark.parametrize(
    ("stage", "after"),
    [
        (Stage.SCREEN, timedelta(hours=4)),
        (Stage.SAFETY_HOLD, timedelta(minutes=30)),
        (Stage.OFFER_A, timedelta(hours=48)),
        (Stage.INVITE_B, timedelta(days=7)),
        (Stage.PROPOSAL, timedelta(hours=144)),
        (Stage.DRAFT, timedelta(hours=72)),
    ],
)
def test_limits_in_hours_run_at_any_hour(stage: Stage, after: timedelta) -> None:
    assert stage_due(stage, MONDAY, CALENDAR) == MONDAY + after


@pytest.mark.parametrize("stage", sorted(FINAL))
def test_what_is_final_has_no_limit(stage: Stage) -> None:
    assert stage_due(stage, MONDAY, CALENDAR) is None
    assert first_look(stage, MONDAY, None) is None


def test_the_station_looks_early_where_it_speaks_early() -> None:
    due = MONDAY + timedelta(days=7)
    assert first_look(Stage.INVITE_B, MONDAY, due) == MONDAY
    assert first_look(Stage.OFFER_A, MONDAY, due) == MONDAY + timedelta(hours=24)
    assert first_look(Stage.SELECT_M, MONDAY, due) == MONDAY
    assert first_look(Stage.SHUTTLE, MONDAY, due) == due


def test_the_other_side_is_reached_on_days_0_2_4_and_5() -> None:
    assert [each.days for each in REACHED_AFTER] == [0, 2, 4, 5]

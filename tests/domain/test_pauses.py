from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.pauses import LONGEST, Cause, Pause, latest_end, moved_on, times_paused
from tests.domain.builders import MONDAY, demo_rules, moment

CALENDAR = demo_rules().calendar
SOON = st.integers(0, 60 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


def test_every_cause_has_an_end() -> None:
    assert set(LONGEST) == set(Cause)
    assert latest_end(Cause.APPRAISAL, MONDAY, CALENDAR) == moment("2027-01-05 17:30")


def test_pauses_of_one_cause_are_counted_apart() -> None:
    pauses = [Pause(cause, MONDAY, MONDAY) for cause in ("vote", "court", "vote")]
    assert [times_paused(pauses, cause) for cause in ("vote", "court", "appraisal")] == [2, 1, 0]


@pytest.mark.parametrize(
    ("due", "until", "later"),
    [
        ("2026-11-26 17:30", "2026-11-27 08:30", "2026-12-02 17:30"),
        ("2026-11-26 17:30", "2026-11-23 17:30", "2026-11-26 17:30"),
        ("2026-11-20 17:30", "2026-11-27 08:30", "2026-11-20 17:30"),
        ("2026-09-30 17:30", "2026-09-18 08:30", "2026-09-30 17:30"),
    ],
    ids=["four days later", "no day", "over already", "ended before"],
)
def test_limits_move_by_the_working_days_of_the_pause(due: str, until: str, later: str) -> None:
    assert moved_on(moment(due), MONDAY, moment(until), CALENDAR) == moment(later)


@given(SOON, SOON, SOON)
def test_a_pause_never_brings_a_limit_forward(
    due: datetime, since: datetime, until: datetime
) -> None:
    assert moved_on(due, since, until, CALENDAR) >= due

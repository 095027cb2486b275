from datetime import timedelta

import pytest

from bot.commands.simulated_year import _slot_after, _whole
from jobs.table import JOBS
from tests.domain.builders import moment

WEEKLY = next(job for job in JOBS if job.name == "weekly")


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-02-13 08:59", "2026-02-13 09:00"),
        ("2026-02-13 09:00", "2026-02-14 09:00"),
        ("2026-02-13 23:59", "2026-02-14 09:00"),
    ],
)
def test_a_daily_job_strikes_at_its_hour_in_shanghai(now: str, slot: str) -> None:
    assert _slot_after(WEEKLY, moment(now)) == moment(slot)


@pytest.mark.parametrize(("minutes", "end"), [(1, "09:01"), (10, "09:10"), (60, "10:00")])
def test_things_happen_at_the_end_of_a_step(minutes: int, end: str) -> None:
    at, step = moment("2026-02-13 09:00"), timedelta(minutes=minutes)
    assert _whole(at, step) == at
    assert _whole(at + timedelta(seconds=1), step) == moment(f"2026-02-13 {end}")

from datetime import timedelta

import pytest

from bot.commands.simulated_year import _slot_after, _whole_minute
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


def test_things_happen_on_whole_minutes() -> None:
    at = moment("2026-02-13 09:00")
    assert _whole_minute(at) == at
    assert _whole_minute(at + timedelta(seconds=1)) == at + timedelta(minutes=1)

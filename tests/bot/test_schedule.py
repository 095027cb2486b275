import asyncio
import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.triggers.cron import CronTrigger
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import Clock, FixedClock, MovableClock, SystemClock
from bot.schedule import ZONE, Schedule, Strikes, newest_slot
from domain.turns import Step
from jobs.rounds import JobRound
from jobs.table import Job, Lay

MONDAY = datetime(2026, 3, 9, 8, 0, tzinfo=ZONE)


def idle(_work: JobRound) -> Step:
    return Step()


def job(cron: str, lay: Lay = "due", *, catch_up: bool = True, name: str = "job") -> Job:
    return Job(name, cron, lay, catch_up, idle)


class Record:
    """Keeps what was struck, as the claim rows do: each slot of a job once."""

    def __init__(self, last: str = "") -> None:
        self.last = last
        self.struck: dict[tuple[str, str], datetime] = {}
        self.broken = ""
        self.news = asyncio.Event()

    async def strike(self, job: Job, slot: str, at: datetime) -> bool:
        if job.name == self.broken:
            raise ValueError(slot)
        fresh = (job.name, slot) not in self.struck
        self.struck.setdefault((job.name, slot), at)
        self.last = max(self.last, slot)
        self.news.set()
        return fresh

    async def last_slot(self, _job: Job) -> str:
        return self.last

    @property
    def slots(self) -> list[str]:
        return [slot[:16] for _, slot in self.struck]


def schedule(jobs: Sequence[Job], record: Record, clock: Clock) -> Schedule:
    return Schedule(jobs, Strikes(record.strike, record.last_slot), clock)


async def test_a_slot_is_struck_when_it_comes_and_only_once() -> None:
    record, clock = Record(), MovableClock(MONDAY)
    ticking = schedule([job("0 9 * * *")], record, clock)
    await ticking.tick()
    assert record.slots == []
    clock.move(timedelta(hours=1))
    await ticking.tick()
    await ticking.tick()
    assert record.slots == ["2026-03-09T09:00"]


async def test_what_is_due_is_looked_at_once_after_a_long_stop() -> None:
    record = Record("2026-03-01T09:00:00+08:00")
    await schedule([job("* * * * *")], record, FixedClock(MONDAY)).tick()
    assert record.slots == ["2026-03-09T08:00"]


async def test_a_missed_day_is_struck_by_its_own_moment_after_a_stop_of_days() -> None:
    record = Record("2026-03-06T09:00:00+08:00")
    wednesday = MONDAY + timedelta(days=2)
    await schedule([job("0 9 * * *", "open")], record, FixedClock(wednesday)).tick()
    days = ["2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10"]
    assert record.slots == [f"{day}T09:00" for day in days]
    assert record.struck["job", "2026-03-09T09:00:00+08:00"].date() == MONDAY.date()


async def test_a_missed_week_is_not_struck_for_every_day_of_the_year() -> None:
    record = Record("2025-01-01T09:00:00+08:00")
    await schedule([job("0 9 * * *", "open")], record, FixedClock(MONDAY)).tick()
    assert len(record.slots) == 6


async def test_a_job_that_is_not_caught_up_begins_when_the_station_opens() -> None:
    record, clock = Record("2026-03-01T09:00:00+08:00"), MovableClock(MONDAY)
    ticking = schedule([job("0 * * * *", catch_up=False)], record, clock)
    await ticking.tick()
    assert record.slots == []
    clock.move(timedelta(hours=1))
    await ticking.tick()
    assert record.slots == ["2026-03-09T09:00"]


async def test_a_slot_of_the_future_does_not_silence_the_job() -> None:
    record, clock = Record("2030-01-01T09:00:00+08:00"), MovableClock(MONDAY)
    ticking = schedule([job("* * * * *")], record, clock)
    clock.move(timedelta(minutes=1))
    await ticking.tick()
    assert record.slots == ["2026-03-09T08:01"]


async def test_a_slot_that_another_process_struck_is_left_to_it(logged: io.StringIO) -> None:
    record, clock = Record(), MovableClock(MONDAY)
    record.struck["job", "2026-03-09T09:00:00+08:00"] = MONDAY
    ticking = schedule([job("0 9 * * *")], record, clock)
    clock.move(timedelta(hours=1))
    await ticking.tick()
    assert "struck" not in logged.getvalue()


async def test_one_broken_job_does_not_stop_the_others() -> None:
    record, clock = Record(), MovableClock(MONDAY)
    record.broken = "first"
    jobs = [job("* * * * *", name="first"), job("* * * * *", name="second")]
    ticking = schedule(jobs, record, clock)
    clock.move(timedelta(minutes=1))
    await ticking.tick()
    assert [name for name, _ in record.struck] == ["second"]


async def test_the_schedule_ticks_at_once_when_it_starts() -> None:
    record = Record("2026-03-01T09:00:00+08:00")
    ticking = schedule([job("* * * * *")], record, SystemClock())
    ticking.start()
    await record.news.wait()
    ticking.stop()


@pytest.mark.parametrize(
    ("cron", "slot"),
    [
        ("* * * * *", "2026-03-09T08:00"),
        ("0 9 * * *", "2026-03-08T09:00"),
        ("0 9 1 1 *", "2026-01-01T09:00"),
        ("0 9 29 2 *", ""),
    ],
)
def test_the_newest_slot_is_found_however_rare(cron: str, slot: str) -> None:
    trigger = CronTrigger.from_crontab(cron, timezone=ZONE)
    found = newest_slot(trigger, datetime(2000, 1, 1, tzinfo=UTC), MONDAY)
    assert found[:16] == slot


@given(st.integers(0, 60 * 24 * 400), st.integers(0, 60 * 24 * 40))
def test_the_newest_slot_lies_between_its_bounds(start: int, length: int) -> None:
    trigger = CronTrigger.from_crontab("30 8,20 * * 1-5", timezone=ZONE)
    since = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=start)
    until = since + timedelta(minutes=length)
    found = newest_slot(trigger, since, until)
    if found:
        slot = datetime.fromisoformat(found)
        assert since < slot <= until
        assert (slot.hour, slot.minute) in {(8, 30), (20, 30)}
        assert newest_slot(trigger, slot, until) == ""
    else:
        assert length < 60 * 24 * 4

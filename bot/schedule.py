"""The schedule: a tick that asks which slots have come; the claim row decides who strikes."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock
from jobs.table import Job

ZONE = ZoneInfo("Asia/Shanghai")
TICK_SECONDS = 20
# Looked back so far for the newest slot, nearest first: a slot a minute needs no year's walk.
_SPANS = tuple(timedelta(days=days) for days in (1 / 24, 1, 8, 32, 400))

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Strikes:
    """What the schedule is handed: how to strike, and which slot was struck last ("" for none)."""

    strike: Callable[[Job, str, datetime], Awaitable[bool]]
    last_slot: Callable[[Job], Awaitable[str]]


class Schedule:
    """Strikes each job for its newest slot; slots missed in between fall together into that one."""

    def __init__(self, jobs: Sequence[Job], strikes: Strikes, clock: Clock) -> None:
        self._jobs = [(job, CronTrigger.from_crontab(job.cron, timezone=ZONE)) for job in jobs]
        self._strikes = strikes
        self._clock = clock
        self._opened = clock.now()
        self._scheduler = AsyncIOScheduler(timezone=ZONE)

    def start(self) -> None:
        """Tick from now on, in the running event loop."""
        always = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler.add_job(self.tick, **always)
        every = IntervalTrigger(seconds=TICK_SECONDS, timezone=ZONE)
        self._scheduler.add_job(self.tick, every, **always)
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more."""
        self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Strike every job whose newest slot has not been struck."""
        for job, trigger in self._jobs:
            try:
                await self._strike(job, trigger)
            except Exception:
                # The next tick tries again; one job that fails must not stop the others.
                log.exception("strike not done", job=job.name)

    async def _strike(self, job: Job, trigger: CronTrigger) -> None:
        now = self._clock.now()
        last = await self._strikes.last_slot(job)
        since = datetime.fromisoformat(last) if last and job.catch_up else self._opened
        # A slot of the future was struck by a clock that has been set right since.
        since = since if since <= now else self._opened
        for slot in slots_to_strike(trigger, since, now, by_day=job.lay != "due"):
            moment = datetime.fromisoformat(slot)
            at = now if moment.date() == now.astimezone(ZONE).date() else moment
            if await self._strikes.strike(job, slot, at):
                log.info("struck", job=job.name, slot=slot)


def slots_to_strike(
    trigger: CronTrigger, since: datetime, until: datetime, *, by_day: bool
) -> list[str]:
    """Return the newest slot, or with ``by_day`` the newest of each of the last seven days.

    What is due now is looked at once, however long the station was down; but a list that is
    made on the first working day of a week was missed on that day and on no other.
    """
    if not by_day:
        return list(filter(None, [newest_slot(trigger, since, until)]))
    midnight = until.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    edges = [midnight - timedelta(days=back) for back in range(6, -1, -1)]
    edges = [max(edge, since) for edge in edges] + [until]
    found = (newest_slot(trigger, begin, end) for begin, end in pairwise(edges) if begin < end)
    return list(filter(None, found))


def newest_slot(trigger: CronTrigger, since: datetime, until: datetime) -> str:
    """Return the latest firing after ``since`` and not after ``until``, or "" for none.

    A slot is written in Shanghai time with its offset, so slots sort by time.
    """
    for span in _SPANS:
        start = max(since, until - span)
        found = _last_firing(trigger, start, until)
        if found or start == since:
            return found
    return ""


def _last_firing(trigger: CronTrigger, since: datetime, until: datetime) -> str:
    found = ""
    fire = trigger.get_next_fire_time(None, since + timedelta(microseconds=1))
    while fire and fire <= until:
        found = fire.astimezone(ZONE).isoformat()
        fire = trigger.get_next_fire_time(fire, fire + timedelta(microseconds=1))
    return found

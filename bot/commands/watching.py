"""What a process does again and again beside its work: newer rules are taken over, files tended.

What fails is tried again; for how long it was not done is a gauge, and that rings.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.commands.ears import Ears
from bot.commands.opening import Station
from bot.commands.tending import tend
from domain.calendar import SHANGHAI
from jobs.table import JOBS, Job
from storage.attachments import Attachments

LOOK_EVERY = timedelta(seconds=0.5)
FOLLOW_EVERY = timedelta(seconds=5)
TEND_EVERY = timedelta(days=1)
# What comes round once a day and failed is not left until the next.
AGAIN = timedelta(hours=1)
REGRID = next(job for job in JOBS if job.name == "regrid")

Strike = Callable[[Job, str, datetime], Awaitable[bool]]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Round:
    """What is done every so often; ``gauge`` tells its age, ``failed`` names a failure in the log.

    The first time is after ``first``, and ``age`` counts from the start until then.
    """

    gauge: str
    failed: str
    do: Callable[[], Awaitable[None]]
    every: timedelta
    first: timedelta


class Rounds:
    """Goes through each of the rounds at its own pace, and knows how long ago each was done."""

    def __init__(self, rounds: Sequence[Round], clock: Clock) -> None:
        self._rounds = rounds
        self._clock = clock
        self._done_at = dict.fromkeys((each.failed for each in rounds), clock.now())

    def run(self) -> Sequence[Coroutine[None, None, None]]:
        """Return what is to run until it is cancelled."""
        return [self._run(each) for each in self._rounds]

    def ages(self) -> dict[str, float]:
        """Return for each gauge how many seconds ago its rounds were done, the oldest of them."""
        now, ages = self._clock.now(), dict[str, float]()
        for each in self._rounds:
            age = (now - self._done_at[each.failed]).total_seconds()
            ages[each.gauge] = max(age, ages.get(each.gauge, 0.0))
        return ages

    async def _run(self, one: Round) -> None:
        pause = one.first
        while True:
            await asyncio.sleep(pause.total_seconds())
            try:
                await one.do()
            except Exception:
                log.exception(one.failed)
                pause = min(one.every, AGAIN)
            else:
                self._done_at[one.failed] = self._clock.now()
                pause = one.every


class Watching(Rounds):
    """The rounds of a running station."""

    def __init__(
        self, station: Station, ears: Ears, attachments: Attachments, strike: Strike
    ) -> None:
        self._station = station
        self._ears = ears
        self._attachments = attachments
        self._strike = strike
        self._followed = station.shelf.current.directory.version
        # Looked at apart from what follows, which takes longer: who lost his post is out at once.
        looking = Round(
            "rules_age_seconds", "rules not read again", station.look, LOOK_EVERY, LOOK_EVERY
        )
        following = Round(
            "rules_age_seconds", "rules not followed", self._follow, FOLLOW_EVERY, FOLLOW_EVERY
        )
        tending = Round(
            "files_age_seconds", "files not tended", self._tend, TEND_EVERY, timedelta(0)
        )
        super().__init__((looking, following, tending), station.clock)

    async def _follow(self) -> None:
        directory = self._station.shelf.current.directory
        await asyncio.to_thread(self._ears.fit, directory)
        # Open cases of a grid that an import closed move to its heirs at once, not at midnight.
        version = self._station.shelf.current.directory.version
        if version != self._followed:
            now = self._station.clock.now()
            await self._strike(REGRID, now.astimezone(SHANGHAI).isoformat(), now)
            self._followed = version

    async def _tend(self) -> None:
        await tend(self._station.database, self._attachments, self._station.clock.now())

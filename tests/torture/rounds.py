"""Start, load, kill, again: the loop of the torture."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from aiohttp.test_utils import unused_port

from storage.database import open_database
from tests.botapi.harness import Exchange, exchange
from tests.torture.ledger import Ledger, Verdict, judged
from tests.torture.victim import PATIENCE, Victim, settle

FIRST = 20_000
# After many refusals the messenger comes again only after two minutes.
CATCH_UP = 300
_LOOK = 0.02


@dataclass(frozen=True, slots=True)
class Plan:
    """How often the station is killed, under how many reports each time, by which way.

    ``url`` is the database; ``mode`` is ``polling`` or ``webhook``.
    """

    folder: Path
    url: str
    mode: str = "polling"
    cycles: int = 200
    reports: int = 25
    seed: int = 1


@dataclass
class Torture:
    """One run of the loop."""

    plan: Plan
    api: Exchange
    victim: Victim
    chance: random.Random
    ledger: Ledger = field(default_factory=Ledger)

    async def run(self, tell: Callable[[str], None]) -> Verdict:
        """Kill as often as planned, then let it catch up and hold it against the ledger."""
        for cycle in range(self.plan.cycles):
            await self._cycle(cycle)
            if (cycle + 1) % 10 == 0:
                tell(f"{cycle + 1} kills, {len(self.ledger.phones)} reports told")
        await self.victim.start()
        await self._until(lambda: not self.ledger.open and not self.ledger.unanswered(), CATCH_UP)
        await asyncio.sleep(2)
        ended = await self.victim.end()
        database = open_database(self.plan.url, state_dir=self.plan.folder / "state")
        verdict = await judged(database, self.ledger, ended)
        await database.close()
        return verdict

    async def _cycle(self, cycle: int) -> None:
        before = self.api.server.count("getMe")
        await self.victim.start()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tell(cycle))
            await self._until(lambda: self.api.server.count("getMe") > before)
            await self._until_struck()
            await self.victim.kill()
        self.ledger.kills += 1

    async def _until_struck(self) -> None:
        # Sometimes before anything was taken, mostly in the middle of answering.
        if self.chance.random() < 0.2:
            await asyncio.sleep(self.chance.random())
            return
        more = self.chance.randint(1, min(20, self.plan.reports))
        sent = self.api.server.count("sendMessage") + more
        await self._until(lambda: self.api.server.count("sendMessage") >= sent, 15)

    async def _tell(self, cycle: int) -> None:
        for place in range(self.plan.reports):
            mark = cycle * self.plan.reports + place
            self.ledger.told(mark, self.api.phone(FIRST + mark))
            await asyncio.sleep(self.chance.random() * 0.05)

    async def _until(self, is_so: Callable[[], bool], patience: float = PATIENCE) -> None:
        for _ in range(int(patience / _LOOK)):
            if is_so():
                return
            await asyncio.sleep(_LOOK)


@asynccontextmanager
async def tortured(plan: Plan) -> AsyncIterator[Torture]:
    """Set up the messenger outside, the people, and the victim."""
    people = plan.cycles * plan.reports
    await settle(plan.url, plan.folder, FIRST, people, lambda: datetime.now(UTC))  # noqa: TID251
    async with exchange() as api:
        api.server.spec = None
        api.server.world.started.update(range(FIRST, FIRST + people))
        victim = Victim(plan.folder, plan.url, api.server.url, unused_port(), plan.mode)
        yield Torture(plan, api, victim, random.Random(plan.seed))

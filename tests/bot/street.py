"""A street for the tests of the post room: doors that really take letters, people behind them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot.clock import MovableClock
from bot.outbox import Post, PostRoom
from bot.slips import Slips
from domain.people import Address, Person
from domain.turns import Arrived, Door, Letter, Sealed, Step
from storage.accounts import bind_address
from storage.database import Connection, Database
from storage.outbox import Claimed
from storage.records import record_strike
from tests.bot.workshop import COMMUNITY, START, opened


class Opening:
    """A door that really takes letters, and does with each what it is told to."""

    def __init__(self, channel: str = "test") -> None:
        self.channel = channel
        self.arrived: list[Sealed] = []
        self.faults: dict[str, list[Exception]] = {}
        self.gates: dict[str, asyncio.Event] = {}

    async def send(self, sealed: Sealed, arrived: Arrived) -> None:
        handle = sealed.address.handle
        if handle in self.gates:
            await self.gates[handle].wait()
        if self.faults.get(handle):
            raise self.faults[handle].pop(0)
        self.arrived.append(sealed)
        arrived()

    @property
    def words(self) -> list[tuple[str, str]]:
        return [(sealed.address.handle, sealed.text) for sealed in self.arrived]


class Street:
    """A database with people who have addresses, and the post room that serves their doors."""

    def __init__(self, database: Database, doors: Sequence[Door]) -> None:
        self.database = database
        self.clock = MovableClock(START)
        self.undelivered: list[str] = []
        self.cannot_tell = False
        self.room = PostRoom(self.post_of(Slips()), doors)

    def post_of(self, slips: Slips) -> Post:
        """Return what a post room of this street is handed."""
        return Post(self.database, sealed, self._tell, self.clock, slips=slips)

    def _tell(self, _conn: Connection, community_id: str, _at: datetime) -> None:
        self.undelivered.append(community_id)
        if self.cannot_tell:
            raise LookupError

    async def settle(self, who: str, *channels: str) -> None:
        person = Person(COMMUNITY, who)
        for ahead, channel in enumerate(channels):
            at = START + timedelta(seconds=ahead)
            address = Address(channel, who)
            bind = partial(
                bind_address, community_id=COMMUNITY, address=address, person=person, at=at
            )
            await self.database.write(bind)

    async def write(self, *letters: Letter) -> None:
        step = Step(says=letters)
        at = self.clock.now()
        await self.database.write(lambda conn: record_strike(conn, COMMUNITY, step, at))
        self.room.wake()

    async def pass_time(self, by: timedelta) -> None:
        self.clock.move(by)
        self.room.wake()

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        return await self.database.read(
            lambda conn: [tuple(row) for row in conn.exec_driver_sql(query)]
        )

    async def until(self, *expected: tuple[str, str]) -> None:
        async for _ in moments():
            if await self.rows("select key, state from letters order by letter_id") == list(
                expected
            ):
                return

    async def until_tried(self, *tries: int) -> None:
        async for _ in moments():
            if await self.rows("select tries from letters order by letter_id") == [
                (each,) for each in tries
            ]:
                return

    async def until_leased(self) -> None:
        async for _ in moments():
            if await self.rows("select 1 from letters where try_at = created_at") == []:
                return


async def moments() -> AsyncIterator[None]:
    while True:
        yield
        await asyncio.sleep(0.005)


def sealed(claimed: Claimed) -> Sealed:
    if claimed.letter.key == "broken":
        raise KeyError(claimed.letter.key)
    return Sealed(claimed.letter_id, claimed.address, claimed.letter.key)


@asynccontextmanager
async def street(folder: Path, *doors: Opening) -> AsyncIterator[Street]:
    async with opened(folder) as database, asyncio.TaskGroup() as group:
        place = Street(database, doors)
        for who in ("wang", "li"):
            await place.settle(who, doors[0].channel)
        group.create_task(place.room.run())
        yield place
        place.room.stop()

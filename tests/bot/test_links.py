"""The link to the database is cut or stands still, in the middle of work and without a restart."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pytest
from sqlalchemy import select

from bot.carrier import LEASE
from bot.engine import Engine
from domain.refusals import NotSaved
from storage import postgres
from storage.database import Database, open_database
from storage.tables import CASES
from tests.bot.street import Opening, Street
from tests.bot.workshop import craft_of, turn_of
from tests.links import Link, linked

pytestmark = pytest.mark.postgres
Fault: TypeAlias = Callable[[Link], None]
PEOPLE = tuple(f"resident-{number}" for number in range(12))


@dataclass
class Station:
    """One engine and one post room behind a link; ``refusals`` counts what was not accepted."""

    link: Link
    database: Database
    engine: Engine
    street: Street
    door: Opening
    refusals: int = 0
    accepted: list[str] = field(default_factory=list)

    async def tell(self, who: str, text: str) -> None:
        """Tell it until it is accepted, as a messenger does."""
        turn = turn_of(text, who)
        while True:
            try:
                await self.engine.take_turn(turn)
            except NotSaved:
                self.refusals += 1
                await asyncio.sleep(0.05)
            else:
                self.accepted.append(text)
                return

    async def texts(self) -> list[str]:
        """Return what the cases say."""
        return await self.database.read(lambda conn: list(conn.scalars(select(CASES.c.text))))

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Return as soon as it is so, while leases run out."""
        while not is_so():
            await asyncio.sleep(0.05)
            await self.street.pass_time(LEASE)


@asynccontextmanager
async def station(url: str, folder: Path) -> AsyncIterator[Station]:
    async with linked(url) as link:
        database = open_database(link.url, state_dir=folder)
        door = Opening()
        street = Street(database, [door])
        for who in PEOPLE:
            await street.settle(who, "test")
        craft = craft_of(database)
        found = Station(link, database, Engine(craft), street, door)
        async with asyncio.TaskGroup() as group:
            group.create_task(found.engine.run())
            group.create_task(street.room.run())
            yield found
            found.engine.stop()
            street.room.stop()
        await database.close()


@pytest.mark.parametrize("fault", [Link.cut, Link.stall, Link.forget])
async def test_a_link_that_fails_and_comes_back_loses_nothing_and_doubles_nothing(
    fault: Fault, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "PATIENCE", 0.5)
    told = [f"{which} {who}" for which in ("first", "second") for who in PEOPLE]
    async with station(postgres_url, tmp_path) as found:
        await fail_under_load(found, fault)
        assert sorted(found.accepted) == sorted(told)
        assert sorted(await found.texts()) == sorted(told)
        await found.until(lambda: len(found.door.arrived) >= len(told))
        arrived = Counter(each.letter_id for each in found.door.arrived)
    assert len(arrived) == len(told)
    assert max(arrived.values()) == 1


async def fail_under_load(found: Station, fault: Fault) -> None:
    async with asyncio.TaskGroup() as group:
        for who in PEOPLE:
            group.create_task(found.tell(who, f"first {who}"))
        await found.until(lambda: bool(found.accepted))
        fault(found.link)
        for who in PEOPLE:
            group.create_task(found.tell(who, f"second {who}"))
        await found.until(lambda: found.refusals > 0)
        found.link.mend()

"""A station that dies at named points, and the world outside that keeps count of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Row, select

from bot.clock import MovableClock
from bot.engine import Craft, Engine
from bot.outbox import Post, PostRoom
from bot.points import Passing
from bot.slips import Slips
from domain.calendar import shanghai_day
from domain.cases import Case
from domain.people import Address
from domain.reading import Reading
from domain.refusals import NotSaved
from domain.rules import Rulebook
from domain.turns import Desk, Letter, Step, Turn
from jobs.rounds import JobRound
from jobs.table import Job
from storage.accounts import bind_address
from storage.database import Connection, Database, open_database
from storage.outbox import Claimed
from storage.recalls import without_barred
from storage.tables import IS_WAITING, LETTERS
from tests.bot.dying import Death, Died, Wire, deadly
from tests.bot.street import moments, sealed
from tests.bot.workshop import START, answer, read, rulebook, turn_of
from tests.stores import address_of

STAFF = "wang-secretary-dq1"
LATER = timedelta(minutes=5)


def reminded(work: JobRound) -> Step:
    """Tell the secretary of each open case."""
    return Step(says=tuple(map(_reminder, work.cases)))


def _reminder(case: Case) -> Letter:
    return Letter(STAFF, "test.reminded", {"number": case.number})


REMIND = Job("remind", "0 * * * *", "open", catch_up=True, decide=reminded)


def answered(desk: Desk, turn: Turn, reading: Reading) -> Step:
    """File what is said, and tell the secretary: at once, or later where the words say so."""
    step = answer(desk, turn, reading)
    until = desk.at + LATER if turn.text.startswith("later") else None
    about = {"number": step.says[0].case_number}
    return replace(step, says=(*step.says, Letter(STAFF, "test.new", about, not_before=until)))


def _is_behind(row: Row[Any], rows: Sequence[Row[Any]], now: datetime) -> bool:
    """Say whether an earlier letter to the same chat is to be tried later."""
    return any(
        each.handle == row.handle and each.letter_id < row.letter_id and each.try_at > now
        for each in rows
    )


@dataclass
class World:
    """One database, the processes that come and go over it, and the ledger outside."""

    folder: Path
    clock: MovableClock = field(default_factory=lambda: MovableClock(START))
    rules: Rulebook = field(default_factory=rulebook)
    wire: Wire = field(default_factory=Wire)
    told: list[Turn] = field(default_factory=list)
    open: list[Turn] = field(default_factory=list)
    accepted: set[str] = field(default_factory=set)
    deaths: int = 0
    # How many letters had been sent when the secretary lost his post, None while he holds it.
    dismissed_at: int | None = None
    _eye: Database | None = None

    async def settle(self) -> None:
        """Make the tables, unless they are there, and let the secretary have a phone."""
        async with self.process() as database:
            await database.upgrade()
            secretary = self.rules.directory.person(STAFF)
            assert secretary
            here = Address("test", STAFF)
            await database.write(
                lambda conn: bind_address(
                    conn, secretary.community_id, here, secretary, self.clock.now()
                )
            )

    def process(self) -> "_Process":
        """Open the database as a process of its own."""
        return _Process(self.folder)

    def say(self, who: str, text: str) -> None:
        """Let the messenger keep something until it is confirmed."""
        turn = turn_of(text, who, key=f"turn-{len(self.told)}")
        self.told.append(turn)
        self.open.append(turn)

    async def listen(
        self, death: Death | None = None, workers: int = 1, *, confirm: bool = True
    ) -> None:
        """Let so many processes take what is open; the first dies where it is told to."""
        turns = tuple(self.open)

        async def work(database: Database, passing: Passing) -> None:
            engine = Engine(self._craft(database, passing))
            async with asyncio.TaskGroup() as group:
                group.create_task(engine.run())
                takings = [group.create_task(self._take(engine, turn)) for turn in turns]
                if takings:
                    await asyncio.wait(takings)
                engine.stop()

        await self._run(work, death, workers)
        if confirm:
            self.open = [each for each in self.open if each.key not in self.accepted]

    async def deliver(self, death: Death | None, workers: int) -> None:
        """Let so many post rooms send what may go now."""

        places = count()

        async def work(database: Database, passing: Passing) -> None:
            slips = Slips(self.folder / f"sent-{next(places)}.slips")
            room = PostRoom(self._post(database, passing, slips), [self.wire])
            async with asyncio.TaskGroup() as group:
                group.create_task(room.run())
                await self._until_idle(room, database)
                room.stop()

        await self._run(work, death, workers)

    async def strike(self, death: Death | None, workers: int) -> None:
        """Let so many processes strike the slot of this hour."""
        slot = self.clock.now().replace(minute=0, second=0).isoformat()

        async def work(database: Database, passing: Passing) -> None:
            engine = Engine(self._craft(database, passing))
            await engine.strike(REMIND, slot, self.clock.now())

        await self._run(work, death, workers)

    def dismiss(self) -> None:
        """End the secretary's posts."""
        directory, day = self.rules.directory, shanghai_day(START) - timedelta(days=1)
        staff = tuple(
            replace(each, posts=tuple(replace(post, until=day) for post in each.posts))
            if each.person_id == STAFF
            else each
            for each in directory.staff
        )
        self.rules = replace(self.rules, directory=replace(directory, staff=staff))
        self.dismissed_at = len(self.wire.sent)

    async def rows(self, *columns: Column[Any]) -> list[tuple[Any, ...]]:
        """Return the columns of a table, in the order of its keys."""
        [table] = {column.table for column in columns}
        chosen = select(*columns).order_by(*table.primary_key)
        self._eye = self._eye or open_database(address_of(self.folder), state_dir=self.folder)
        return await self._eye.read(lambda conn: [tuple(row) for row in conn.execute(chosen)])

    async def close(self) -> None:
        """Look no more."""
        if self._eye:
            await self._eye.close()

    async def _run(
        self,
        work: Callable[[Database, Passing], Awaitable[None]],
        death: Death | None,
        workers: int,
    ) -> None:
        async def live(death: Death | None) -> None:
            async with self.process() as database:
                try:
                    await work(database, deadly(death))
                except* Died:
                    self.deaths += 1

        await asyncio.gather(*(live(death if not place else None) for place in range(workers)))

    async def _take(self, engine: Engine, turn: Turn) -> None:
        with suppress(NotSaved):
            await engine.take_turn(turn)
            self.accepted.add(turn.key)

    async def _until_idle(self, room: PostRoom, database: Database) -> None:
        now = self.clock.now()
        waiting = select(LETTERS).where(
            IS_WAITING, LETTERS.c.channel == "test", LETTERS.c.held_until <= now
        )
        async for _ in moments():
            room.wake()
            rows = await database.read(lambda conn: conn.execute(waiting).all())
            is_busy = any(room._under_way.values()) or room._returned
            if not is_busy and all(row.try_at > now or _is_behind(row, rows, now) for row in rows):
                return

    def _craft(self, database: Database, passing: Passing) -> Craft:
        return Craft(
            database, read, answered, lambda _conn, _at: self.rules, self.clock, passing=passing
        )

    def _post(self, database: Database, passing: Passing, slips: Slips) -> Post:
        def may_go(conn: Connection, claimed: Sequence[Claimed], at: datetime) -> list[Claimed]:
            return without_barred(conn, claimed, self.rules, at)

        return Post(
            database, sealed, lambda *_: None, self.clock, may_go, passing=passing, slips=slips
        )


@dataclass
class _Process:
    folder: Path
    _database: Database | None = None

    async def __aenter__(self) -> Database:
        self._database = open_database(address_of(self.folder), state_dir=self.folder)
        return self._database

    async def __aexit__(self, *_: object) -> None:
        assert self._database
        await self._database.close()

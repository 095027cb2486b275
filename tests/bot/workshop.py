"""What the tests of the engine stand on: a real file, a small answer, a clock that they move."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Column, select

from bot.batches import Answer
from bot.clock import MovableClock
from bot.engine import Craft, Engine
from domain.calendar import SHANGHAI
from domain.cases import Deed, perform
from domain.opening import Draft, first_party, open_case
from domain.people import Address, Identity
from domain.places import Place
from domain.reading import Reading
from domain.refusals import Refused
from domain.rules import Rulebook
from domain.states import Act, Part
from domain.turns import Change, Desk, Letter, Step, Turn
from storage.calendars import load_calendar
from storage.categories import load_categories
from storage.database import Database, open_database
from storage.directories import demo_directory
from tests.stores import address_of

COMMUNITY = "dongqiao"
START = datetime(2026, 3, 4, 10, 0, tzinfo=SHANGHAI)
_KEYS = count(1)
_RESIDENTS = (Act.COMMENT, Part.REPORTER)
_STAFF = (Act.NOTE, Part.OUTSIDER)


@cache
def rulebook() -> Rulebook:
    """Return the demo's rules, read once."""
    return Rulebook(demo_directory(), load_categories(), load_calendar())


def turn_of(text: str, who: str = "wang", key: str = "", press: str = "") -> Turn:
    """Return a turn of that person at the door of the tests."""
    return Turn(
        key=key or f"turn-{next(_KEYS)}",
        community_id=COMMUNITY,
        address=Address("test", who),
        at=START,
        text=text,
        press=press,
    )


def read(text: str, _community_id: str) -> Reading:
    """Understand what the small answer needs."""
    if text == "unreadable":
        raise ValueError(text)
    return Reading(text=text, case_numbers=tuple(text.split()[1:]))


def answer(desk: Desk, turn: Turn, reading: Reading) -> Step:
    """File whatever is said; "about N" comments on a case, other words fail on purpose."""
    match turn.text.split():
        case ["poison", *_]:
            raise ZeroDivisionError(turn.text)
        case ["no"]:
            raise Refused("cases.unknown", number="?")
        case ["about", number]:
            case = desk.case(number)
            act, part = _RESIDENTS if not desk.person.posts else _STAFF
            deed = Deed(act, desk.person.person_id, frozenset({part}), desk.at)
            return _said(desk, "test.noted", number, (perform(case, deed),))
        case ["count"]:
            notes = {"count": str(int(desk.dialogue.notes.get("count", "0")) + 1)}
            return replace(
                _said(desk, "test.counted", notes["count"]),
                dialogue=replace(desk.dialogue, stage="count", notes=notes),
            )
        case _:
            number = f"T{desk.free_number:06d}"
            party = first_party(desk.person.person_id, "", Identity.CONFIDENTIAL, neutral=False)
            draft = Draft(COMMUNITY, number, turn.text, "E1", Place("tiancheng"), party, reading)
            return _said(desk, "test.filed", number, (open_case(draft, desk.rules, desk.at),))


def _said(desk: Desk, key: str, number: str, changes: Sequence[Change] = ()) -> Step:
    letter = Letter(desk.person.person_id, key, {"number": number}, case_number=number)
    return Step(says=(letter,), changes=tuple(changes))


@dataclass(slots=True)
class Bench:
    """A database, the engine over it and the clock that both read."""

    database: Database
    engine: Engine
    clock: MovableClock
    commits: list[datetime] = field(default_factory=list)

    async def say(self, text: str, who: str = "wang", key: str = "") -> tuple[str, ...]:
        """Say something and return the numbers that the receipt names."""
        return (await self.engine.take_turn(turn_of(text, who, key))).numbers

    async def opened(self, *columns: Column[Any]) -> list[tuple[object, ...]]:
        """Return columns of a table with their sealed values opened, ordered by the first."""
        query = select(*columns).order_by(columns[0])
        return await self.database.read(lambda conn: [tuple(row) for row in conn.execute(query)])

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        """Return what lies in the database."""
        return await self.database.read(
            lambda conn: [tuple(row) for row in conn.exec_driver_sql(query)]
        )


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Database]:
    """Open a database of that folder, its tables made."""
    database = open_database(address_of(folder), state_dir=folder)
    await database.upgrade()
    try:
        yield database
    finally:
        await database.close()


def craft_of(database: Database, answers: Answer = answer) -> Craft:
    """Return what an engine over the database is handed."""
    clock = MovableClock(START)
    return Craft(database, read, answers, lambda _conn, _at: rulebook(), clock)


def bench_of(database: Database, answers: Answer = answer) -> Bench:
    """Return an engine that is not running yet."""
    craft = craft_of(database, answers)
    clock = MovableClock(START)
    commits: list[datetime] = []
    craft = replace(craft, clock=clock, on_commit=lambda: commits.append(clock.now()))
    return Bench(database, Engine(craft), clock, commits)


@asynccontextmanager
async def running(folder: Path, answers: Answer = answer) -> AsyncIterator[Bench]:
    """Run an engine over a database of that folder."""
    async with opened(folder) as database, asyncio.TaskGroup() as group:
        bench = bench_of(database, answers)
        group.create_task(bench.engine.run())
        yield bench
        bench.engine.stop()

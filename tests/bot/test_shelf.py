from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.commands.directory import import_source
from bot.shelf import LOOK_AGAIN, Shelf
from domain.people import Absence
from domain.rules import Rulebook
from domain.turns import AbsenceSet, Step
from storage.calendars import load_calendar
from storage.categories import load_categories
from storage.database import Connection
from storage.directories import demo_source
from storage.records import record_strike
from storage.rulebooks import load_rulebook
from tests.bot.workshop import COMMUNITY, START, opened

AWAY = Absence("gao", date(2026, 3, 1), date(2026, 3, 9), "")


def load(conn: Connection) -> Rulebook:
    return load_rulebook(conn, load_calendar(), load_categories())


def tell_absence(conn: Connection) -> None:
    record_strike(conn, COMMUNITY, Step(changes=(AbsenceSet(AWAY),)), START)


async def test_one_rulebook_is_handed_out_until_the_database_has_another(tmp_path: Path) -> None:
    shelf = Shelf(load)
    async with opened(tmp_path) as database:
        await database.write(lambda conn: import_source(conn, demo_source(), START))
        first = await database.read(lambda conn: shelf(conn, START))
        later = START + LOOK_AGAIN
        assert await database.read(lambda conn: shelf(conn, later)) is first
        await database.write(tell_absence)
        soon = later + LOOK_AGAIN - timedelta(microseconds=1)
        assert await database.read(lambda conn: shelf(conn, soon)) is first
        found = await database.read(lambda conn: shelf(conn, later + LOOK_AGAIN))
        assert AWAY in found.absences
        assert shelf.current is found


async def test_a_clock_that_was_put_back_looks_again_at_once(tmp_path: Path) -> None:
    shelf = Shelf(load)
    async with opened(tmp_path) as database:
        await database.write(lambda conn: import_source(conn, demo_source(), START))
        await database.read(lambda conn: shelf(conn, START))
        await database.write(tell_absence)
        earlier = START - timedelta(days=1)
        found = await database.read(lambda conn: shelf(conn, earlier))
        assert AWAY in found.absences


async def test_without_a_directory_there_is_no_rulebook(tmp_path: Path) -> None:
    shelf = Shelf(load)
    with pytest.raises(LookupError):
        _ = shelf.current
    async with opened(tmp_path) as database:
        with pytest.raises(ValueError, match="street"):
            await database.read(lambda conn: shelf(conn, START))

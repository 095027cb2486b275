from dataclasses import replace
from datetime import date

import pytest

from domain.people import Absence
from domain.rules import Rulebook
from domain.turns import AbsenceSet, Step
from storage.calendars import load_calendar
from storage.categories import load_categories
from storage.database import Connection
from storage.directories import compare, demo_source, entries_of, read_directory
from storage.rulebooks import edition, load_entries, load_rulebook, save_entries
from tests.domain.builders import SECRETARY
from tests.storage.station import Station

CALENDAR, CATEGORIES = load_calendar(), load_categories()
FILE, _ = read_directory(demo_source())
ENTRIES = entries_of(FILE) if FILE else ()


def load(conn: Connection) -> Rulebook:
    return load_rulebook(conn, CALENDAR, CATEGORIES)


async def test_the_demo_comes_back_from_the_database(station: Station) -> None:
    await station.database.write(lambda conn: save_entries(conn, ENTRIES, "1"))
    assert sorted(await station.database.read(load_entries), key=repr) == sorted(ENTRIES, key=repr)
    book = await station.database.read(load)
    assert book.directory == station.rules.directory
    assert (book.calendar, book.categories) == (CALENDAR, CATEGORIES)


async def test_without_a_directory_there_are_no_rules(station: Station) -> None:
    with pytest.raises(ValueError, match="street"):
        await station.database.read(load)
    assert await station.database.read(edition) == ("", ())


async def test_changes_take_the_place_of_old_entries(station: Station) -> None:
    await station.database.write(lambda conn: save_entries(conn, ENTRIES, "1"))
    fewer = [entry for entry in ENTRIES if entry.kind != "station"]
    changes = compare(ENTRIES, fewer, date(2026, 11, 23))
    await station.database.write(lambda conn: save_entries(conn, changes, "2"))
    found = await station.database.read(load_entries)
    closed = {entry.until for entry in found if entry.kind == "station"}
    assert closed == {date(2026, 11, 22)}
    assert len(found) == len(ENTRIES)
    assert (await station.database.read(edition))[0] == "2"


async def test_an_absence_that_was_told_is_in_force_and_seen_as_a_change(
    station: Station,
) -> None:
    await station.database.write(lambda conn: save_entries(conn, ENTRIES, "1"))
    before = await station.database.read(edition)
    day = date(2026, 11, 23)
    away = Absence(SECRETARY, day, day, "somebody")
    turn = station.turn(person_id=SECRETARY)
    await station.take(turn, decide=lambda _d, _t: Step(changes=(AbsenceSet(away),)))
    book = await station.database.read(load)
    assert away in book.absences
    assert book.deputy_of(SECRETARY, day) == "somebody"
    assert await station.database.read(edition) == (before[0], (away,))
    assert replace(book, absences=()).deputy_of(SECRETARY, day) == SECRETARY

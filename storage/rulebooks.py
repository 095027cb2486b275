"""The rules in force as the database has them, and the edition by which others notice a change."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from domain.calendar import Calendar
from domain.categories import Categories
from domain.people import Absence
from domain.rules import Rulebook
from storage.directories import Entry, EntryChange, build_directory
from storage.tables import ABSENCES, DIRECTORY_ENTRIES, EDITIONS, WHOLE_STATION
from storage.writing import upsert_rows

_DIRECTORY = "directory"


def load_rulebook(conn: Connection, calendar: Calendar, categories: Categories) -> Rulebook:
    """Return the rulebook of the directory that was imported last.

    Absences are those of the directory and those that staff have told since.

    Raises:
        ValueError: no directory was imported yet.
    """
    directory = build_directory(load_entries(conn))
    absences = (*directory.absences, *_absences(conn))
    return Rulebook(directory, categories, calendar, absences)


def load_entries(conn: Connection) -> tuple[Entry, ...]:
    """Return every entry of the directory."""
    return tuple(
        Entry(row.community_id, row.kind, row.code, row.since, row.until, row.content)
        for row in conn.execute(select(DIRECTORY_ENTRIES))
    )


def save_entries(conn: Connection, changes: Iterable[EntryChange | Entry], version: str) -> None:
    """Write new or changed entries of the directory, whose version is then the one given."""
    entries = (each.after if isinstance(each, EntryChange) else each for each in changes)
    rows = [
        {
            "community_id": entry.community_id,
            "kind": entry.kind,
            "code": entry.code,
            "since": entry.since,
            "until": entry.until,
            "content": dict(entry.content),
        }
        for entry in entries
    ]
    upsert_rows(conn, DIRECTORY_ENTRIES, rows)
    edition = {"community_id": WHOLE_STATION, "name": _DIRECTORY, "version": version}
    upsert_rows(conn, EDITIONS, [edition])


def edition(conn: Connection) -> tuple[str, tuple[Absence, ...]]:
    """Return what changes whenever the rulebook does: the directory's version and absences."""
    version = conn.scalar(
        select(EDITIONS.c.version).where(
            EDITIONS.c.community_id == WHOLE_STATION, EDITIONS.c.name == _DIRECTORY
        )
    )
    return version or "", _absences(conn)


def _absences(conn: Connection) -> tuple[Absence, ...]:
    chosen = select(ABSENCES).order_by(ABSENCES.c.since, ABSENCES.c.person_id)
    return tuple(
        Absence(row.person_id, row.since, row.until, row.deputy) for row in conn.execute(chosen)
    )

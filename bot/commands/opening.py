"""Open what every command needs: settings, database, rules; a new station gets its directory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.clock import Clock, SystemClock
from bot.commands.directory import Imported, import_source
from bot.commands.rolling import import_roll, open_demo_poll
from bot.settings import Settings
from bot.shelf import Shelf
from domain.calendar import Calendar
from domain.categories import Categories
from domain.probe import with_probe
from domain.rules import Rulebook
from storage.calendars import load_calendar
from storage.categories import load_categories
from storage.database import Connection, Database, open_database
from storage.directories import demo_source
from storage.roll_files import demo_roll
from storage.rulebooks import edition, load_rulebook


@dataclass(frozen=True, slots=True)
class Station:
    """An open station: where it remembers, its rules, its clock."""

    settings: Settings
    database: Database
    shelf: Shelf
    clock: Clock

    async def look(self) -> None:
        """Read the rules if the database has newer ones."""
        now = self.clock.now()
        await self.database.read(lambda conn: self.shelf(conn, now))


@asynccontextmanager
async def open_station(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Station]:
    """Open the database in its present shape; an empty one gets the configured directory.

    Raises:
        BadFile: that directory, or the calendar or category file in the state folder, has errors.
        NotDurable: the database would lose what it accepted.
        NotSaved: the database cannot be reached.
    """
    clock = clock or SystemClock()
    database = open_database(settings.database, state_dir=settings.state_dir, keys=settings.keys)
    try:
        await database.upgrade()
        await _first_directory(database, settings, clock)
        calendar, categories = calendar_of(settings), categories_of(settings)
        retention = timedelta(days=settings.retention_days)
        shelf = Shelf(
            lambda conn: _with_probe(load_rulebook(conn, calendar, categories), retention)
        )
        station = Station(settings, database, shelf, clock)
        await station.look()
        yield station
    finally:
        await database.close()


def _with_probe(rules: Rulebook, retention: timedelta) -> Rulebook:
    return replace(rules, directory=with_probe(rules.directory), retention=retention)


def calendar_of(settings: Settings) -> Calendar:
    """Return the working days, those of ``calendar/*.toml`` in the state folder included."""
    own = sorted((settings.state_dir / "calendar").glob("*.toml"))
    return replace(
        load_calendar(own),
        hours=settings.office_hours,
        quiet_from=settings.quiet_from,
        # Who looks at the demo at night would wait for the morning: it has no quiet hours.
        quiet_to=settings.quiet_from if settings.demo else settings.quiet_to,
    )


def categories_of(settings: Settings) -> Categories:
    """Return the categories, of ``categories.toml`` in the state folder where it is there."""
    own = settings.state_dir / "categories.toml"
    return load_categories(own if own.exists() else None)


def directory_source(settings: Settings) -> Path | Traversable:
    """Return the configured directory file, or the demo's."""
    return Path(settings.directory_file) if settings.directory_file else demo_source()


async def _first_directory(database: Database, settings: Settings, clock: Clock) -> None:
    def work(conn: Connection) -> Imported | None:
        version, _ = edition(conn)
        if version:
            return None
        imported = import_source(conn, directory_source(settings), clock.now())
        if not settings.directory_file:
            import_roll(conn, demo_roll(), clock.now())
        if settings.demo and not settings.directory_file:
            open_demo_poll(conn, clock.now())
        return imported

    await database.write(work)

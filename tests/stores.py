"""Which database a station of the tests remembers in: a SQLite file, or a PostgreSQL of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import Engine, create_engine

from domain.ballots import Unit
from storage.database import Database, open_database
from storage.directories import demo_directory
from storage.keyring import Keyring, seal_with
from storage.roll_files import demo_roll, place_roll, read_roll
from storage.rolls import write_roll

_ELSEWHERE: dict[Path, str] = {}


def address_of(folder: Path) -> str:
    """Return where the station of that folder remembers."""
    return _ELSEWHERE.get(folder, f"sqlite:///{folder / 'yizhan.db'}")


async def open_store(folder: Path) -> Database:
    """Open the store of that folder with the newest tables and the roll of the demo."""
    database = open_database(address_of(folder), state_dir=folder)
    await database.upgrade()
    await database.write(lambda conn: write_roll(conn, "dongqiao", demo_units()))
    return database


@cache
def demo_units() -> tuple[tuple[str, Unit], ...]:
    """Return the units of the demo's roll, each with the code of its area."""
    rows, _ = read_roll(demo_roll())
    placed, _ = place_roll(rows, demo_directory(), date(2026, 11, 23))
    assert placed
    return placed.units


@contextmanager
def remembering(folder: Path, url: str) -> Iterator[None]:
    """Let the station of that folder remember at the address."""
    _ELSEWHERE[folder] = url
    try:
        yield
    finally:
        del _ELSEWHERE[folder]


def sealed_memory() -> Engine:
    """Return a SQLite database in memory that reads and writes sealed columns."""
    engine = create_engine("sqlite://")
    seal_with(engine.dialect, _ring())
    return engine


@cache
def _ring() -> Keyring:
    return Keyring(Path(mkdtemp(prefix="yizhan-keys-")) / "keys")

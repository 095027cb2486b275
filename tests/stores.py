"""Which database a station of the tests remembers in: a SQLite file, or a PostgreSQL of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import Engine, create_engine

from storage.keyring import Keyring, seal_with

_ELSEWHERE: dict[Path, str] = {}


def address_of(folder: Path) -> str:
    """Return where the station of that folder remembers."""
    return _ELSEWHERE.get(folder, f"sqlite:///{folder / 'yizhan.db'}")


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

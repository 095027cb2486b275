"""Which database a station of the tests remembers in: a SQLite file, or a PostgreSQL of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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

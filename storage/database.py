"""Where the station remembers: one SQLite file, or one PostgreSQL database."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import URL, Connection, make_url

from storage.clashes import NotDurable, clashes_named
from storage.keyring import Keyring
from storage.resealing import check_keys
from storage.sqlite import SqliteStore
from storage.upgrading import upgrade

__all__ = ["Connection", "Database", "NotDurable", "open_database"]

Result = TypeVar("Result")
# The file of the keys in the folder of the station.
KEYS = "keys"


class _Store(Protocol):
    def seal_with(self, ring: Keyring) -> None: ...

    async def write(self, work: Callable[[Connection], Result]) -> Result: ...

    async def read(self, work: Callable[[Connection], Result]) -> Result: ...

    async def change_tables(self, work: Callable[[Connection], None]) -> None: ...

    async def close(self) -> None: ...


class Database:
    """One open database; ``dialect`` is ``sqlite`` or ``postgresql``.

    ``state_dir`` is the folder for what lies beside the database: photos, voices, files; ``ring``
    holds the keys of the personal fields.
    """

    def __init__(self, url: URL, store: _Store, state_dir: Path, ring: Keyring) -> None:
        self.url = url
        self.dialect = url.get_backend_name()
        self.state_dir = state_dir
        self.ring = ring
        self._store = store
        store.seal_with(ring)

    async def write(self, work: Callable[[Connection], Result]) -> Result:
        """Run the work in one transaction and return what it returned, once committed.

        Raises:
            Stale: somebody else wrote the same rows first.
            NotSaved: the store failed; nothing was written.
        """
        with clashes_named():
            return await self._store.write(work)

    async def read(self, work: Callable[[Connection], Result]) -> Result:
        """Run the work on one unchanging view of the database.

        Raises:
            NotSaved: the store failed.
        """
        with clashes_named():
            return await self._store.read(work)

    async def upgrade(self) -> None:
        """Bring the tables of a new or an old database to the present shape.

        Raises:
            KeysMissing: what is written was sealed with keys that are not there.
        """
        with clashes_named():
            await self._store.change_tables(self._upgrade)

    def _upgrade(self, conn: Connection) -> None:
        # Before all else: with a key of its own a migration would hide that the right one is gone.
        check_keys(conn)
        upgrade(conn)

    async def close(self) -> None:
        """Close every connection; work in hand ends first."""
        await self._store.close()


def open_database(url: str, *, state_dir: Path, keys: Path | None = None) -> Database:
    """Open ``sqlite:///FILE`` or ``postgresql+asyncpg://…`` (``postgresql://`` means the same).

    The keys of the personal fields lie in the file ``keys``, by default in ``state_dir``; it is
    made when the first such field is written.

    Raises:
        NotDurable: it would lose what it accepted when the power fails.
        NotSaved: the file cannot be opened.
        ValueError: the address names another kind of database.
    """
    place, ring = make_url(url), Keyring(keys or state_dir / KEYS)
    state_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    if place.get_backend_name() == "sqlite":
        with clashes_named():
            return Database(place, SqliteStore(place.set(drivername="sqlite")), state_dir, ring)
    if place.get_backend_name() == "postgresql":
        place = place.set(drivername="postgresql+asyncpg")
        # Its driver and SQLAlchemy's asyncio side are of no use to a station on SQLite.
        store: _Store = import_module("storage.postgres").PostgresStore(place)
        return Database(place, store, state_dir, ring)
    raise ValueError(f"neither SQLite nor PostgreSQL: {place.get_backend_name()}")

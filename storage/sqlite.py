"""SQLite: one thread writes, a few read beside it, and a commit survives a power cut."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event

from storage.clashes import NotDurable
from storage.keyring import Keyring, seal_with

_READERS = 4
_BUSY_MILLISECONDS = 10_000
_WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}

Result = TypeVar("Result")


class SqliteStore:
    """One SQLite file."""

    def __init__(self, url: URL) -> None:
        """Open the file, which is made for its owner only if it is new.

        Raises:
            NotDurable: the file cannot be held in write-ahead mode with full durability.
        """
        if url.database in (None, "", ":memory:"):
            raise NotDurable("a database in memory loses everything that it accepted")
        self._url = url
        self.path = Path(str(url.database))
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path.touch(mode=0o600)
        self._writing = _engine(url, begin="BEGIN IMMEDIATE", connections=1)
        self._reading = _engine(url, begin="BEGIN", connections=_READERS)
        self._writer = ThreadPoolExecutor(1, "sqlite-writer")
        self._readers = ThreadPoolExecutor(_READERS, "sqlite-reader")
        self._writing.connect().close()
        self._ring: Keyring | None = None

    def seal_with(self, ring: Keyring) -> None:
        """Read and write personal fields with those keys."""
        self._ring = ring
        seal_with(self._writing.dialect, ring)
        seal_with(self._reading.dialect, ring)

    async def write(self, work: Callable[[Connection], Result]) -> Result:
        """Run the work in the writer's thread, in one transaction that is alone."""
        return await _run(self._writer, _in_transaction, self._writing, work)

    async def read(self, work: Callable[[Connection], Result]) -> Result:
        """Run the work in a reader's thread on one unchanging view of the file."""
        return await _run(self._readers, _in_transaction, self._reading, work)

    async def change_tables(self, work: Callable[[Connection], None]) -> None:
        """Run the work as ``write`` does, checking foreign keys only at its end.

        SQLite changes a table by copying it, which no foreign key to it survives.
        """
        engine = _engine(self._url, begin="BEGIN IMMEDIATE", connections=1)
        event.listen(engine, "connect", _without_keys)
        if self._ring is not None:
            seal_with(engine.dialect, self._ring)
        try:
            await _run(self._writer, _checked, engine, work)
        finally:
            engine.dispose()

    async def close(self) -> None:
        """Let the work in hand end and close every connection."""
        await asyncio.to_thread(self._writer.shutdown)
        await asyncio.to_thread(self._readers.shutdown)
        self._reading.dispose()
        self._writing.dispose()


async def _run(
    pool: ThreadPoolExecutor,
    run: Callable[[Engine, Callable[[Connection], Result]], Result],
    engine: Engine,
    work: Callable[[Connection], Result],
) -> Result:
    return await asyncio.get_running_loop().run_in_executor(pool, run, engine, work)


def _in_transaction(engine: Engine, work: Callable[[Connection], Result]) -> Result:
    with engine.begin() as conn:
        return work(conn)


def _checked(engine: Engine, work: Callable[[Connection], None]) -> None:
    with engine.begin() as conn:
        work(conn)
        if broken := conn.exec_driver_sql("PRAGMA foreign_key_check").all():
            raise sqlite3.IntegrityError(f"foreign keys broken: {broken}")


def _engine(url: URL, *, begin: str, connections: int) -> Engine:
    engine = create_engine(url, pool_size=connections, max_overflow=0)
    event.listen(engine, "connect", _prepare)
    # The driver's own transactions begin too late and let a stale reader write.
    event.listen(engine, "begin", lambda conn: conn.exec_driver_sql(begin))
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # What is deleted is overwritten: somebody asked to be forgotten.
    connection.execute("PRAGMA secure_delete = ON")
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _WANTED}
    if found != _WANTED:
        raise NotDurable(f"the file is held with {found}")


def _without_keys(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")

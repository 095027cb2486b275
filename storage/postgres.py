"""PostgreSQL through asyncpg; the same functions run on it as on SQLite."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, event, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.clashes import NotDurable
from storage.keyring import Keyring, seal_with

_WRITERS = 8
_READERS = 4
# A process that is stopped in the middle of a transaction holds its rows no longer than this;
# who reads holds none, and a backup may think for long between two rows.
IDLE_MILLISECONDS = 30_000
# A server that says nothing to one statement for so long, in seconds, counts as gone: where a
# network forgets a connection, neither side ever hears that it ended. A backup reads for longer.
PATIENCE = 60.0
_READERS_PATIENCE = 600.0
# Any number will do, as long as it is the same in every process of the station.
_UPGRADE_LOCK = 9_150_712

# What a commit that survives a power cut needs of the server; none of them may be off.
_WANTED = ("synchronous_commit", "fsync", "full_page_writes")

Result = TypeVar("Result")


class PostgresStore:
    """One database of a PostgreSQL server."""

    def __init__(self, url: URL) -> None:
        """Make the pool; the first connection is opened when it is needed."""
        self._engine = _engine(url, _WRITERS, idle=IDLE_MILLISECONDS, patience=PATIENCE)
        self._readers = _engine(url, _READERS, idle=0, patience=_READERS_PATIENCE)
        self._reading = self._readers.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    def seal_with(self, ring: Keyring) -> None:
        """Read and write personal fields with those keys."""
        seal_with(self._engine.dialect, ring)
        seal_with(self._readers.dialect, ring)

    async def write(self, work: Callable[[Connection], Result]) -> Result:
        """Run the work in one transaction."""
        async with self._engine.begin() as conn:
            return await conn.run_sync(work)

    async def read(self, work: Callable[[Connection], Result]) -> Result:
        """Run the work on one unchanging view of the database."""
        async with self._reading.begin() as conn:
            return await conn.run_sync(work)

    async def change_tables(self, work: Callable[[Connection], None]) -> None:
        """Run the work in one transaction while no other process changes tables."""
        # As a reader it may take its time over a new index.
        async with self._readers.begin() as conn:
            await conn.execute(text(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})"))
            await conn.run_sync(work)

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()
        await self._readers.dispose()


def _engine(url: URL, connections: int, *, idle: int, patience: float) -> AsyncEngine:
    settings = {
        "application_name": "yizhan",
        "jit": "off",
        "idle_in_transaction_session_timeout": str(idle),
    }
    engine = create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={"server_settings": settings, "command_timeout": patience},
    )
    event.listen(engine.sync_engine, "connect", _check)
    return engine


def _check(connection: Any, _record: object) -> None:  # noqa: ANN401 - the adapter has no type
    cursor = connection.cursor()
    cursor.execute(f"SELECT {', '.join(f'current_setting({name!r})' for name in _WANTED)}")
    [row] = cursor.fetchall()
    cursor.close()
    if off := [name for name, found in zip(_WANTED, row, strict=True) if found == "off"]:
        raise NotDurable(f"{', '.join(off)} is off: a power cut would lose what was accepted")

"""PostgreSQL through asyncpg; the same functions run on it as on SQLite."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, event, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.clashes import NotDurable

_CONNECTIONS = 8
# Any number will do, as long as it is the same in every process of the station.
_UPGRADE_LOCK = 9_150_712

# What a commit that survives a power cut needs of the server; none of them may be off.
_WANTED = ("synchronous_commit", "fsync", "full_page_writes")

Result = TypeVar("Result")


class PostgresStore:
    """One database of a PostgreSQL server."""

    def __init__(self, url: URL) -> None:
        """Make the pool; the first connection is opened when it is needed."""
        self._engine = create_async_engine(
            url,
            pool_size=_CONNECTIONS,
            max_overflow=0,
            pool_pre_ping=True,
            connect_args={"server_settings": {"application_name": "yizhan", "jit": "off"}},
        )
        self._reading = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        event.listen(self._engine.sync_engine, "connect", _check)

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
        async with self._engine.begin() as conn:
            await conn.execute(text(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})"))
            await conn.run_sync(work)

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()


def _check(connection: Any, _record: object) -> None:  # noqa: ANN401 - the adapter has no type
    cursor = connection.cursor()
    cursor.execute(f"SELECT {', '.join(f'current_setting({name!r})' for name in _WANTED)}")
    [row] = cursor.fetchall()
    cursor.close()
    if off := [name for name, found in zip(_WANTED, row, strict=True) if found == "off"]:
        raise NotDurable(f"{', '.join(off)} is off: a power cut would lose what was accepted")

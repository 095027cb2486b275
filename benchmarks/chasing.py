"""What the chase reads every minute: 500 due cases among very many open ones."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import Figure, medians, seconds_of, span
from benchmarks.messages import short_messages
from benchmarks.station import measured
from bot.clock import SystemClock
from bot.commands.ears import Ears
from domain.reading import Reading
from storage.database import Connection, Database, open_database
from storage.rounds import due_cases

DUE = 500
_MICROSECONDS = 1_000_000
_BARE = """
select * from cases where next_due_at is not null and next_due_at <= ?
order by next_due_at, community_id, number limit 500
"""


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures; the bare tool is the same rows fetched by sqlite3 and left as they are."""
    sizes = (10_000, 100_000) if quick else (10_000, 100_000, 1_000_000)
    before = 0.0
    for size in sizes:
        with TemporaryDirectory() as folder:
            found = asyncio.run(_measure(Path(folder), size))
        name = f"{size:,} open, 500 due"
        yield span(f"{name}: bare sqlite3", found["bare"])
        yield span(f"{name}: scan", found["scan"], found["bare"], "the bare query")
        if before:
            yield Figure(f"{name}: scan, ten times the cases", "", f"{found['scan'] / before:.2f}")
        before = found["scan"]


async def _measure(folder: Path, size: int) -> dict[str, float]:
    now = SystemClock().now()
    await _fill(folder, size, now)
    file = folder / "yizhan.db"
    with closing(sqlite3.connect(file)) as conn:
        url = f"sqlite:///{file}"
        database = open_database(url, state_dir=folder)
        try:
            return await _compare(conn, database, now)
        finally:
            await database.close()


async def _compare(conn: sqlite3.Connection, database: Database, now: datetime) -> dict[str, float]:
    def scan(view: Connection) -> float:
        spent = medians(9, {"scan": lambda: seconds_of(lambda: due_cases(view, now, DUE))})
        assert len(due_cases(view, now, DUE)) == DUE
        return spent["scan"]

    at = int(now.timestamp()) * _MICROSECONDS
    bare = medians(9, {"bare": lambda: seconds_of(lambda: conn.execute(_BARE, (at,)).fetchall())})
    return {**bare, "scan": await database.read(scan)}


async def _fill(folder: Path, size: int, now: datetime) -> None:
    """File one case through the engine and copy its rows until there are so many."""
    [text] = short_messages(1)
    async with measured(folder, Ears(), {text: Reading(text=text)}) as station:
        await station.take([text], 1)
        await station.database.write(lambda conn: _copy(conn, size, now))


def copy_case(conn: Connection, size: int) -> None:
    """Copy the rows of the first case until there are so many cases."""
    counted = (
        "with recursive n(i) as (select 2 union all select i + 1 from n where i < ?) "
        "insert into {table} select {columns} from n, {table} where number = 'DQ000001'"
    )
    for table in ("cases", "case_events", "case_parties"):
        names = [row[1] for row in conn.exec_driver_sql(f"pragma table_info({table})")]
        columns = ", ".join("printf('DQ%07d', i)" if name == "number" else name for name in names)
        sql = counted.format(table=table, columns=columns)
        conn.exec_driver_sql(sql, (size + 1,))


def _copy(conn: Connection, size: int, now: datetime) -> None:
    copy_case(conn, size)
    later = int((now + timedelta(days=9)).timestamp()) * _MICROSECONDS
    earlier = int((now - timedelta(days=9)).timestamp()) * _MICROSECONDS
    share = max(size // DUE, 1)
    conn.exec_driver_sql(
        "update cases set next_due_at = case when cast(substr(number, 3) as integer) % ? = 0 "
        "then ? else ? end + cast(substr(number, 3) as integer)",
        (share, earlier, later),
    )

"""The floor under a simulation: the very rows that it left, written again by sqlite3 alone."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

# So many transactions are timed; more would only take longer.
MOST = 5_000
_PRAGMAS = ("journal_mode = wal", "synchronous = full", "secure_delete = on")

_Statement = tuple[str, tuple[object, ...]]


def floor_seconds(file: Path, scratch: Path, transactions: int) -> float:
    """Return how long so many transactions with these rows take at least, spread evenly.

    Rows that were written several times count once: the true floor is higher.
    """
    with closing(sqlite3.connect(file)) as kept, closing(_opened(kept, scratch)) as bare:
        rows = list(_rows(kept))
        timed = min(transactions, MOST, len(rows))
        if not timed:
            return 0.0
        share = max(len(rows) // transactions, 1)
        parts = [rows[first : first + share] for first in range(0, timed * share, share)]
        return _seconds(bare, parts) * transactions / timed


def _opened(kept: sqlite3.Connection, scratch: Path) -> sqlite3.Connection:
    bare = sqlite3.connect(scratch, isolation_level=None)
    for pragma in _PRAGMAS:
        bare.execute(f"pragma {pragma}")
    for (made,) in kept.execute("select sql from sqlite_master where sql > ''"):
        bare.execute(made)
    return bare


def _rows(kept: sqlite3.Connection) -> Iterator[_Statement]:
    tables = kept.execute("select name from sqlite_master where type = 'table'").fetchall()
    for (table,) in tables:
        names = [row[1] for row in kept.execute("select * from pragma_table_info(?)", (table,))]
        places = ",".join("?" * len(names))
        for row in kept.execute(f'select * from "{table}"'):  # noqa: S608 - a name of our own
            yield f'insert into "{table}" values ({places})', row  # noqa: S608 - as above


def _seconds(bare: sqlite3.Connection, parts: Sequence[Sequence[_Statement]]) -> float:
    begin = time.perf_counter()
    for part in parts:
        bare.execute("begin immediate")
        for sql, row in part:
            bare.execute(sql, row)
        bare.execute("commit")
    return time.perf_counter() - begin

"""The floor under a simulation: the very rows that it left, written again by sqlite3 alone."""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from fractions import Fraction
from math import ceil
from operator import itemgetter
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
        sizes = dict(_sizes(kept))
        total = sum(sizes.values())
        timed = min(transactions, MOST, total)
        if not timed:
            return 0.0
        share = max(total // transactions, 1)
        rows = _sample(kept, sizes, Fraction(timed * share, total))
        parts = [rows[first : first + share] for first in range(0, len(rows), share)]
        return _seconds(bare, parts) * transactions / len(parts)


def _opened(kept: sqlite3.Connection, scratch: Path) -> sqlite3.Connection:
    bare = sqlite3.connect(scratch, isolation_level=None)
    for pragma in _PRAGMAS:
        bare.execute(f"pragma {pragma}")
    for (made,) in kept.execute("select sql from sqlite_master where sql > ''"):
        bare.execute(made)
    return bare


def _sizes(kept: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    tables = kept.execute("select name from sqlite_master where type = 'table'").fetchall()
    for (table,) in tables:
        [(size,)] = kept.execute(f'select count(*) from "{table}"')  # noqa: S608 - a name of our own
        yield table, size


def _sample(kept: sqlite3.Connection, sizes: Mapping[str, int], part: Fraction) -> list[_Statement]:
    """Return that part of each table's rows, all tables mixed as evenly as they were written."""
    mixed: list[tuple[float, _Statement]] = []
    for table, size in sizes.items():
        wanted = ceil(size * part)
        rows = kept.execute(f'select * from "{table}" limit ?', (wanted,))  # noqa: S608 - as above
        for place, row in enumerate(rows):
            marks = ",".join("?" * len(row))
            words = f'insert into "{table}" values ({marks})'  # noqa: S608 - as above
            mixed.append((place / wanted, (words, row)))
    return [statement for _, statement in sorted(mixed, key=itemgetter(0))]


def _seconds(bare: sqlite3.Connection, parts: Sequence[Sequence[_Statement]]) -> float:
    begin = time.perf_counter()
    for part in parts:
        bare.execute("begin immediate")
        for sql, row in part:
            bare.execute(sql, row)
        bare.execute("commit")
    return time.perf_counter() - begin

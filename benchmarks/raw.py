"""The bare tool: the very rows that the station wrote, written again by sqlite3 alone."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

Statement = tuple[str, tuple[object, ...]]
TurnRows = list[Statement]

# Table → the column that leads from its rows to the turn's person or case.
_OF_PERSON = ("people", "addresses", "dialogues")
_OF_CASE = ("cases", "case_events", "case_parties")


def rows_of_turns(file: Path) -> list[TurnRows]:
    """Return for each turn of the file, in order, the rows that it left behind."""
    with closing(sqlite3.connect(file)) as conn:
        conn.row_factory = sqlite3.Row
        turns = conn.execute("select * from turns order by spot").fetchall()
        tables = {name: _by_key(conn, name) for name in (*_OF_PERSON, *_OF_CASE)}
        letters = _letters(conn)
    return [list(_rows_of(turn, tables, letters)) for turn in turns]


def _rows_of(
    turn: sqlite3.Row,
    tables: dict[str, dict[str, list[Statement]]],
    letters: dict[int, Statement],
) -> Iterator[Statement]:
    yield _statement("turns", turn)
    for name in _OF_PERSON:
        yield from tables[name].get(turn["person_id"], [])
    for number in str(turn["numbers"]).strip('[]"').split('","'):
        for name in _OF_CASE:
            yield from tables[name].get(number, [])
    for letter_id in str(turn["letter_ids"]).strip("[]").split(","):
        if letter_id:
            yield letters[int(letter_id)]


def _by_key(conn: sqlite3.Connection, table: str) -> dict[str, list[Statement]]:
    key = "person_id" if table in _OF_PERSON else "number"
    found: dict[str, list[Statement]] = {}
    for row in conn.execute(f"select * from {table}"):  # noqa: S608 - names from above
        found.setdefault(row[key], []).append(_statement(table, row))
    return found


def _letters(conn: sqlite3.Connection) -> dict[int, Statement]:
    rows = conn.execute("select * from letters where community_id = 'dongqiao'")
    return {row["letter_id"]: _statement("letters", row) for row in rows}


def _statement(table: str, row: sqlite3.Row) -> Statement:
    places = ",".join("?" * len(row))
    return f"insert into {table} values ({places})", tuple(row)  # noqa: S608 - names from above


class Raw:
    """A database of the same shape and the same durability, without anything around it."""

    def __init__(self, shape: Path, file: Path) -> None:
        """Make the file with the tables and indexes of ``shape`` and nothing in them."""
        with closing(sqlite3.connect(shape)) as conn:
            made = [row[0] for row in conn.execute("select sql from sqlite_master where sql > ''")]
        self._conn = sqlite3.connect(file, isolation_level=None)
        for pragma in ("journal_mode = wal", "synchronous = full", "secure_delete = on"):
            self._conn.execute(f"pragma {pragma}")
        for sql in made:
            self._conn.execute(sql)

    def write(self, turns: Sequence[TurnRows], at_once: int) -> None:
        """Write the turns, so many in a transaction, the rows of one table together."""
        for first in range(0, len(turns), at_once):
            self._conn.execute("begin immediate")
            for sql, rows in _by_statement(turns[first : first + at_once]).items():
                self._conn.executemany(sql, rows)
            self._conn.execute("commit")

    def close(self) -> None:
        """Close the file."""
        self._conn.close()


def _by_statement(turns: Sequence[TurnRows]) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = {}
    for sql, row in (statement for turn in turns for statement in turn):
        found.setdefault(sql, []).append(row)
    return found

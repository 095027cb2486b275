"""Write many rows with one statement a table, on SQLite and PostgreSQL alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Boolean, Column, ColumnElement, Connection, Dialect, Insert, Table, case
from sqlalchemy.dialects import postgresql, sqlite

from storage.columns import BOUND_BY

Row: TypeAlias = dict[str, Any]
_Made: TypeAlias = Callable[[Dialect, Table], Insert]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement in the words of the driver, the order of its values, and how some are written."""

    words: str
    pick: Callable[[Row], tuple[Any, ...]]
    writers: tuple[tuple[int, Callable[[Any], Any]], ...]

    def execute(self, conn: Connection, rows: Sequence[Row]) -> None:
        conn.exec_driver_sql(self.words, [self._line(row) for row in rows])

    def _line(self, row: Row) -> tuple[Any, ...]:
        line = list(self.pick(row))
        for place, write in self.writers:
            line[place] = write(line[place])
        return tuple(line)


def insert_rows(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that must all be new; a row names every column."""
    if rows:
        _prepared(conn.dialect, table, _insert).execute(conn, rows)


def insert_new(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert those of the rows whose key is not there yet."""
    if rows:
        _prepared(conn.dialect, table, _adding).execute(conn, rows)


def upsert_rows(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows; one whose key is there takes the place of the old row.

    A column that is bound by another keeps its value as long as that one does.
    """
    if rows:
        _prepared(conn.dialect, table, _replacing).execute(conn, rows)


@cache
def _prepared(dialect: Dialect, table: Table, made: _Made) -> _Prepared:
    # SQLAlchemy would work out names and types anew for every row, which costs more than to write.
    compiled = made(dialect, table).compile(
        dialect=dialect, column_keys=[column.name for column in table.c]
    )
    names = compiled.positiontup or []
    found = [(place, _writer(table.c[name], dialect)) for place, name in enumerate(names)]
    writers = tuple((place, write) for place, write in found if write)
    return _Prepared(str(compiled), itemgetter(*names), writers)


def _writer(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    # A flag is a number to both drivers as it is.
    if isinstance(column.type, Boolean):
        return None
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _adding(dialect: Dialect, table: Table) -> Insert:
    return _insert(dialect, table).on_conflict_do_nothing()


def _replacing(dialect: Dialect, table: Table) -> Insert:
    keys = [column.name for column in table.primary_key]
    statement = _insert(dialect, table)
    new = statement.excluded
    fresh: dict[str, ColumnElement[Any]] = {
        each.name: new[each.name] for each in table.c if each.name not in keys
    }
    for each in table.c:
        if each.name in fresh and BOUND_BY in each.info:
            by = each.info[BOUND_BY]
            fresh[each.name] = case((table.c[by] == new[by], each), else_=new[each.name])
    return statement.on_conflict_do_update(index_elements=keys, set_=fresh)


def _insert(dialect: Dialect, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)

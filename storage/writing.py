"""Write many rows with one statement a table, on SQLite and PostgreSQL alike."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

Row: TypeAlias = dict[str, Any]


def insert_rows(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that must all be new."""
    if rows:
        conn.execute(table.insert(), rows)


def insert_new(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert those of the rows whose key is not there yet."""
    if rows:
        conn.execute(_adding(conn.dialect.name, table), rows)


def upsert_rows(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows; one whose key is there takes the place of the old row."""
    if rows:
        conn.execute(_replacing(conn.dialect.name, table), rows)


@cache
def _adding(dialect: str, table: Table) -> Executable:
    return _insert(dialect, table).on_conflict_do_nothing()


@cache
def _replacing(dialect: str, table: Table) -> Executable:
    keys = [column.name for column in table.primary_key]
    statement = _insert(dialect, table)
    fresh = {each.name: statement.excluded[each.name] for each in table.c if each.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=fresh)


def _insert(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)

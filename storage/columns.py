"""How single values lie in the database, the same on SQLite and on PostgreSQL."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_micros(moment: datetime) -> int:
    """Return the aware moment as microseconds since 1970 UTC."""
    return (moment - EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the moment in UTC of that many microseconds since 1970."""
    return EPOCH + timedelta(microseconds=micros)


class Moment(TypeDecorator[datetime]):
    """An aware moment as a whole number: SQLite has no time zones, and numbers sort alike."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = BigInteger
    cache_ok: bool | None = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Write a moment."""
        del dialect
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Read a moment in UTC."""
        del dialect
        return None if value is None else from_micros(value)


class Json(TypeDecorator[Any]):
    """Plain lists, maps, words and numbers as compact JSON in a text column."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = Text
    cache_ok: bool | None = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str:
        """Write as JSON."""
        del dialect
        return _compact(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:
        """Read JSON."""
        del dialect
        return None if value is None else json.loads(value)


def key(name: str) -> Column[str]:
    """Return a text column of a primary key."""
    return Column(name, Text, primary_key=True)


def community() -> Column[str]:
    """Return the column that leads every key: rows are spread by it when one server is outgrown."""
    return key("community_id")


def word(name: str) -> Column[str]:
    """Return a text column; "" stands for nothing, so that nothing never equals nothing by NULL."""
    return Column(name, Text, nullable=False)


def number(name: str) -> Column[int]:
    """Return a column for a small whole number."""
    return Column(name, Integer, nullable=False)


def moment(name: str, *, known: bool = True) -> Column[datetime]:
    """Return a column for a moment, which may be missing only where ``known`` is false."""
    return Column(name, Moment, nullable=not known)


def json_of(name: str) -> Column[Any]:
    """Return a column for JSON."""
    return Column(name, Json, nullable=False)


def flag(name: str) -> Column[bool]:
    """Return a yes-or-no column."""
    return Column(name, Boolean, nullable=False)

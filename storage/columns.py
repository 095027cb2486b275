"""How single values lie in the database, the same on SQLite and on PostgreSQL."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Dialect, Integer, Text
from sqlalchemy.types import UserDefinedType

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_micros(moment: datetime) -> int:
    """Return the aware moment as microseconds since 1970 UTC."""
    return (moment - EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the moment in UTC of that many microseconds since 1970."""
    return EPOCH + timedelta(microseconds=micros)


def compact(value: object) -> str:
    """Return the value as JSON without blanks; most lists and maps are empty."""
    if value == []:
        return "[]"
    return "{}" if value == {} else _encode(value)


class Moment(UserDefinedType[datetime]):
    """An aware moment as a whole number: SQLite has no time zones, and numbers sort alike."""

    cache_ok: bool | None = True

    def get_col_spec(self, **options: object) -> str:
        """Return the type as a table has it."""
        del options
        return "BIGINT"

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], int | None]:
        """Return what writes a moment."""
        del dialect
        return lambda value: None if value is None else to_micros(value)

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[int | None], datetime | None]:
        """Return what reads a moment in UTC."""
        del dialect, coltype
        return lambda value: None if value is None else from_micros(value)


class Json(UserDefinedType[Any]):
    """Plain lists, maps, words and numbers as compact JSON in a text column."""

    cache_ok: bool | None = True

    def get_col_spec(self, **options: object) -> str:
        """Return the type as a table has it."""
        del options
        return "TEXT"

    def bind_processor(self, dialect: Dialect) -> Callable[[object], str]:
        """Return what writes JSON."""
        del dialect
        return compact

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], object]:
        """Return what reads JSON."""
        del dialect, coltype
        return lambda value: None if value is None else json.loads(value)


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


BOUND_BY = "bound_by"


def bound_moment(name: str, by: str) -> Column[datetime]:
    """Return a column for the moment at which another column got the value that it has."""
    return Column(name, Moment, nullable=False, info={BOUND_BY: by})


def moment(name: str, *, known: bool = True) -> Column[datetime]:
    """Return a column for a moment, which may be missing only where ``known`` is false."""
    return Column(name, Moment, nullable=not known)


def json_of(name: str) -> Column[Any]:
    """Return a column for JSON."""
    return Column(name, Json, nullable=False)


def flag(name: str) -> Column[bool]:
    """Return a yes-or-no column."""
    return Column(name, Boolean, nullable=False)

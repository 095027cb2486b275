"""Look up many keys in one statement, by the index of the key.

The keys go as one JSON list, so the statement is the same however many are asked for, and either
database looks up each of them by the index. SQLite would read a whole table for
``(a, b) IN (VALUES …)``, and every mixture of two keys for ``a IN (…) AND b IN (…)``.
"""

import json
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Text, bindparam, literal_column, select, tuple_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

_KEYS = "keys"


class _Each(FunctionElement[str]):
    """The members of a JSON list, one a row in the column ``value``."""

    inherit_cache: bool | None = True


class _Part(FunctionElement[str]):
    """One word of a JSON list of words, counted from 0."""

    inherit_cache: bool | None = True
    type: TypeEngine[str] = Text()


@compiles(_Each)
def _each(element: _Each, compiler: SQLCompiler, **options: object) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Each, "postgresql")
def _each_postgresql(element: _Each, compiler: SQLCompiler, **options: object) -> str:
    return f"json_array_elements(CAST({compiler.process(element.clauses, **options)} AS JSON))"


@compiles(_Part)
def _part(element: _Part, compiler: SQLCompiler, **options: object) -> str:
    value, place = (compiler.process(each, **options) for each in element.clauses)
    return f"json_extract({value}, '$[{place}]')"


@compiles(_Part, "postgresql")
def _part_postgresql(element: _Part, compiler: SQLCompiler, **options: object) -> str:
    value, place = (compiler.process(each, **options) for each in element.clauses)
    return f"({value} ->> {place})"


def among(*columns: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that the columns together are one of the keys."""
    asked = _Each(bindparam(_KEYS, type_=Text())).table_valued("value")
    parts = (_Part(asked.c.value, literal_column(str(place))) for place in range(len(columns)))
    return tuple_(*columns).in_(select(*parts))


def keys_of(keys: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return what ``among`` asks for: the keys, each once."""
    return {_KEYS: json.dumps(sorted(set(keys)), ensure_ascii=False)}

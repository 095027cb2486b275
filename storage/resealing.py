"""Rotation: everything that an older key sealed is sealed anew, in small steps, under load.

A row is changed only if it still is what was read, so the station never loses what it wrote
meanwhile; what it writes is sealed with the newest key anyway. A walk that was broken off begins
again: what is done is passed over.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    Text,
    and_,
    bindparam,
    func,
    inspect,
    select,
    tuple_,
    type_coerce,
    update,
)

from storage.keyring import Keyring, ring_of
from storage.sealing import HEAD, SIGN, Sealed, is_sealed, key_id_of, seal, unseal
from storage.tables import DIRECTORY_ENTRIES, METADATA

STEP = 500


@dataclass(frozen=True, slots=True)
class Step:
    """What one step came to: rows looked at, rows sealed anew, and after which key to go on."""

    seen: int
    sealed: int
    after: tuple[object, ...] = ()


def sealed_tables() -> tuple[Table, ...]:
    """Return every table with a sealed column."""
    return tuple(table for table in METADATA.sorted_tables if sealed_columns(table))


def sealed_columns(table: Table) -> tuple[str, ...]:
    """Return the names of the table's sealed columns."""
    return tuple(column.name for column in table.c if isinstance(column.type, Sealed))


def raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the column as it lies in the database, sealed where it is sealed."""
    return type_coerce(column, Text) if isinstance(column.type, Sealed) else column


def check_keys(conn: Connection) -> None:
    """See whether the keys of the directory are there; every station has one.

    Raises:
        KeysMissing: one of them is not.
    """
    if not inspect(conn).has_table(DIRECTORY_ENTRIES.name):
        return
    content = raw(DIRECTORY_ENTRIES.c.content)
    heads = select(func.substr(content, 1, HEAD)).distinct().where(content.startswith(SIGN))
    for head in conn.scalars(heads):
        ring_of(conn.dialect).key(key_id_of(head))


def reseal_step(
    conn: Connection, table: Table, after: tuple[object, ...] = (), step: int = STEP
) -> Step:
    """Seal the next rows of the table with the newest key; ``after`` is the last row's key."""
    keys, names = list(table.primary_key), sealed_columns(table)
    chosen = select(*keys, *(raw(table.c[name]).label(name) for name in names))
    if after:
        chosen = chosen.where(tuple_(*keys) > tuple_(*after))
    rows = conn.execute(chosen.order_by(*keys).limit(step)).all()
    if not rows:
        return Step(0, 0)
    ring = ring_of(conn.dialect)
    changed = [line for row in rows if (line := _resealed(ring, table, row, names))]
    if changed:
        conn.execute(_swap(table, names), changed)
    return Step(len(rows), len(changed), tuple(rows[-1])[: len(keys)])


def count_keys(conn: Connection) -> Counter[str]:
    """Return how many values each key seals."""
    found: Counter[str] = Counter()
    for table in sealed_tables():
        for name in sealed_columns(table):
            head = func.substr(raw(table.c[name]), 1, HEAD)
            counted = select(head, func.count()).where(head.startswith(SIGN)).group_by(head)
            found.update({key_id_of(each): many for each, many in conn.execute(counted)})
    return found


def reseal_rows(conn: Connection, table: Table) -> int:
    """Seal the whole table in this one transaction, plain values too; return how many rows."""
    return sum(step.sealed for step in _walk(conn, table))


def _walk(conn: Connection, table: Table) -> Iterator[Step]:
    step = reseal_step(conn, table)
    while step.seen:
        yield step
        step = reseal_step(conn, table, step.after)


def _resealed(
    ring: Keyring, table: Table, row: Row[Any], names: Sequence[str]
) -> dict[str, object]:
    fresh = {name: _fresh(ring, getattr(row, name), f"{table.name}.{name}") for name in names}
    if all(fresh[name] == getattr(row, name) for name in names):
        return {}
    keys = {f"key_{column.name}": getattr(row, column.name) for column in table.primary_key}
    was = {f"was_{name}": getattr(row, name) for name in names}
    return {**keys, **was, **{f"now_{name}": words for name, words in fresh.items()}}


def _fresh(ring: Keyring, words: str, bound: str) -> str:
    if is_sealed(words) and key_id_of(words) == ring.newest.key_id:
        return words
    return seal(ring, unseal(ring, words, bound), bound)


def _swap(table: Table, names: Iterable[str]) -> Any:  # noqa: ANN401 - an update of any table
    still = [raw(table.c[name]) == bindparam(f"was_{name}", type_=Text) for name in names]
    keys = [column == bindparam(f"key_{column.name}") for column in table.primary_key]
    fresh = {name: bindparam(f"now_{name}", type_=Text) for name in names}
    return update(table).where(and_(*keys, *still)).values(fresh)

"""Read and write whole cases, many at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    select,
)

from domain.cases import Case, CaseChanged, Party
from domain.events import GENESIS
from domain.refusals import Stale
from storage.keys import among, keys_of
from storage.phones import write_marks
from storage.rows import case_of, case_row, event_row, party_of, party_row
from storage.tables import CASE_EVENTS, CASE_PARTIES, CASES
from storage.writing import insert_rows, upsert_rows

CaseKey: TypeAlias = tuple[str, str]

_BY_KEY = select(CASES).where(among(CASES.c.community_id, CASES.c.number))
_PARTIES = (
    select(CASE_PARTIES)
    .where(among(CASE_PARTIES.c.community_id, CASE_PARTIES.c.number))
    .order_by(CASE_PARTIES.c.community_id, CASE_PARTIES.c.number, CASE_PARTIES.c.position)
)
_HEADS = (
    select(CASES.c.community_id, CASES.c.number, CASES.c.seq, CASES.c.head)
    .where(among(CASES.c.community_id, CASES.c.number))
    .order_by(CASES.c.community_id, CASES.c.number)
    .with_for_update()
)
_PARTIES_GONE = delete(CASE_PARTIES).where(
    CASE_PARTIES.c.community_id == bindparam("community"),
    CASE_PARTIES.c.number == bindparam("case"),
)


def load_cases(conn: Connection, keys: Collection[CaseKey]) -> dict[CaseKey, Case]:
    """Return the cases of those communities and numbers that exist."""
    if not keys:
        return {}
    rows = conn.execute(_BY_KEY, keys_of(keys)).mappings()
    found = {(row["community_id"], row["number"]): row for row in rows}
    parties = _load_parties(conn, list(found))
    return {key: case_of(found[key], parties[key]) for key in keys if key in found}


def select_cases(
    conn: Connection, wanted: ColumnElement[bool], *, order: Sequence[ColumnElement[object]] = ()
) -> tuple[Case, ...]:
    """Return the cases of a condition in that order."""
    return cases_of(conn, select(CASES).where(wanted).order_by(*order))


def cases_of(conn: Connection, chosen: Select[tuple[object, ...]]) -> tuple[Case, ...]:
    """Return the cases of whole rows of ``cases``, in their order."""
    rows = conn.execute(chosen).mappings().all()
    parties = _load_parties(conn, [(row["community_id"], row["number"]) for row in rows])
    return tuple(case_of(row, parties[row["community_id"], row["number"]]) for row in rows)


def write_cases(conn: Connection, changes: Sequence[CaseChanged]) -> None:
    """Write each case as it stands after its last change, and every event.

    Raises:
        Stale: a case has moved on since it was looked at.
    """
    if not changes:
        return
    last: dict[CaseKey, CaseChanged] = {_key(change): change for change in changes}
    opened = {_key(change) for change in changes if change.event.seq == 1}
    changed = last.keys() - opened
    # Every hash is worked out once: it costs as much as all else of an event.
    digests = [change.event.hash for change in changes]
    _check_chain(conn, changes, digests)
    rows = {key: case_row(change.case, change.event.at) for key, change in last.items()}
    insert_rows(conn, CASES, [rows[key] for key in last if key in opened])
    if changed:
        upsert_rows(conn, CASES, [rows[key] for key in last if key in changed])
        conn.execute(_PARTIES_GONE, [{"community": key[0], "case": key[1]} for key in changed])
    events = (change.event for change in changes)
    insert_rows(conn, CASE_EVENTS, list(map(event_row, events, digests)))
    insert_rows(conn, CASE_PARTIES, _party_rows(change.case for change in last.values()))
    write_marks(conn, changes)


def _check_chain(conn: Connection, changes: Sequence[CaseChanged], digests: Sequence[str]) -> None:
    changed = {_key(change) for change in changes if change.event.seq > 1}
    heads: dict[CaseKey, tuple[int, str]] = defaultdict(lambda: (0, GENESIS))
    if changed:
        for row in conn.execute(_HEADS, keys_of(changed)):
            heads[row.community_id, row.number] = (row.seq, row.head)
    for change, digest in zip(changes, digests, strict=True):
        event = change.event
        if heads[_key(change)] != (event.seq - 1, event.previous):
            raise Stale(f"{event.number} has moved on")
        heads[_key(change)] = (event.seq, digest)


def _party_rows(cases: Iterable[Case]) -> list[dict[str, object]]:
    return [
        party_row(case, position, party)
        for case in cases
        for position, party in enumerate(case.parties)
    ]


def _load_parties(conn: Connection, keys: Sequence[CaseKey]) -> defaultdict[CaseKey, list[Party]]:
    found: defaultdict[CaseKey, list[Party]] = defaultdict(list)
    if keys:
        for row in conn.execute(_PARTIES, keys_of(keys)).mappings():
            found[row["community_id"], row["number"]].append(party_of(row))
    return found


def _key(change: CaseChanged) -> CaseKey:
    return change.case.community_id, change.case.number

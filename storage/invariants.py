"""What must be true of the rows of a station at every moment, and where it is not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Table,
    and_,
    exists,
    func,
    not_,
    select,
    true,
)

from domain.events import Event, first_break
from storage.cases import CaseKey
from storage.rows import event_of
from storage.tables import ATTACHMENTS, CASE_EVENTS, CASE_PARTIES, CASES, LETTERS, TURNS

_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that is not as it must be; ``what`` names the rule, such as ``chain``."""

    what: str
    community_id: str
    number: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of one case's chain: how many events it has, and the hash of the last."""

    seq: int
    hash: str


def breaches(conn: Connection) -> Iterator[Breach]:
    """Yield everything that is not as it must be."""
    yield from chain_breaches(conn, {})
    yield from _breaches_of_cases(conn)
    yield from _breaches_of_turns(conn)


def heads(conn: Connection) -> dict[CaseKey, Head]:
    """Return the end of every chain, to be kept outside: who cuts a chain cannot change that."""
    chosen = select(CASES.c.community_id, CASES.c.number, CASES.c.seq, CASES.c.head)
    return {(row.community_id, row.number): Head(row.seq, row.head) for row in conn.execute(chosen)}


def chain_breaches(conn: Connection, anchored: Mapping[CaseKey, Head]) -> Iterator[Breach]:
    """Yield each case whose chain was changed, or is not the one that was anchored."""
    known, met = heads(conn), set[CaseKey]()
    for key, events in groupby(_events(conn), key=attrgetter("community_id", "number")):
        met.add(key)
        chain = list(events)
        if what := _fault(chain, known.get(key), anchored.get(key)):
            yield Breach(what, *key)
    for key in sorted((known.keys() | anchored.keys()) - met):
        yield Breach("chain", *key)


def _fault(chain: list[Event], head: Head | None, anchor: Head | None) -> str:
    if first_break(chain):
        return "chain"
    if head != Head(chain[-1].seq, chain[-1].hash):
        return "head"
    is_cut = anchor and (len(chain) < anchor.seq or chain[anchor.seq - 1].hash != anchor.hash)
    return "anchor" if is_cut else ""


def _events(conn: Connection) -> Iterator[Event]:
    events = CASE_EVENTS.c
    chosen = select(CASE_EVENTS).order_by(events.community_id, events.number, events.seq)
    rows = conn.execution_options(yield_per=_CHUNK).execute(chosen).mappings()
    return map(event_of, rows)


def _breaches_of_cases(conn: Connection) -> Iterator[Breach]:
    party = exists().where(
        CASE_PARTIES.c.community_id == CASES.c.community_id,
        CASE_PARTIES.c.number == CASES.c.number,
    )
    is_worked_on = and_(CASES.c.is_open, CASES.c.state != "waiting")
    rules = {
        "clock": and_(is_worked_on, CASES.c.next_due_at.is_(None)),
        "party": and_(CASES.c.is_open, not_(party)),
        "ended": and_(not_(CASES.c.is_open), CASES.c.ended_at.is_(None)),
    }
    for what, condition in rules.items():
        chosen = select(CASES.c.community_id, CASES.c.number).where(condition)
        yield from (Breach(what, row.community_id, row.number) for row in conn.execute(chosen))
    unsent = and_(LETTERS.c.state == "sent", LETTERS.c.sent_at.is_(None))
    chosen = select(LETTERS.c.community_id, LETTERS.c.case_number).where(unsent)
    yield from (Breach("letter", row.community_id, row.case_number) for row in conn.execute(chosen))


def _breaches_of_turns(conn: Connection) -> Iterator[Breach]:
    known = heads(conn).keys()
    chosen = select(TURNS.c.community_id, TURNS.c.numbers)
    turns = conn.execution_options(yield_per=_CHUNK).execute(chosen).mappings()
    yield from _lost(turns, known)


def _lost(turns: Iterable[RowMapping], known: Iterable[CaseKey]) -> Iterator[Breach]:
    there = set(known)
    for row in turns:
        keys = ((row["community_id"], number) for number in row["numbers"])
        yield from (Breach("turn", *key) for key in keys if key not in there)


def missing_files(conn: Connection, kept: Iterable[str]) -> Iterator[Breach]:
    """Yield the cases whose photo or voice does not lie among the files that are kept."""
    there = set(kept)
    chosen = select(ATTACHMENTS.c.community_id, ATTACHMENTS.c.number, ATTACHMENTS.c.file_id)
    for row in conn.execute(chosen):
        if row.file_id and row.file_id not in there:
            yield Breach("file", row.community_id, row.number)


@dataclass(frozen=True, slots=True)
class Census:
    """How much there is, and when the newest turn was answered (None where there is none)."""

    cases: int
    events: int
    newest: datetime | None


def census(conn: Connection) -> Census:
    """Count what there is."""
    newest: datetime | None = conn.scalar(select(func.max(TURNS.c.answered_at)))
    return Census(_count(conn, CASES), _count(conn, CASE_EVENTS), newest)


def turns_since(conn: Connection, moment: datetime | None) -> int:
    """Return how many turns were answered after the moment; None counts all."""
    return _count(conn, TURNS, TURNS.c.answered_at > moment if moment else true())


def _count(conn: Connection, table: Table, condition: ColumnElement[bool] | None = None) -> int:
    chosen = select(func.count()).select_from(table)
    return int(conn.scalar(chosen if condition is None else chosen.where(condition)) or 0)

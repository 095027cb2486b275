"""Rotation of the keys by which numbers are looked up: every mark is made anew, in small steps.

A mark leads back to no number, so the words are read again. Only a number that has a mark by an
older key gets one by the newest: who was forgotten is not found again.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, tuple_

from domain.telephones import mobiles_in
from storage.cases import CaseKey, load_cases
from storage.events import load_events
from storage.keyring import Keyring, ring_of
from storage.tables import PHONE_MARKS
from storage.writing import insert_new

STEP = 500


@dataclass(frozen=True, slots=True)
class Marked:
    """What one step came to: cases looked at, marks made anew, and after which case to go on."""

    seen: int
    anew: int
    after: CaseKey | None = None


def reindex_step(conn: Connection, after: CaseKey | None = None, step: int = STEP) -> Marked:
    """Make the marks of the next cases anew with the newest key."""
    marks = PHONE_MARKS.c
    chosen = select(marks.community_id, marks.number).distinct()
    if after:
        chosen = chosen.where(tuple_(marks.community_id, marks.number) > tuple_(*after))
    chosen = chosen.order_by(marks.community_id, marks.number).limit(step)
    keys = [(row.community_id, row.number) for row in conn.execute(chosen)]
    anew = sum(_reindexed(conn, key) for key in keys)
    return Marked(len(keys), anew, keys[-1] if keys else None)


def _reindexed(conn: Connection, key: CaseKey) -> int:
    marks = PHONE_MARKS.c
    of_case = (marks.community_id == key[0], marks.number == key[1])
    # Before the words: what is marked meanwhile is marked with the newest key.
    held = frozenset(conn.scalars(select(marks.mark).where(*of_case)))
    wanted = _marks(ring_of(conn.dialect), key[0], _words(conn, key), held)
    old = held - wanted
    if old:
        rows = [{"community_id": key[0], "mark": mark, "number": key[1]} for mark in sorted(wanted)]
        insert_new(conn, PHONE_MARKS, rows)
        conn.execute(delete(PHONE_MARKS).where(*of_case, marks.mark.in_(sorted(old))))
    return len(old)


def _marks(ring: Keyring, community_id: str, words: str, held: frozenset[str]) -> frozenset[str]:
    known = (ring.marks(community_id, number) for number in mobiles_in(words))
    return frozenset(each[-1] for each in known if held.intersection(each))


def _words(conn: Connection, key: CaseKey) -> str:
    case = load_cases(conn, [key])[key]
    return "\n".join([case.text, *(event.public for event in load_events(conn, key))])

"""Look cases up by a mobile number that was told in them, without the number lying anywhere.

A row holds a keyed digest of 64 bits: whoever has the database but not the key cannot try all
numbers (docs/decisions/0013-personal-fields-lie-sealed.md).
"""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, select, tuple_

from domain.cases import CaseChanged
from domain.telephones import mobiles_in
from storage.keyring import Keyring, ring_of
from storage.tables import CASE_PARTIES, PHONE_MARKS
from storage.writing import Row, insert_new


def write_marks(conn: Connection, changes: Iterable[CaseChanged]) -> None:
    """Note every number that was told in the words of the changes."""
    told = ((change, mobiles_in(_words(change))) for change in changes)
    found = [(change.case, numbers) for change, numbers in told if numbers]
    if found:
        ring = ring_of(conn.dialect)
        rows = [
            _row(ring, (case.community_id, case.number), number)
            for case, numbers in found
            for number in sorted(numbers)
        ]
        insert_new(conn, PHONE_MARKS, rows)


def cases_with(
    conn: Connection, communities: Collection[str], number: str
) -> frozenset[tuple[str, str]]:
    """Return the communities and numbers of the cases in which the mobile number was told."""
    ring = ring_of(conn.dialect)
    marks = sorted(
        (community, mark) for community in communities for mark in ring.marks(community, number)
    )
    marked = tuple_(PHONE_MARKS.c.community_id, PHONE_MARKS.c.mark).in_(marks)
    chosen = select(PHONE_MARKS.c.community_id, PHONE_MARKS.c.number).where(marked)
    return frozenset((row.community_id, row.number) for row in conn.execute(chosen))


def forget_marks(conn: Connection, people: Collection[tuple[str, str]]) -> None:
    """Let nobody find the cases of those people by a number any more."""
    parties = CASE_PARTIES.c
    theirs = select(parties.community_id, parties.number).where(
        tuple_(parties.community_id, parties.person_id).in_(sorted(people))
    )
    marks = PHONE_MARKS.c
    conn.execute(delete(PHONE_MARKS).where(tuple_(marks.community_id, marks.number).in_(theirs)))


def _words(change: CaseChanged) -> str:
    opening = change.case.text if change.event.seq == 1 else ""
    return f"{opening}\n{change.event.public}"


def _row(ring: Keyring, case: tuple[str, str], number: str) -> Row:
    return {"community_id": case[0], "mark": ring.mark(case[0], number), "number": case[1]}

"""Letters that waited too long: their readers may not know any more what they say."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import BindParameter, Connection, bindparam, select

from domain.calendar import shanghai_day
from domain.cases import Case
from domain.letters import mentions_of
from domain.people import Person
from domain.rules import Rulebook
from storage.letters import named_cases
from storage.outbox import Claimed, mark_recalled
from storage.tables import PEOPLE

_PEOPLE: BindParameter[object] = bindparam("people", expanding=True)
_SERVED = select(PEOPLE.c.person_id).where(PEOPLE.c.person_id.in_(_PEOPLE), PEOPLE.c.staff)


def without_barred(
    conn: Connection, claimed: Sequence[Claimed], rules: Rulebook, at: datetime
) -> list[Claimed]:
    """Return the letters that may go; the others are recalled for good.

    One may have waited for the morning, or for a door to open, while its case came to be about
    its reader, or while its reader's last post ended.
    """
    staff = {each.letter_id: rules.directory.person(each.person_id) for each in claimed}
    left = _left_directory(conn, {each.person_id for each in claimed if not staff[each.letter_id]})
    doubted = [each for each in claimed if staff[each.letter_id] or each.person_id in left]
    cases = named_cases(conn, [each.letter for each in doubted], rules) if doubted else {}
    barred = []
    for each in doubted:
        named = [case for number, _ in mentions_of(each.letter) for case in cases[number]]
        reader = staff[each.letter_id] or Person(each.community_id, each.person_id)
        if _is_barred(reader, named, shanghai_day(at)):
            barred.append(each)
    mark_recalled(conn, barred)
    return [each for each in claimed if each not in barred]


def _left_directory(conn: Connection, people: Collection[str]) -> Collection[str]:
    """Return who served once and stands in no directory any more."""
    return set(conn.scalars(_SERVED, {"people": sorted(people)})) if people else ()


def _first(case: Case) -> str:
    return case.reporter.person_id if case.reporter else ""


def _is_barred(reader: Person, named: Sequence[Case], day: date) -> bool:
    # What he told himself he is told of like anybody else.
    accusing = (case for case in named if reader.is_among(case.about, day))
    if any(_first(case) != reader.person_id for case in accusing):
        return True
    serves = bool(reader.posts_on(day))
    return not serves and any(case.party(reader.person_id) is None for case in named)

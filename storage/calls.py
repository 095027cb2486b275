"""Which cases a turn can concern: one query for all turns of a batch, then who may see what."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, Connection, bindparam, func, or_, select

from domain.calendar import shanghai_day
from domain.cases import Case
from domain.people import Person
from domain.presses import read_press
from domain.reading import Reading
from domain.refusals import Refused
from domain.rules import Rulebook
from domain.states import Act
from domain.turns import Turn
from storage.cases import CaseKey, load_cases
from storage.rows import unbar
from storage.scope import Reach, reach_of
from storage.tables import CASE_PARTIES, CASES, HAS_ASSISTS, IS_OPEN

_HELD_AT_MOST = 50
_CLOSED_SHOWN = timedelta(days=30)
# Presses that look at no other case than the one that they name.
_ON_ONE = frozenset({"do", "mine", *Act})

_PEOPLE: BindParameter[object] = bindparam("people", expanding=True)
_SINCE: BindParameter[datetime] = bindparam("since", type_=CASES.c.ended_at.type)
_OWN = (
    select(CASE_PARTIES.c.person_id, CASES.c.community_id, CASES.c.number)
    .join_from(
        CASE_PARTIES,
        CASES,
        (CASES.c.community_id == CASE_PARTIES.c.community_id)
        & (CASES.c.number == CASE_PARTIES.c.number),
    )
    .where(CASE_PARTIES.c.person_id.in_(_PEOPLE), or_(IS_OPEN, CASES.c.ended_at >= _SINCE))
)
_RANKED = (
    select(
        CASES.c.holder.label("person_id"),
        CASES.c.community_id,
        CASES.c.number,
        func.row_number()
        .over(partition_by=CASES.c.holder, order_by=(CASES.c.next_due_at, CASES.c.number))
        .label("place"),
    )
    .where(CASES.c.holder.in_(_PEOPLE), IS_OPEN)
    .subquery()
)
_HELD = select(_RANKED).where(_RANKED.c.place <= _HELD_AT_MOST)
# Few open cases have anybody called to them: who is told apart here, not in the database.
_HELPING = select(CASES.c.helping, CASES.c.community_id, CASES.c.number).where(HAS_ASSISTS, IS_OPEN)


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody at the desk with a turn; ``asked`` is the press that an open question is about."""

    person: Person
    turn: Turn
    reading: Reading
    asked: str = ""


def cases_for(
    conn: Connection, calls: Sequence[Call], rules: Rulebook, at: datetime
) -> list[tuple[Case, ...]]:
    """Return for each call the cases that its person may see and that the turn can concern.

    Those are own ones (open, or ended within 30 days), for who serves the first 50 held by due
    time, unless the turn is an act on one case, and where merged cases went.
    """
    day = shanghai_day(at)
    reaches = [reach_of(call.person, rules, day) for call in calls]
    near = _near(conn, calls, reaches, at)
    wanted = [near.get(call.person.person_id, set()) | set(_named(call, rules)) for call in calls]
    found = load_cases(conn, {key for keys in wanted for key in keys})
    found |= load_cases(conn, set(_survivors(found.values())) - found.keys())
    return [
        tuple(case for case in _gathered(found, keys) if reach.covers(case))
        for keys, reach in zip(wanted, reaches, strict=True)
    ]


def _near(
    conn: Connection, calls: Sequence[Call], reaches: Sequence[Reach], at: datetime
) -> dict[str, set[CaseKey]]:
    known = {call.person.person_id for call in calls if call.person.version or call.person.posts}
    near: dict[str, set[CaseKey]] = {each: set() for each in known}
    if known:
        for row in conn.execute(_OWN, {"people": sorted(known), "since": at - _CLOSED_SHOWN}):
            near[row.person_id].add((row.community_id, row.number))
    # Who stands in finds what the other holds.
    seats = [
        (seat.person_id, reach.person_id)
        for call, reach in zip(calls, reaches, strict=True)
        if not _is_about_one(call)
        for seat in reach.seats
        if seat.holds
    ]
    held = _held(conn, {seat for seat, _ in seats}) if seats else {}
    for seat, person in seats:
        near.setdefault(person, set()).update(held.get(seat, ()))
    _add_called(conn, near, reaches)
    return near


def _is_about_one(call: Call) -> bool:
    """Say whether the turn is an act on one case that it names, and nothing else."""
    try:
        press = read_press(call.turn.press)
    except Refused:
        return False
    alarms = call.reading.is_alarm() or call.reading.stops
    return bool(press.number) and press.act in _ON_ONE and not alarms


def _add_called(conn: Connection, near: dict[str, set[CaseKey]], reaches: Sequence[Reach]) -> None:
    wanted = [(name, each.person_id) for each in reaches for name in each.callings]
    if not wanted:
        return
    called: dict[str, set[CaseKey]] = {}
    for row in conn.execute(_HELPING):
        for name in unbar(row.helping):
            called.setdefault(name, set()).add((row.community_id, row.number))
    for name, person in wanted:
        near.setdefault(person, set()).update(called.get(name, ()))


def _held(conn: Connection, holders: Collection[str]) -> dict[str, set[CaseKey]]:
    held: dict[str, set[CaseKey]] = {}
    for row in conn.execute(_HELD, {"people": sorted(holders)}):
        held.setdefault(row.person_id, set()).add((row.community_id, row.number))
    return held


def _named(call: Call, rules: Rulebook) -> Iterator[CaseKey]:
    _, *pressed = call.turn.press.split(":")
    _, *asked = call.asked.split(":")
    numbers = {*pressed, *asked, call.turn.reply_to, *call.reading.case_numbers}
    for number in numbers - {""}:
        if call.person.community_id != rules.directory.street_id:
            yield call.person.community_id, number
        else:
            yield from ((home, number) for home in rules.directory.communities_of(number))


def _survivors(cases: Iterable[Case]) -> Iterator[CaseKey]:
    return ((case.community_id, case.merged_into) for case in cases if case.merged_into)


def _gathered(found: Mapping[CaseKey, Case], keys: Collection[CaseKey]) -> list[Case]:
    cases = {key: found[key] for key in keys if key in found}
    cases |= {key: found[key] for key in _survivors(cases.values()) if key in found}
    return sorted(cases.values(), key=_by_due)


def _by_due(case: Case) -> tuple[bool, datetime, str]:
    due = case.next_due
    return due is None, due[0] if due else case.opened_at, case.number

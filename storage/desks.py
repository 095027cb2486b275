"""Lay a desk for each turn of a batch: one query a table for all of them."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import BindParameter, Connection, bindparam, literal_column, select

from domain.calendar import shanghai_day
from domain.mediations import Mediation
from domain.people import Person
from domain.presses import typed_press
from domain.reading import Reading
from domain.rules import Rulebook
from domain.turns import Desk, Dialogue, Turn
from storage import ledgers
from storage.beside import lay_beside
from storage.calls import Call, cases_for
from storage.hearings import with_proceedings
from storage.invitations import shown_invitation
from storage.keys import among, keys_of
from storage.looks import looked_into
from storage.mediations import load_mediations
from storage.people import (
    Known,
    PersonKey,
    bound_since,
    load_people,
    owners_of,
    place_of,
)
from storage.scope import may_see_mediation
from storage.seats import with_polls
from storage.shelves import shelf_for
from storage.staff_accounts import pressed_account
from storage.tables import TURNS

_LATE = timedelta(hours=24)

TurnKey: TypeAlias = tuple[str, str]

_SINCE: BindParameter[datetime] = bindparam("since", type_=TURNS.c.answered_at.type)
_SEEN = select(TURNS.c.community_id, TURNS.c.key, TURNS.c.letter_ids).where(
    among(TURNS.c.community_id, TURNS.c.key)
)
_EARLIER = (
    select(TURNS.c.person_id, TURNS.c.key, TURNS.c.numbers)
    .where(
        among(TURNS.c.community_id, TURNS.c.person_id),
        TURNS.c.answered_at >= _SINCE,
        TURNS.c.numbers != literal_column("'[]'"),
    )
    .order_by(TURNS.c.spot)
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn and what was understood of it."""

    turn: Turn
    reading: Reading


@dataclass(frozen=True, slots=True)
class Seen:
    """A turn that was answered before, with the letters of then."""

    turn_key: str
    letter_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Moment:
    """What is the same for every desk of a batch."""

    rules: Rulebook
    at: datetime
    free: Mapping[str, int]


def lay_desks(
    conn: Connection, heard: Sequence[Heard], rules: Rulebook, at: datetime
) -> list[Desk | Seen]:
    """Return what is to be looked at for each turn, or that it was answered before.

    All desks of one community name the same ``free_number``: whoever opens a case for one of
    them counts it on for the next. A stranger gets a new id, written when his step is recorded.
    """
    free = ledgers.hold(conn, {each.turn.community_id for each in heard})
    seen = _seen(conn, [each.turn for each in heard])
    fresh = [each for each in heard if _key(each.turn) not in seen]
    laid = _with_mediations(conn, _fresh_desks(conn, fresh, _Moment(rules, at, free)))
    desks = iter(_with_bindings(conn, fresh, laid))
    return [seen.get(_key(each.turn)) or next(desks) for each in heard]


def _fresh_desks(conn: Connection, heard: Sequence[Heard], now: _Moment) -> list[Desk]:
    rules, at = now.rules, now.at
    keys = _speakers(conn, [each.turn for each in heard], rules)
    known = load_people(conn, set(keys), at)
    people = [_person(key, known.get(key), rules) for key in keys]
    calls = [
        _call(person, each, known.get(key))
        for key, person, each in zip(keys, people, heard, strict=True)
    ]
    earlier = _earlier(conn, calls, at)
    cases = cases_for(conn, calls, rules, at)
    talks = [known[key].dialogue if key in known else Dialogue() for key in keys]
    looks = [looked_into(conn, *each) for each in zip(calls, cases, strict=True)]
    beside = lay_beside(conn, list(zip(calls, talks, strict=True)), rules, at)
    laid = [
        Desk(
            at=at,
            person=call.person,
            dialogue=talk,
            rules=rules,
            cases=visible,
            free_number=now.free[call.turn.community_id],
            turn_cases=earlier.get(call.person.person_id, {}),
            offered=known[key].offered if key in known else (),
            shelf=shelf_for(conn, call, _stage(known.get(key)), rules, at),
            alike=more.alike,
            joinable=more.joinable,
            taught=more.taught,
            terms=more.terms,
            invitation=shown_invitation(conn, call.turn),
            account=pressed_account(conn, call.turn),
            events=looked.events,
            files=looked.files,
        )
        for key, call, talk, visible, more, looked in zip(
            keys, calls, talks, cases, beside, looks, strict=True
        )
    ]
    return with_polls(conn, laid, calls)


def _with_mediations(conn: Connection, desks: Sequence[Desk]) -> list[Desk]:
    cases = {(case.community_id, case.number) for desk in desks for case in desk.cases}
    people = {desk.person.person_id for desk in desks}
    found = load_mediations(conn, cases, people)
    seen = [replace(desk, mediations=_seen_by(desk, found)) for desk in desks]
    return with_proceedings(conn, seen)


def _with_bindings(conn: Connection, heard: Sequence[Heard], desks: Sequence[Desk]) -> list[Desk]:
    """Tell who is in a mediation or may vote since when he speaks from there; nobody else."""
    places = [place_of(each.turn.community_id, each.turn.address) for each in heard]
    wanted = [bool(desk.mediations or desk.polls.seats) for desk in desks]
    asked = {place for place, is_asked in zip(places, wanted, strict=True) if is_asked}
    since = bound_since(conn, asked)
    return [
        replace(desk, bound_at=since.get(place)) for place, desk in zip(places, desks, strict=True)
    ]


def _seen_by(desk: Desk, found: Sequence[Mediation]) -> tuple[Mediation, ...]:
    day = shanghai_day(desk.at)
    return tuple(
        each for each in found if may_see_mediation(each, desk.person, desk.cases, desk.rules, day)
    )


def _call(person: Person, heard: Heard, known: Known | None) -> Call:
    asked = known.dialogue.notes.get("press", "") if known else ""
    return Call(person, _as_pressed(heard.turn, heard.reading, known), heard.reading, asked)


def _as_pressed(turn: Turn, reading: Reading, known: Known | None) -> Turn:
    # A typed number is a press: the case that it names must lie on the desk, too.
    typed = ""
    if known and not turn.press:
        typed = typed_press(reading.text, known.offered, known.dialogue.stage)
    return replace(turn, press=typed) if typed else turn


def _stage(known: Known | None) -> str:
    return known.dialogue.stage if known else ""


def _seen(conn: Connection, turns: Collection[Turn]) -> dict[TurnKey, Seen]:
    rows = conn.execute(_SEEN, keys_of(map(_key, turns)))
    return {(row.community_id, row.key): Seen(row.key, tuple(row.letter_ids)) for row in rows}


def _speakers(conn: Connection, turns: Sequence[Turn], rules: Rulebook) -> list[PersonKey]:
    places = {place_of(each.community_id, each.address) for each in turns if not each.person_id}
    owners = owners_of(conn, places)
    for place in places - owners.keys():
        owners[place] = secrets.token_hex(16)
    ids = (each.person_id or owners[place_of(each.community_id, each.address)] for each in turns)
    return [
        (staff.community_id if (staff := rules.directory.person(each)) else turn.community_id, each)
        for turn, each in zip(turns, ids, strict=True)
    ]


def _person(key: PersonKey, known: Known | None, rules: Rulebook) -> Person:
    person = known.person if known else Person(*key)
    staff = rules.directory.person(person.person_id)
    return replace(person, name=staff.name, posts=staff.posts) if staff else person


def _earlier(
    conn: Connection, calls: Sequence[Call], at: datetime
) -> Mapping[str, Mapping[str, str]]:
    people = {
        (call.turn.community_id, call.person.person_id)
        for call in calls
        if call.turn.edits or call.turn.attachments
    }
    found: dict[str, dict[str, str]] = {}
    if people:
        for row in conn.execute(_EARLIER, {**keys_of(people), "since": at - _LATE}):
            found.setdefault(row.person_id, {})[row.key] = row.numbers[0]
    return found


def _key(turn: Turn) -> TurnKey:
    return turn.community_id, turn.key

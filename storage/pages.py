"""What the console reads: lists of cases within somebody's reach, and one case with everything."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)

from domain.cases import Case
from domain.events import Event
from domain.people import Person, ScopeKind
from domain.places import Place
from domain.rules import Rulebook
from domain.states import State
from domain.turns import Attachment
from storage.cases import CaseKey, cases_of, load_cases
from storage.events import load_events
from storage.finding import find_said
from storage.looks import files_of_case
from storage.scope import IS_UNHELD, may_see, reach_of
from storage.tables import CASES, IS_OPEN

# Nobody is late with a case that waits for its resident.
_WORKED_ON = (State.NEW.value, State.ASSIGNED.value, State.ACCEPTED.value)
_WAS_NUDGED = CASES.c.nudge != literal_column("'{}'")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, under which rules, on which Shanghai day, at which moment."""

    person: Person
    rules: Rulebook
    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """Which cases somebody wants to see.

    ``chosen`` is ``mine``, ``unassigned``, ``overdue``, ``near`` (open ones of the own grids, or
    all that are open), ``open`` or ``all``; the rest narrow it down where they are not "".
    ``words`` is part of a number and, where ``in_texts`` is set, of what was said; a ``place``
    that is known is another way to be found. ``said`` are the cases with those words, once
    somebody has looked.
    """

    chosen: str = "open"
    words: str = ""
    in_texts: bool = False
    queue: str = ""
    grid: str = ""
    state: str = ""
    place: Place = field(default_factory=Place)
    said: frozenset[CaseKey] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list and how many cases the whole list has."""

    cases: tuple[Case, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Filed:
    """One case with its events, oldest first, and its attachments; ``True`` marks inside ones."""

    case: Case
    events: tuple[Event, ...]
    attachments: tuple[Attachment, ...]


def looked_up(conn: Connection, reader: Reader, wish: Wish) -> Wish:
    """Return the wish with the cases in which its words were said: one search for many lists."""
    if wish.said is not None or not (wish.words and wish.in_texts):
        return wish
    found = find_said(conn, reader.person, reader.rules, reader.day, wish.words)
    return replace(wish, said=found)


def case_list(conn: Connection, reader: Reader, wish: Wish, limit: int, offset: int) -> Listed:
    """Return one page of the cases that the reader may see and wants to."""
    wanted = and_(
        may_see(reader.person, reader.rules, reader.day),
        _lists(reader)[wish.chosen],
        *_narrowed(conn, reader, wish),
    )
    total = conn.scalar(select(func.count()).select_from(CASES).where(wanted))
    order = (CASES.c.next_due_at.is_(None), CASES.c.next_due_at, CASES.c.opened_at.desc())
    chosen = select(CASES).where(wanted).order_by(*order, CASES.c.number.desc())
    return Listed(cases_of(conn, chosen.limit(limit).offset(offset)), int(total or 0))


def counts(conn: Connection, reader: Reader) -> Mapping[str, int]:
    """Return how many cases each list has for the reader."""
    lists = _lists(reader)
    sums = [func.sum(case((wanted, 1), else_=0)).label(name) for name, wanted in lists.items()]
    seen = may_see(reader.person, reader.rules, reader.day)
    row = conn.execute(select(*sums).select_from(CASES).where(seen)).mappings().one()
    return {name: int(row[name] or 0) for name in lists}


def counted(conn: Connection, reader: Reader, wish: Wish, column: str) -> Mapping[str, int]:
    """Return how many cases of the list there are for each value of ``queue``, ``grid``, ``state``.

    What narrows the list down by that very column is left out, so that others can be chosen.
    """
    wanted = and_(
        may_see(reader.person, reader.rules, reader.day),
        _lists(reader)[wish.chosen],
        *_narrowed(conn, reader, wish, without=column),
    )
    value = CASES.c[column]
    rows = conn.execute(select(value, func.count()).where(wanted).group_by(value))
    return {str(code): int(count) for code, count in rows}


def case_page(conn: Connection, key: CaseKey, reader: Reader) -> Filed | None:
    """Return the case with all that belongs to it, None if the reader may not see it."""
    found = load_cases(conn, [key]).get(key)
    if found is None or not reach_of(reader.person, reader.rules, reader.day).covers(found):
        return None
    return Filed(found, load_events(conn, key), files_of_case(conn, key))


def _lists(reader: Reader) -> dict[str, ColumnElement[bool]]:
    return {
        "mine": and_(IS_OPEN, CASES.c.holder == reader.person.person_id),
        "unassigned": and_(IS_OPEN, IS_UNHELD),
        "overdue": and_(
            CASES.c.state.in_(_WORKED_ON), or_(CASES.c.next_due_at < reader.at, _WAS_NUDGED)
        ),
        "near": and_(IS_OPEN, _is_in_own_grids(reader)),
        "open": IS_OPEN,
        "all": true(),
    }


def _narrowed(
    conn: Connection, reader: Reader, wish: Wish, without: str = ""
) -> list[ColumnElement[bool]]:
    exact = {"queue": wish.queue, "grid": wish.grid, "state": wish.state, without: ""}
    narrowed = [CASES.c[name] == value for name, value in exact.items() if value]
    if wish.words:
        in_number = CASES.c.number.contains(wish.words.upper(), autoescape=True)
        said = sorted(looked_up(conn, reader, wish).said or ())
        in_text = tuple_(CASES.c.community_id, CASES.c.number).in_(said) if said else false()
        narrowed.append(or_(in_number, in_text, _is_at(wish.place)))
    return narrowed


def _is_in_own_grids(reader: Reader) -> ColumnElement[bool]:
    posts = reader.person.posts_on(reader.day)
    grids = sorted(post.code for post in posts if post.scope is ScopeKind.GRID)
    return CASES.c.grid.in_(grids) if grids else true()


def _is_at(place: Place) -> ColumnElement[bool]:
    """Find a place down to the building, which every reader of a case may know; never a home."""
    if not place.compound:
        return false()
    there = CASES.c.compound == place.compound
    return and_(there, CASES.c.building == place.building) if place.building else there

"""What the console reads: lists of cases within somebody's reach, and one case with everything."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
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
from domain.privacy import view_case
from domain.rules import Rulebook
from domain.states import State
from domain.turns import Attachment
from storage.cases import CaseKey, cases_of, load_cases
from storage.events import load_events
from storage.scope import IS_UNHELD, may_search, may_see, reach_of
from storage.tables import ATTACHMENTS, CASES, IS_OPEN

# Nobody is late with a case that waits for its resident.
_WORKED_ON = (State.NEW.value, State.ASSIGNED.value, State.ACCEPTED.value)
# What masks of numbers and homes are made of; other words stand open in every view.
_MASKED_SIGNS = re.compile("[\\dXxＸｘ*零〇一二三四五六七八九十单元室]")
_MOST_LOOKED_AT = 500
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
    that is known is another way to be found.
    """

    chosen: str = "open"
    words: str = ""
    in_texts: bool = False
    queue: str = ""
    grid: str = ""
    state: str = ""
    place: Place = field(default_factory=Place)


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
    attachments: tuple[tuple[Attachment, bool], ...]


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
    files = select(ATTACHMENTS).where(
        ATTACHMENTS.c.community_id == key[0], ATTACHMENTS.c.number == key[1]
    )
    return Filed(
        case=found,
        events=load_events(conn, key),
        attachments=tuple(
            (Attachment(row.file_id, row.kind, row.caption), row.internal)
            for row in conn.execute(files.order_by(ATTACHMENTS.c.kept_at, ATTACHMENTS.c.mark))
        ),
    )


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
        in_text = _said(conn, reader, wish.words) if wish.in_texts else false()
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


def _said(conn: Connection, reader: Reader, words: str) -> ColumnElement[bool]:
    """Find words only where the reader may read them: a hit would tell what is masked."""
    there = CASES.c.text.contains(words, autoescape=True)
    said = and_(may_search(reader.person, reader.rules, reader.day), there)
    if not _MASKED_SIGNS.search(words):
        return said
    newest = select(CASES).where(said).order_by(CASES.c.opened_at.desc()).limit(_MOST_LOOKED_AT)
    views = (
        view_case(found, reader.person, reader.rules, reader.day)
        for found in cases_of(conn, newest)
    )
    keys = [
        (view.community_id, view.number)
        for view in views
        if view and words.casefold() in view.words.casefold()
    ]
    return tuple_(CASES.c.community_id, CASES.c.number).in_(keys)

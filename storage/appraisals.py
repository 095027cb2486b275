"""What the appraisal counts: the cases of one period within somebody's reach, by index."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Subquery,
    and_,
    false,
    select,
    union,
)

from domain.appraisals import Called, Fact
from domain.assists import Assist, AssistKind
from domain.calendar import shanghai_day
from domain.directory import Directory
from domain.histories import Happening, History, history_of
from domain.places import Place
from domain.returns import unit_of
from domain.rules import Rulebook
from domain.states import Act, Part, State
from storage.columns import from_micros
from storage.pages import Reader
from storage.proofs import exclusion_of
from storage.rows import assist_of
from storage.scope import may_see
from storage.tables import CASE_EVENTS, CASE_PARTIES, CASES

_TOLD = ("opened_at", "answered_at", "resolved_at", "reopened")


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` until before ``until``, aware; of these communities."""

    since: datetime
    until: datetime
    communities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appraised:
    """The cases of a period, and the whistles over them: who was called, and who blew them."""

    facts: tuple[Fact, ...]
    called: tuple[Called, ...]
    blown: tuple[Called, ...]


def appraised(conn: Connection, reader: Reader, period: Period) -> Appraised:
    """Return what the reader may see of what was opened or ended in the period.

    Cost grows with the period, not with all cases: both edges are read by index.
    """
    rows = _rows(conn, reader, period)
    chosen = _keys(reader, period).subquery()
    happenings = _happenings(conn, chosen)
    homes = _households(conn, chosen)
    facts = []
    for row in rows:
        key = row["community_id"], row["number"]
        until = min(row["ended_at"] or reader.at, reader.at)
        history = history_of(happenings[key], until, reader.rules.calendar)
        facts.append(_fact(row, history, homes.get(key, 0), (reader.rules, period)))
    calls = list(_calls(rows))
    directory = reader.rules.directory
    return Appraised(
        tuple(facts),
        _tallied(calls, lambda each: each.queue),
        _tallied(calls, lambda each: _whistler(each, directory)),
    )


def _keys(reader: Reader, period: Period) -> Select[Any]:
    seen = may_see(reader.person, reader.rules, reader.day)
    # Two reads, one an index: with "or" the planner would go through a whole community.
    parts = (
        select(CASES.c.community_id, CASES.c.number).where(each, seen) for each in _edges(period)
    )
    both = union(*parts).subquery()
    return select(both)


def _edges(period: Period) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    near = CASES.c.community_id.in_(period.communities) if period.communities else false()
    opened = and_(CASES.c.opened_at >= period.since, CASES.c.opened_at < period.until)
    ended = and_(CASES.c.ended_at >= period.since, CASES.c.ended_at < period.until)
    return and_(near, opened), and_(near, ended)


def _rows(conn: Connection, reader: Reader, period: Period) -> Sequence[RowMapping]:
    chosen = _keys(reader, period).subquery()
    wanted = select(CASES).join(
        chosen,
        and_(CASES.c.community_id == chosen.c.community_id, CASES.c.number == chosen.c.number),
    )
    # Sorted here: asked for an order, the planner walks a whole table in it.
    rows = conn.execute(wanted).mappings().all()
    return sorted(rows, key=lambda row: (row["community_id"], row["number"]))


def _happenings(conn: Connection, chosen: Subquery) -> dict[tuple[str, str], list[Happening]]:
    events = CASE_EVENTS.c
    wanted = select(
        events.community_id,
        events.number,
        events.seq,
        events.at,
        events.actor,
        events.part,
        events.act,
        events.after,
        events.reason,
    ).join(
        chosen,
        and_(events.community_id == chosen.c.community_id, events.number == chosen.c.number),
    )
    found: defaultdict[tuple[str, str], list[Happening]] = defaultdict(list)
    for row in sorted(conn.execute(wanted), key=attrgetter("seq")):
        did = (row.at, Part(row.part), Act(row.act), State(row.after))
        happening = Happening(*did, row.reason, row.actor)
        found[row.community_id, row.number].append(happening)
    return found


def _households(conn: Connection, chosen: Subquery) -> dict[tuple[str, str], int]:
    parties = CASE_PARTIES.c
    wanted = select(
        parties.community_id, parties.number, parties.household, parties.person_id
    ).join(
        chosen,
        and_(parties.community_id == chosen.c.community_id, parties.number == chosen.c.number),
    )
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for community, number, household, person in conn.execute(wanted):
        found[community, number].add(household or person)
    return {key: len(homes) for key, homes in found.items()}


def _fact(
    row: RowMapping, history: History, households: int, ground: tuple[Rulebook, Period]
) -> Fact:
    rules, period = ground
    exclusion = exclusion_of(row["exclusion"])
    due = row["clocks"].get("answer")
    unit = _unit(row, rules.directory)
    return Fact(
        **{name: row[name] for name in ("community_id", "number", "grid", "leaf", *_TOLD)},
        unit=unit,
        state=State(row["state"]),
        opened=period.since <= row["opened_at"] < period.until,
        ended=row["ended_at"] is not None and period.since <= row["ended_at"] < period.until,
        answer_due=from_micros(due) if due else None,
        accepted_at=history.accepted_at,
        answer=history.answer,
        stars=history.stars,
        returned_by=tuple(_returner(each, rules) or unit for each in history.returns),
        relapsed=bool(row["relapse_of"]),
        silent_days=history.silent_days,
        households=households,
        excluded=exclusion.reason if exclusion and exclusion.holds else "",
        whistled=sum(each["kind"] == AssistKind.WHISTLE for each in row["assists"]),
    )


def _unit(row: RowMapping, directory: Directory) -> str:
    # Two property companies are two units, though both stand in one queue.
    home = ("compound", "building", "unit", "floor", "room")
    area = directory.area_of(Place(**{name: row[name] for name in home}))
    codes = {"property": area.company, "committee": area.committee} if area else {}
    return codes.get(row["queue"], "") or str(row["queue"])


def _returner(each: Happening, rules: Rulebook) -> str:
    return unit_of(each.actor, each.part, rules, shanghai_day(each.at))


def _calls(rows: Sequence[RowMapping]) -> Iterator[Assist]:
    for plain in (each for row in rows for each in row["assists"]):
        if plain["kind"] == AssistKind.WHISTLE:
            yield assist_of(plain)


def _whistler(call: Assist, directory: Directory) -> str:
    # The community or the street blew it, whoever served there that day.
    person = directory.person(call.asked_by)
    return person.community_id if person else ""


def _tallied(calls: Sequence[Assist], code: Callable[[Assist], str]) -> tuple[Called, ...]:
    groups: defaultdict[str, list[Assist]] = defaultdict(list)
    for each in calls:
        groups[code(each)].append(each)
    return tuple(
        Called(
            name,
            len(mine),
            sum(each.arrived_at is not None for each in mine),
            sum(each.came_in_time for each in mine),
        )
        for name, mine in sorted(groups.items())
    )

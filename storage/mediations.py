"""Read and write whole mediations, many at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any, TypeAlias

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, delete, select

from domain.agreements import Agreement
from domain.courses import Course
from domain.events import GENESIS
from domain.mediation_states import Stage
from domain.mediations import (
    Answer,
    Contact,
    Mediation,
    MediationChanged,
    MediationEvent,
    Revisit,
    Side,
)
from domain.places import Place, PlaceSource
from domain.refusals import Stale
from storage import writing
from storage.columns import from_micros, to_micros
from storage.keys import among, keys_of
from storage.tables import IS_AWAKE, MEDIATION_EVENTS, MEDIATION_PEOPLE, MEDIATIONS

MediationKey: TypeAlias = tuple[str, str, int]

_BY_CASE = (
    select(MEDIATIONS.c.community_id, MEDIATIONS.c.number, MEDIATIONS.c.body)
    .where(among(MEDIATIONS.c.community_id, MEDIATIONS.c.number))
    .order_by(MEDIATIONS.c.community_id, MEDIATIONS.c.number, MEDIATIONS.c.attempt)
)
_OF_PEOPLE = select(MEDIATION_PEOPLE.c.community_id, MEDIATION_PEOPLE.c.number).where(
    MEDIATION_PEOPLE.c.person_id.in_(bindparam("people", expanding=True))
)
_HEADS = (
    select(MEDIATIONS)
    .where(among(MEDIATIONS.c.community_id, MEDIATIONS.c.number))
    .order_by(MEDIATIONS.c.community_id, MEDIATIONS.c.number, MEDIATIONS.c.attempt)
    .with_for_update()
)
_PEOPLE_GONE = delete(MEDIATION_PEOPLE).where(
    MEDIATION_PEOPLE.c.community_id == bindparam("community"),
    MEDIATION_PEOPLE.c.number == bindparam("case"),
    MEDIATION_PEOPLE.c.attempt == bindparam("time"),
)
_MOMENTS = frozenset(
    {"at", "since", "due_at", "wake_at", "clock_ends", "consented_at", "read_at", "asked_at"}
)
# What has a shape of its own inside is written and read as that.
_SHAPED: Mapping[str, TypeAdapter[Any]] = {
    "agreement": TypeAdapter(Agreement | None),
    "earlier": TypeAdapter(tuple[Agreement, ...]),
    "course": TypeAdapter(Course),
    "revisits": TypeAdapter(tuple[Revisit, ...]),
}
_NAMES = tuple(field.name for field in fields(Mediation))


def load_mediations(
    conn: Connection, cases: Collection[tuple[str, str]], people: Collection[str] = ()
) -> tuple[Mediation, ...]:
    """Return the newest mediation of each of those cases, and of each that concerns the people."""
    wanted = set(cases)
    if people:
        rows = conn.execute(_OF_PEOPLE, {"people": sorted(people)})
        wanted |= {(row.community_id, row.number) for row in rows}
    if not wanted:
        return ()
    newest = {
        (row.community_id, row.number): row.body
        for row in conn.execute(_BY_CASE, keys_of(wanted))
        if (row.community_id, row.number) in wanted
    }
    return tuple(map(mediation_of, newest.values()))


def due_mediations(conn: Connection, at: datetime, limit: int) -> tuple[Mediation, ...]:
    """Return mediations whose time has come, longest due first, at most that many."""
    chosen = (
        select(MEDIATIONS.c.body)
        .where(IS_AWAKE, MEDIATIONS.c.wake_at <= at)
        .order_by(MEDIATIONS.c.wake_at, MEDIATIONS.c.community_id, MEDIATIONS.c.number)
        .limit(limit)
    )
    return tuple(map(mediation_of, conn.scalars(chosen)))


def write_mediations(conn: Connection, changes: Sequence[MediationChanged]) -> None:
    """Write each mediation as it stands after its last change, and every event.

    Raises:
        Stale: a mediation has moved on since it was looked at.
    """
    if not changes:
        return
    _check_chain(conn, changes)
    last = {_key(change.event): change.mediation for change in changes}
    writing.upsert_rows(conn, MEDIATIONS, list(map(_row, last.values())))
    conn.execute(
        _PEOPLE_GONE, [{"community": key[0], "case": key[1], "time": key[2]} for key in last]
    )
    writing.insert_rows(conn, MEDIATION_EVENTS, [_event_row(each.event) for each in changes])
    people = [row for each in last.values() for row in _people_rows(each)]
    writing.insert_rows(conn, MEDIATION_PEOPLE, people)


def _check_chain(conn: Connection, changes: Sequence[MediationChanged]) -> None:
    heads: dict[MediationKey, tuple[int, str]] = defaultdict(lambda: (0, GENESIS))
    cases = {_key(change.event)[:2] for change in changes}
    for row in conn.execute(_HEADS, keys_of(cases)):
        heads[row.community_id, row.number, row.attempt] = (row.seq, row.head)
    for change in changes:
        event = change.event
        if heads[_key(event)] != (event.seq - 1, event.previous):
            raise Stale(f"mediation of {event.number} has moved on")
        heads[_key(event)] = (event.seq, event.hash)


def _key(event: MediationEvent) -> MediationKey:
    return event.community_id, event.number, event.attempt


def _row(mediation: Mediation) -> writing.Row:
    return {
        "community_id": mediation.community_id,
        "number": mediation.number,
        "attempt": mediation.attempt,
        "stage": mediation.stage.value,
        "is_open": mediation.is_open,
        "wake_at": mediation.wake_at,
        "body": body_of(mediation),
        "version": mediation.version,
        "seq": mediation.seq,
        "head": mediation.head,
    }


def body_of(mediation: Mediation) -> dict[str, object]:
    """Return the mediation as plain JSON."""
    return {**_plain_fields(mediation), **_shaped(mediation)}


def _plain_fields(mediation: Mediation) -> dict[str, object]:
    told = asdict(replace(mediation, agreement=None, earlier=(), revisits=(), course=Course()))
    return {name: plain(value) for name, value in told.items()}


def _shaped(mediation: Mediation) -> dict[str, object]:
    return {
        name: shape.dump_python(getattr(mediation, name), mode="json")
        for name, shape in _SHAPED.items()
    }


def plain(value: object) -> object:
    """Return the value with moments as microseconds and tuples as lists, as it lies in JSON."""
    match value:
        case dict():
            return {name: plain(each) for name, each in value.items()}
        case list() | tuple():
            return list(map(plain, value))
        case datetime():
            return to_micros(value)
        case _:
            return value


def mediation_of(body: dict[str, Any]) -> Mediation:
    """Return the mediation of plain JSON."""
    told = with_moments(body)
    told["stage"] = Stage(told["stage"])
    for name in ("applicant", "respondent"):
        side = with_moments(told[name])
        home = {**side["home"], "source": PlaceSource(side["home"]["source"])}
        told[name] = Side(**{**side, "home": Place(**home)})
    told["contacts"] = tuple(Contact(**with_moments(each)) for each in told["contacts"])
    answer = told["answer"]
    told["answer"] = Answer(**with_moments(answer)) if answer else None
    for name in ("invited", "objected", "committee"):
        told[name] = tuple(told.get(name, ()))
    for name, shape in _SHAPED.items():
        if name in told:
            told[name] = shape.validate_python(told[name])
    # What was written before a field was thought of has none.
    return Mediation(**{name: told[name] for name in _NAMES if name in told})


def with_moments(told: dict[str, Any]) -> dict[str, Any]:
    """Return what lies in JSON with its moments in aware UTC."""
    return {
        name: from_micros(value) if name in _MOMENTS and value is not None else value
        for name, value in told.items()
    }


def _event_row(event: MediationEvent) -> writing.Row:
    return {**asdict(event), "hash": event.hash}


def _people_rows(mediation: Mediation) -> list[writing.Row]:
    roles = dict.fromkeys(mediation.invited, "invited")
    roles |= dict.fromkeys(mediation.committee, "committee")
    roles |= dict.fromkeys(mediation.course.guests, "guest")
    roles |= {
        mediation.captain: "captain",
        mediation.mediator: "mediator",
        mediation.respondent.person_id: "respondent",
        mediation.applicant.person_id: "applicant",
    }
    return [
        {
            "community_id": mediation.community_id,
            "number": mediation.number,
            "attempt": mediation.attempt,
            "person_id": person,
            "role": role,
        }
        for person, role in roles.items()
        if person
    ]

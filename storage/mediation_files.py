"""What pages and files about mediations read: one with its course, or all of one person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.cases import Case
from domain.dossiers import Minutes
from domain.mediation_states import Do, Role, Stage
from domain.mediations import Mediation, MediationEvent
from storage.cases import CaseKey, load_cases
from storage.keys import among, keys_of
from storage.mediations import load_mediations, mediation_of
from storage.proceedings import minutes_of
from storage.tables import MEDIATION_EVENTS, MEDIATIONS

_EVENTS = (
    select(MEDIATION_EVENTS)
    .where(among(MEDIATION_EVENTS.c.community_id, MEDIATION_EVENTS.c.number))
    .order_by(MEDIATION_EVENTS.c.number, MEDIATION_EVENTS.c.attempt, MEDIATION_EVENTS.c.seq)
)
_BODIES = (
    select(MEDIATIONS)
    .where(among(MEDIATIONS.c.community_id, MEDIATIONS.c.number))
    .order_by(MEDIATIONS.c.community_id, MEDIATIONS.c.number, MEDIATIONS.c.attempt)
)


@dataclass(frozen=True, slots=True)
class Kept:
    """The newest mediation of a case, with the case, what happened, and minutes both approved."""

    mediation: Mediation
    case: Case
    events: tuple[MediationEvent, ...]
    minutes: tuple[Minutes, ...] = ()


def load_mediation(conn: Connection, key: CaseKey) -> Kept | None:
    """Return the newest mediation of the case, None if there is none."""
    found = load_mediations(conn, [key])
    case = load_cases(conn, [key]).get(key)
    if not found or case is None:
        return None
    [mediation] = found
    this = (*key, mediation.attempt)
    return Kept(mediation, case, events_of(conn, [key]).get(this, ()), minutes_of(conn, this))


def mediations_of(conn: Connection, person_id: str) -> tuple[Kept, ...]:
    """Return every mediation in which the person is something himself, without its course."""
    found = load_mediations(conn, (), [person_id])
    cases = load_cases(conn, {(each.community_id, each.number) for each in found})
    return tuple(Kept(each, cases[each.community_id, each.number], ()) for each in found)


def events_of(
    conn: Connection, keys: Collection[CaseKey]
) -> dict[tuple[str, str, int], tuple[MediationEvent, ...]]:
    """Return what happened in every mediation of those cases, oldest first."""
    found: dict[tuple[str, str, int], tuple[MediationEvent, ...]] = {}
    if not keys:
        return found
    for row in conn.execute(_EVENTS, keys_of(keys)):
        key = row.community_id, row.number, row.attempt
        found[key] = (*found.get(key, ()), _event_of(row))
    return found


def _event_of(row: Row[Any]) -> MediationEvent:
    return MediationEvent(
        community_id=row.community_id,
        number=row.number,
        attempt=row.attempt,
        seq=row.seq,
        at=row.at,
        actor=row.actor,
        role=Role(row.role),
        act=Do(row.act),
        before=Stage(row.before),
        after=Stage(row.after),
        reason=row.reason,
        digest=row.digest,
        previous=row.previous,
    )


def lived_between(
    conn: Connection, communities: Collection[str], since: datetime, until: datetime
) -> tuple[tuple[Mediation, tuple[MediationEvent, ...]], ...]:
    """Return every mediation that moved in that time, each attempt by itself, with its course."""
    moved = (
        select(MEDIATION_EVENTS.c.community_id, MEDIATION_EVENTS.c.number)
        .where(
            MEDIATION_EVENTS.c.community_id.in_(sorted(communities)),
            MEDIATION_EVENTS.c.at >= since,
            MEDIATION_EVENTS.c.at < until,
        )
        .distinct()
    )
    keys = {(row.community_id, row.number) for row in conn.execute(moved)}
    if not keys:
        return ()
    events = events_of(conn, keys)
    rows = conn.execute(_BODIES, keys_of(keys))
    return tuple(
        (mediation_of(row.body), found)
        for row in rows
        if (found := events.get((row.community_id, row.number, row.attempt)))
        and (row.community_id, row.number) in keys
    )

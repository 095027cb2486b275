"""What the rows say of how the station is, each by one look into an index."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, func, select

from storage.epochs import frozen_since
from storage.probes import JOB as PROBE_JOB
from storage.scope import IS_UNHELD
from storage.tables import (
    CASES,
    FAILED_TURNS,
    IS_DEAD,
    IS_DUE,
    IS_OPEN,
    IS_WAITING,
    LETTERS,
    PARKED_UPDATES,
    STRIKES,
    WHOLE_STATION,
)

# Struck every minute: a clock that stands still shows in it first.
_HEARTBEAT = "chase"


def measured(conn: Connection, at: datetime) -> dict[str, float]:
    """Return counts and ages in seconds; an age of nothing is 0."""
    frozen = frozen_since(conn)
    # Held letters wait for the morning, tried ones for a shut door: both are late only then.
    waits = (IS_WAITING, LETTERS.c.held_until <= at, LETTERS.c.try_at <= at)
    urgent = (*waits, LETTERS.c.urgent)
    struck = select(func.max(STRIKES.c.finished_at)).where(
        STRIKES.c.community_id == WHOLE_STATION, STRIKES.c.job == _HEARTBEAT
    )
    return {
        "outbox_urgent_age_seconds": 0 if frozen else _age(_oldest(conn, *urgent), at),
        "outbox_age_seconds": 0 if frozen else _age(_oldest(conn, *waits), at),
        "letters_waiting": _count(conn, LETTERS, IS_WAITING),
        "letters_dead": _count(conn, LETTERS, IS_DEAD),
        "letters_frozen": float(frozen is not None),
        "turns_failed": _count(conn, FAILED_TURNS, FAILED_TURNS.c.replayed_at.is_(None)),
        "updates_unreadable": _count(
            conn, PARKED_UPDATES, PARKED_UPDATES.c.why.in_(("unreadable", "failed"))
        ),
        "cases_without_holder": _count(conn, CASES, IS_OPEN, IS_UNHELD),
        "cases_due": _count(conn, CASES, IS_DUE, CASES.c.next_due_at <= at),
        "clock_late_seconds": _age(conn.scalar(struck), at),
        **_probed(conn, at),
    }


def _probed(conn: Connection, at: datetime) -> dict[str, float]:
    """Return how long the newest message of the synthetic resident took, and its age.

    Where none was ever seen its age is that of the first that should have been.
    """
    probes = select(STRIKES.c.claimed_at, STRIKES.c.finished_at).where(
        STRIKES.c.community_id == WHOLE_STATION, STRIKES.c.job == PROBE_JOB
    )
    finished = STRIKES.c.finished_at
    newest = conn.execute(
        probes.where(finished.is_not(None)).order_by(finished.desc()).limit(1)
    ).first()
    if newest is None:
        first = conn.execute(probes.order_by(STRIKES.c.claimed_at).limit(1)).first()
        return {"probe_age_seconds": _age(first and first.claimed_at, at), "probe_seconds": 0.0}
    return {
        "probe_age_seconds": _age(newest.finished_at, at),
        "probe_seconds": _age(newest.claimed_at, newest.finished_at),
    }


def _oldest(conn: Connection, *waits: ColumnElement[bool]) -> datetime | None:
    # When it might have gone, not when it was written: it may have been held till the morning.
    latest = func.greatest if conn.dialect.name == "postgresql" else func.max
    since = latest(LETTERS.c.created_at, LETTERS.c.held_until, LETTERS.c.try_at)
    found: datetime | None = conn.scalar(
        select(func.min(since, type_=LETTERS.c.created_at.type)).where(*waits)
    )
    return found


def _count(conn: Connection, table: Table, *conditions: ColumnElement[bool]) -> float:
    chosen = select(func.count()).select_from(table).where(*conditions)
    return float(conn.scalar(chosen) or 0)


def _age(since: datetime | None, at: datetime) -> float:
    return max(0.0, (at - since).total_seconds()) if since else 0.0

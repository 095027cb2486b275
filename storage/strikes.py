"""One row a strike of the clock, so that it happens once however many processes run."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, select, update

from storage.tables import STRIKES, WHOLE_STATION
from storage.writing import insert_new


@dataclass(frozen=True, slots=True)
class Claim:
    """A job, the slot that it strikes for, and the process that wants to be the one."""

    job: str
    slot: str
    owner: str


def claim_strike(conn: Connection, claim: Claim, at: datetime, lease: timedelta) -> bool:
    """Say whether the claim holds: nobody else has it, or his lease ran out unfinished."""
    return claim.job in claim_strikes(conn, claim, [claim.job], at, lease)


def claim_strikes(
    conn: Connection, claim: Claim, jobs: Collection[str], at: datetime, lease: timedelta
) -> frozenset[str]:
    """Return for which of the jobs, in place of its own, the claim holds."""
    row = {
        "community_id": WHOLE_STATION,
        "slot": claim.slot,
        "owner": "",
        "claimed_at": at,
        "leased_until": at,
        "finished_at": None,
    }
    # In one order everywhere, so that two processes never wait for each other.
    insert_new(conn, STRIKES, [{**row, "job": job} for job in sorted(jobs)])
    taken = (
        update(STRIKES)
        .where(*_are(jobs, claim.slot), STRIKES.c.leased_until <= at)
        .values(owner=claim.owner, claimed_at=at, leased_until=at + lease)
        .returning(STRIKES.c.job)
    )
    return frozenset(conn.scalars(taken))


def holds_strike(conn: Connection, claim: Claim) -> bool:
    """Say whether the claim still holds: a process that stood still meanwhile has lost it."""
    owner = select(STRIKES.c.owner).where(*_are([claim.job], claim.slot)).with_for_update()
    return bool(conn.scalar(owner) == claim.owner)


def finish_strikes(conn: Connection, jobs: Collection[str], slot: str, at: datetime) -> None:
    """Keep that the jobs have struck for their slot."""
    conn.execute(update(STRIKES).where(*_are(jobs, slot)).values(finished_at=at))


def _are(jobs: Collection[str], slot: str) -> tuple[ColumnElement[bool], ...]:
    return (
        STRIKES.c.community_id == WHOLE_STATION,
        STRIKES.c.job.in_(sorted(jobs)),
        STRIKES.c.slot == slot,
        STRIKES.c.finished_at.is_(None),
    )


def last_slot(conn: Connection, job: str) -> str | None:
    """Return the newest slot for which the job has struck to the end, None for none."""
    newest = select(func.max(STRIKES.c.slot)).where(
        STRIKES.c.community_id == WHOLE_STATION,
        STRIKES.c.job == job,
        STRIKES.c.finished_at.is_not(None),
    )
    slot: str | None = conn.scalar(newest)
    return slot

"""Work that one process does at a time: held for a while, kept by asking again, free if it dies."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, or_, update

from storage.tables import STRIKES, WHOLE_STATION
from storage.writing import insert_new

# A lease lies beside the strikes of the clock, under a name that no job has.
_JOB = "lease"


def hold_lease(conn: Connection, name: str, owner: str, at: datetime, lasts: timedelta) -> bool:
    """Say whether the owner holds the work from now on for so long; somebody else may have it."""
    row = {
        "community_id": WHOLE_STATION,
        "job": _JOB,
        "slot": name,
        "owner": "",
        "claimed_at": at,
        "leased_until": at,
        "finished_at": None,
    }
    insert_new(conn, STRIKES, [row])
    taken = (
        update(STRIKES)
        .where(*_is(name), or_(STRIKES.c.owner == owner, _is_over(at, lasts)))
        .values(owner=owner, claimed_at=at, leased_until=at + lasts)
    )
    return conn.execute(taken).rowcount == 1


def drop_lease(conn: Connection, name: str, owner: str) -> None:
    """Let go of the work, if the owner holds it, so that the next process need not wait."""
    conn.execute(delete(STRIKES).where(*_is(name), STRIKES.c.owner == owner))


def _is_over(at: datetime, lasts: timedelta) -> ColumnElement[bool]:
    # So far ahead nobody holds it: a clock that has been set back since wrote that.
    is_of_the_future = STRIKES.c.leased_until > at + 2 * lasts
    return or_(STRIKES.c.leased_until <= at, is_of_the_future)


def _is(name: str) -> tuple[ColumnElement[bool], ...]:
    return (
        STRIKES.c.community_id == WHOLE_STATION,
        STRIKES.c.job == _JOB,
        STRIKES.c.slot == name,
    )

"""What a job goes round: cases that are due, cases that are open, communities."""

from datetime import datetime

from sqlalchemy import Connection, select, tuple_

from domain.cases import Case
from storage.cases import load_cases, select_cases
from storage.tables import CASES, IS_DUE, IS_FOLLOWED_UP, IS_OPEN, LEDGERS


def due_cases(
    conn: Connection, at: datetime, limit: int, community_id: str = "", after: Case | None = None
) -> tuple[Case, ...]:
    """Return cases whose clock has come, oldest due first, of one community or of all.

    ``after`` is the last one seen as it was then: whoever leaves cases due goes on behind it.
    """
    chosen = (
        select(CASES.c.community_id, CASES.c.number)
        .where(IS_DUE, CASES.c.next_due_at <= at)
        .order_by(CASES.c.next_due_at, CASES.c.community_id, CASES.c.number)
        .limit(limit)
    )
    if community_id:
        chosen = chosen.where(CASES.c.community_id == community_id)
    if after and after.next_due:
        seen = (after.next_due[0], after.community_id, after.number)
        order = tuple_(CASES.c.next_due_at, CASES.c.community_id, CASES.c.number)
        chosen = chosen.where(order > seen)
    keys = [(row.community_id, row.number) for row in conn.execute(chosen)]
    found = load_cases(conn, keys)
    return tuple(found[key] for key in keys)


def open_cases(conn: Connection, community_id: str) -> tuple[Case, ...]:
    """Return every open case of the community, oldest first."""
    order = (CASES.c.opened_at, CASES.c.number)
    return select_cases(conn, (CASES.c.community_id == community_id) & IS_OPEN, order=order)


def cases_ended(conn: Connection, community_id: str, before: datetime) -> tuple[Case, ...]:
    """Return the cases of the community that had ended by that moment, oldest first."""
    wanted = (CASES.c.community_id == community_id) & (CASES.c.ended_at < before)
    return select_cases(conn, wanted, order=(CASES.c.opened_at, CASES.c.number))


def told_cases(conn: Connection, community_id: str, since: datetime) -> tuple[Case, ...]:
    """Return every case of the community opened since then, whatever became of it."""
    wanted = (CASES.c.community_id == community_id) & (CASES.c.opened_at >= since)
    return select_cases(conn, wanted, order=(CASES.c.opened_at, CASES.c.number))


def followed_cases(conn: Connection, community_id: str, at: datetime) -> tuple[Case, ...]:
    """Return the community's closed cases whose follow-up has come, oldest first."""
    wanted = (CASES.c.community_id == community_id) & IS_FOLLOWED_UP
    order = (CASES.c.follow_up_at, CASES.c.number)
    return select_cases(conn, wanted & (CASES.c.follow_up_at <= at), order=order)


def cases_opened(
    conn: Connection, community_id: str, since: datetime, until: datetime
) -> tuple[Case, ...]:
    """Return the community's cases opened from ``since`` until before ``until``, oldest first."""
    there = (CASES.c.opened_at >= since) & (CASES.c.opened_at < until)
    order = (CASES.c.opened_at, CASES.c.number)
    return select_cases(conn, (CASES.c.community_id == community_id) & there, order=order)


def communities(conn: Connection) -> tuple[str, ...]:
    """Return every community that has ever been spoken to."""
    return tuple(conn.scalars(select(LEDGERS.c.community_id).order_by(LEDGERS.c.community_id)))

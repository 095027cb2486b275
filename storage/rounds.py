"""What a job goes round: cases that are due, cases that are open, communities."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, tuple_

from domain.cases import Case
from domain.rules import Rulebook
from storage.cases import load_cases, select_cases
from storage.clearings import IS_CLEARABLE, IS_DECIDED
from storage.tables import CASES, IS_CLAIMED, IS_DUE, IS_FOLLOWED_UP, IS_OPEN, LEDGERS

_OLDEST = (CASES.c.opened_at, CASES.c.number)


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


def open_cases(conn: Connection, *communities: str) -> tuple[Case, ...]:
    """Return every open case of the communities, oldest first."""
    return select_cases(conn, _in(communities) & IS_OPEN, order=_OLDEST)


def cases_ended(conn: Connection, before: datetime, *communities: str) -> tuple[Case, ...]:
    """Return the cases that had ended by that moment and might be cleared, oldest first."""
    wanted = _in(communities) & (CASES.c.ended_at < before) & IS_CLEARABLE
    return select_cases(conn, wanted, order=_OLDEST)


def spent_cases(
    conn: Connection, rules: Rulebook, at: datetime, *communities: str
) -> tuple[Case, ...]:
    """Return ended cases with words that are to be destroyed: by their kind, or by a yes."""
    kinds = [leaf.code for leaf in rules.categories.leaves.values() if leaf.destroy_days]
    by_kind = (CASES.c.ended_at <= at) & CASES.c.leaf.in_(kinds) & (CASES.c.text != "")
    by_yes = (CASES.c.ended_at < at - rules.retention) & IS_CLEARABLE & IS_DECIDED
    return select_cases(conn, _in(communities) & (by_kind | by_yes), order=_OLDEST)


def told_cases(conn: Connection, community_id: str, since: datetime) -> tuple[Case, ...]:
    """Return every case of the community opened since then, whatever became of it."""
    wanted = (CASES.c.community_id == community_id) & (CASES.c.opened_at >= since)
    return select_cases(conn, wanted, order=_OLDEST)


def followed_cases(conn: Connection, at: datetime, *communities: str) -> tuple[Case, ...]:
    """Return the communities' closed cases whose follow-up has come, oldest first."""
    wanted = _in(communities) & IS_FOLLOWED_UP
    order = (CASES.c.follow_up_at, CASES.c.number)
    return select_cases(conn, wanted & (CASES.c.follow_up_at <= at), order=order)


def claimed_cases(conn: Connection, at: datetime, *communities: str) -> tuple[Case, ...]:
    """Return the communities' open cases in which a claim to the deposit is due, longest first."""
    wanted = _in(communities) & IS_CLAIMED
    order = (CASES.c.warranty_due_at, CASES.c.number)
    return select_cases(conn, wanted & (CASES.c.warranty_due_at <= at), order=order)


def cases_opened(
    conn: Connection, since: datetime, until: datetime, *communities: str
) -> tuple[Case, ...]:
    """Return the communities' cases opened from ``since`` until before ``until``, oldest first."""
    there = (CASES.c.opened_at >= since) & (CASES.c.opened_at < until)
    return select_cases(conn, _in(communities) & there, order=_OLDEST)


def communities(conn: Connection) -> tuple[str, ...]:
    """Return every community that has ever been spoken to."""
    return tuple(conn.scalars(select(LEDGERS.c.community_id).order_by(LEDGERS.c.community_id)))


def _in(communities: Collection[str]) -> ColumnElement[bool]:
    return CASES.c.community_id.in_(sorted(communities))

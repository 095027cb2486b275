"""Who was shown which case, when, under which code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from storage.tables import VIEWS
from storage.writing import insert_new


@dataclass(frozen=True, slots=True)
class View:
    """One look at one case; ``code`` stands on the page that was shown."""

    number: str
    person_id: str
    seen_at: datetime
    code: str


def record_views(
    conn: Connection, cases: Iterable[tuple[str, str]], person_id: str, code: str, at: datetime
) -> None:
    """Keep that the person was shown the cases, each by its community and number."""
    rows = [
        {
            "community_id": community_id,
            "number": number,
            "person_id": person_id,
            "seen_at": at,
            "code": code,
        }
        for community_id, number in cases
    ]
    insert_new(conn, VIEWS, rows)


def views_of(conn: Connection, community_id: str, number: str) -> tuple[View, ...]:
    """Return every look at the case, oldest first."""
    chosen = (
        select(VIEWS)
        .where(VIEWS.c.community_id == community_id, VIEWS.c.number == number)
        .order_by(VIEWS.c.seen_at, VIEWS.c.person_id)
    )
    return _views(conn, chosen)


def newest_views(conn: Connection, communities: Sequence[str], limit: int) -> tuple[View, ...]:
    """Return the newest looks at cases of those communities, newest first."""
    chosen = (
        select(VIEWS)
        .where(VIEWS.c.community_id.in_(communities))
        .order_by(VIEWS.c.seen_at.desc(), VIEWS.c.number, VIEWS.c.person_id)
        .limit(limit)
    )
    return _views(conn, chosen)


def views_by_code(conn: Connection, communities: Sequence[str], code: str) -> tuple[View, ...]:
    """Return the looks under that code at cases of those communities, newest first."""
    chosen = (
        select(VIEWS)
        .where(VIEWS.c.code == code, VIEWS.c.community_id.in_(communities))
        .order_by(VIEWS.c.seen_at.desc(), VIEWS.c.number)
    )
    return _views(conn, chosen)


def _views(conn: Connection, chosen: Select[Any]) -> tuple[View, ...]:
    return tuple(
        View(row.number, row.person_id, row.seen_at, row.code) for row in conn.execute(chosen)
    )

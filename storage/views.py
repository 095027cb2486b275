"""Who looked at which case, when, under which watermark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from domain.cases import Case
from storage.tables import VIEWS
from storage.writing import insert_new


@dataclass(frozen=True, slots=True)
class View:
    """One look at one case; ``code`` stands on the page that was shown."""

    number: str
    person_id: str
    seen_at: datetime
    code: str


def record_view(conn: Connection, case: Case, person_id: str, code: str, at: datetime) -> None:
    """Keep that the person looked at the case."""
    row = {
        "community_id": case.community_id,
        "number": case.number,
        "person_id": person_id,
        "seen_at": at,
        "code": code,
    }
    insert_new(conn, VIEWS, [row])


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

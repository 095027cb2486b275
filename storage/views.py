"""Who looked at which case, when, under which watermark."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

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
    return tuple(
        View(row.number, row.person_id, row.seen_at, row.code) for row in conn.execute(chosen)
    )

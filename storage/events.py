"""The events of a case, as they were written."""

from sqlalchemy import Connection, select

from domain.events import Event
from storage.cases import CaseKey
from storage.rows import event_of
from storage.tables import CASE_EVENTS


def load_events(conn: Connection, key: CaseKey) -> tuple[Event, ...]:
    """Return every event of the case, oldest first."""
    chosen = (
        select(CASE_EVENTS)
        .where(CASE_EVENTS.c.community_id == key[0], CASE_EVENTS.c.number == key[1])
        .order_by(CASE_EVENTS.c.seq)
    )
    return tuple(event_of(row) for row in conn.execute(chosen).mappings())

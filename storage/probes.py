"""What the synthetic resident leaves behind, and how all of it goes again."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete

from domain.probe import PROBE, SECRETARY
from storage.accounts import keep_link, sign_in
from storage.strikes import Claim, claim_strike, finish_strikes
from storage.tables import METADATA, STRIKES, WHOLE_STATION

JOB = "probe"
# A process that dies with a probe in hand keeps the others from it for so long.
LEASE = timedelta(seconds=50)
_KEPT = timedelta(days=1)


def claim_probe(conn: Connection, owner: str, at: datetime) -> str:
    """Return the minute for which this process is the one to probe, "" if it is not."""
    slot = _slot(at)
    return slot if claim_strike(conn, Claim(JOB, slot, owner), at, LEASE) else ""


def finish_probe(conn: Connection, slot: str, at: datetime) -> None:
    """Keep that the message of that minute was seen at ``at``."""
    finish_strikes(conn, [JOB], slot, at)


def let_secretary_in(conn: Connection, session_hash: str, at: datetime) -> None:
    """Open a session of the secretary who sees nothing but the synthetic resident's case."""
    keep_link(conn, SECRETARY, session_hash, at)
    sign_in(conn, session_hash, session_hash, at)


def clear_probe(conn: Connection, at: datetime) -> None:
    """Delete whatever belongs to the synthetic resident's community, and times a day old."""
    for table in reversed(METADATA.sorted_tables):
        conn.execute(delete(table).where(table.c.community_id == PROBE))
    old = (STRIKES.c.community_id == WHOLE_STATION, STRIKES.c.job == JOB)
    conn.execute(delete(STRIKES).where(*old, STRIKES.c.slot < _slot(at - _KEPT)))


def _slot(at: datetime) -> str:
    return at.replace(second=0, microsecond=0).isoformat()

"""A new epoch after a restore: nothing that was given out before opens or sends anything."""

from datetime import datetime

from sqlalchemy import Connection, delete, exists, func, select, update

from storage.tables import (
    CASES,
    EDITIONS,
    IS_WAITING,
    LETTERS,
    SIGN_IN_LINKS,
    STAFF_SESSIONS,
    WHOLE_STATION,
)
from storage.writing import upsert_rows

# More than any case is changed between a backup and the loss of the rest: a button that was
# shown since names a version that a restored case will not have.
_LEAP = 1_000
_FROZEN = (EDITIONS.c.community_id == WHOLE_STATION, EDITIONS.c.name == "frozen")
IS_FROZEN = exists(select(EDITIONS.c.name).where(*_FROZEN))


def begin_epoch(conn: Connection, at: datetime) -> None:
    """End every session, spoil every link and button, and keep all letters back.

    What waits in a backup may have been sent since it was made; a person decides.
    """
    unused = update(SIGN_IN_LINKS).where(SIGN_IN_LINKS.c.used_at.is_(None))
    conn.execute(unused.values(used_at=at))
    living = update(STAFF_SESSIONS).where(STAFF_SESSIONS.c.ended_at.is_(None))
    conn.execute(living.values(ended_at=at))
    conn.execute(update(CASES).values(version=CASES.c.version + _LEAP))
    row = {"community_id": WHOLE_STATION, "name": "frozen", "version": at.isoformat()}
    upsert_rows(conn, EDITIONS, [row])


def frozen_since(conn: Connection) -> datetime | None:
    """Return since when letters are kept back, None if they are not."""
    found = conn.scalar(select(EDITIONS.c.version).where(*_FROZEN))
    return datetime.fromisoformat(found) if found else None


def release(conn: Connection, *, drop: bool) -> int:
    """Let letters go again; return how many of before wait, or with ``drop`` were recalled."""
    since = frozen_since(conn)
    if since is None:
        return 0
    old = (IS_WAITING, LETTERS.c.created_at <= since)
    count = conn.scalar(select(func.count()).select_from(LETTERS).where(*old)) or 0
    if drop:
        conn.execute(update(LETTERS).where(*old).values(state="recalled", why="restored"))
    conn.execute(delete(EDITIONS).where(*_FROZEN))
    return int(count)

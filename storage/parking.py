"""Updates that were accepted and cannot be answered yet: parts of an album, a missing community."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from storage.tables import PARKED_UPDATES, WHOLE_STATION
from storage.writing import insert_new


@dataclass(frozen=True, slots=True)
class Parked:
    """One update as its channel sent it.

    ``key`` is the channel's own; ``album`` joins updates that are one turn; ``why`` says what it
    waits for: ``album``, ``community``, or nothing more (``unreadable``, ``failed``).
    """

    channel: str
    key: str
    content: dict[str, Any]
    handle: str = ""
    album: str = ""
    why: str = ""


def park(conn: Connection, parked: Parked, at: datetime) -> None:
    """Keep the update; one that is kept already stays as it is."""
    row = {
        "community_id": WHOLE_STATION,
        "channel": parked.channel,
        "key": parked.key,
        "handle": parked.handle,
        "album": parked.album,
        "content": parked.content,
        "why": parked.why,
        "parked_at": at,
    }
    insert_new(conn, PARKED_UPDATES, [row])


def parked_of(conn: Connection, channel: str, handle: str) -> tuple[Parked, ...]:
    """Return what waits of one sender, in the order of its coming."""
    chosen = (
        select(PARKED_UPDATES)
        .where(
            PARKED_UPDATES.c.community_id == WHOLE_STATION,
            PARKED_UPDATES.c.channel == channel,
            PARKED_UPDATES.c.handle == handle,
        )
        .order_by(PARKED_UPDATES.c.parked_at, PARKED_UPDATES.c.key)
    )
    return tuple(
        Parked(row.channel, row.key, row.content, row.handle, row.album, row.why)
        for row in conn.execute(chosen)
    )


def parked_handles(conn: Connection, channel: str) -> tuple[str, ...]:
    """Return whose updates wait; those that wait for nothing have no sender."""
    chosen = (
        select(PARKED_UPDATES.c.handle)
        .distinct()
        .where(
            PARKED_UPDATES.c.community_id == WHOLE_STATION,
            PARKED_UPDATES.c.channel == channel,
            PARKED_UPDATES.c.handle.not_in([""]),
        )
    )
    return tuple(conn.scalars(chosen))


def unpark(conn: Connection, channel: str, keys: Collection[str]) -> None:
    """Let go of updates that were answered."""
    conn.execute(
        delete(PARKED_UPDATES).where(
            PARKED_UPDATES.c.community_id == WHOLE_STATION,
            PARKED_UPDATES.c.channel == channel,
            PARKED_UPDATES.c.key.in_(sorted(keys)),
        )
    )

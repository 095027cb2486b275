"""To which community somebody at an address belongs, for channels that serve them all."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from domain.people import Address
from storage.people import owners_of, place_of
from storage.tables import ADDRESSES, IS_WAITING, LETTERS, SHOWN_LETTERS
from storage.topics import move_group

# Groups have numbers below zero; a person's chat never moves.
_GROUP = re.compile(r"-[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Home:
    """One community in which the address is known, and as whose."""

    community_id: str
    person_id: str


def home_of(conn: Connection, address: Address) -> Home | None:
    """Return the community in which the address spoke last, None for a stranger's."""
    chosen = (
        select(ADDRESSES.c.community_id, ADDRESSES.c.person_id)
        .where(ADDRESSES.c.channel == address.channel, ADDRESSES.c.handle == address.handle)
        .order_by(ADDRESSES.c.used_at.desc(), ADDRESSES.c.community_id)
        .limit(1)
    )
    row = conn.execute(chosen).one_or_none()
    return Home(row.community_id, row.person_id) if row else None


def speaks_in(conn: Connection, address: Address, community_id: str) -> str:
    """Return where the address speaks that answers that community: there, if it is known there.

    Who serves one community and was asked to help in another speaks from his own.
    """
    if owners_of(conn, {place_of(community_id, address)}):
        return community_id
    home = home_of(conn, address)
    return home.community_id if home else community_id


def move_address(conn: Connection, communities: Collection[str], old: Address, handle: str) -> None:
    """Follow a chat that got another id; letters that wait go there, too."""
    if _GROUP.fullmatch(old.handle):
        move_group(conn, int(old.handle), int(handle))
    for table in (ADDRESSES, LETTERS, SHOWN_LETTERS):
        moved = update(table).where(
            table.c.community_id.in_(sorted(communities)),
            table.c.channel == old.channel,
            table.c.handle == old.handle,
        )
        moved = moved.where(IS_WAITING) if table is LETTERS else moved
        conn.execute(moved.values(handle=handle))

"""Invitations of staff into messengers: for one person and one role, good once and for a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from domain.accounts import INVITATION_LASTS, Invitation
from domain.people import Address, Person
from domain.turns import Turn
from storage.tables import ACCOUNTS, INVITATIONS
from storage.writing import insert_rows


@dataclass(frozen=True, slots=True)
class Made:
    """A fresh invitation: for whom, in which role, by whom."""

    person: Person
    role: str
    code_hash: str
    made_by: str = ""


def keep_invitation(conn: Connection, made: Made, at: datetime) -> None:
    """Keep an invitation, good once and for a day; older ones of the person end."""
    spoil_invitations(conn, made.person.person_id, at)
    row = {
        "community_id": made.person.community_id,
        "code_hash": made.code_hash,
        "person_id": made.person.person_id,
        "role": made.role,
        "made_by": made.made_by,
        "made_at": at,
        "expires_at": at + INVITATION_LASTS,
        "channel": "",
        "handle": "",
        "used_at": None,
    }
    insert_rows(conn, INVITATIONS, [row])


def invitations_in(
    conn: Connection, communities: Collection[str], at: datetime
) -> tuple[tuple[Invitation, str], ...]:
    """Return the invitations that are still good, the latest to end first, and who made each."""
    chosen = select(INVITATIONS).where(
        INVITATIONS.c.community_id.in_(sorted(communities)),
        INVITATIONS.c.used_at.is_(None),
        INVITATIONS.c.expires_at > at,
    )
    order = (INVITATIONS.c.expires_at.desc(), INVITATIONS.c.person_id)
    return tuple(
        (
            Invitation(row.code_hash, row.community_id, row.person_id, row.role, row.expires_at),
            row.made_by,
        )
        for row in conn.execute(chosen.order_by(*order))
    )


def spoil_invitations(conn: Connection, person_id: str, at: datetime) -> None:
    """End the unused invitations of a person."""
    conn.execute(
        update(INVITATIONS)
        .where(INVITATIONS.c.person_id == person_id, INVITATIONS.c.used_at.is_(None))
        .values(used_at=at)
    )


def shown_invitation(conn: Connection, turn: Turn) -> Invitation | None:
    """Return the invitation that the turn shows, None for none."""
    return invitation_of(conn, turn.invitation, turn.address) if turn.invitation else None


def invitation_of(conn: Connection, code_hash: str, address: Address) -> Invitation | None:
    """Return the invitation as it stands for who shows it, None for no such code."""
    row = conn.execute(select(INVITATIONS).where(INVITATIONS.c.code_hash == code_hash)).first()
    if row is None:
        return None
    known = select(ACCOUNTS.c.handle).where(
        ACCOUNTS.c.person_id == row.person_id, ACCOUNTS.c.channel == address.channel
    )
    return Invitation(
        code_hash=code_hash,
        community_id=row.community_id,
        person_id=row.person_id,
        role=row.role,
        expires_at=row.expires_at,
        # One that was spoiled fits nobody's account.
        used_by="" if row.used_at is None else row.handle or "-",
        is_again=conn.execute(known.limit(1)).first() is not None,
    )


def use_invitation(conn: Connection, code_hash: str, address: Address, at: datetime) -> None:
    """Use the invitation up for the account."""
    conn.execute(
        update(INVITATIONS)
        .where(INVITATIONS.c.code_hash == code_hash)
        .values(used_at=at, channel=address.channel, handle=address.handle)
    )

"""Accounts of staff in messengers: who was invited, whose each is, what was tried without right."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy import Row as SqlRow

from domain.accounts import (
    INVITATION_LASTS,
    Account,
    AccountSet,
    AttemptNoted,
    Invitation,
    Standing,
)
from domain.people import Address, Person
from domain.turns import Turn
from storage.accounts import bind_address, end_sessions_of
from storage.addressing import CONSOLE
from storage.tables import ACCOUNTS, ADDRESSES, ATTEMPTS, INVITATIONS, IS_WAITING, LETTERS
from storage.writing import Row, insert_new, insert_rows, upsert_rows

_MOST_ATTEMPTS = 50
_ABOUT_ACCOUNTS = ("vouch", "unmask")


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


def pressed_account(conn: Connection, turn: Turn) -> Account | None:
    """Return the account that a press of the turn is about, None for none."""
    act, _, rest = turn.press.partition(":")
    return account_named(conn, rest.rpartition(":")[2]) if act in _ABOUT_ACCOUNTS else None


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


def account_named(conn: Connection, named: str) -> Account | None:
    """Return the account that a press names as ``channel/handle/person``, None for none."""
    channel, handle, person_id, *_ = (*named.split("/", 2), "", "", "")
    chosen = select(ACCOUNTS).where(
        ACCOUNTS.c.channel == channel,
        ACCOUNTS.c.handle == handle,
        ACCOUNTS.c.person_id == person_id,
    )
    return next(map(_account, conn.execute(chosen)), None)


def accounts_in(conn: Connection, communities: Collection[str]) -> tuple[Account, ...]:
    """Return the living accounts of the communities, those that wait for a check first."""
    chosen = select(ACCOUNTS).where(
        ACCOUNTS.c.community_id.in_(sorted(communities)),
        ACCOUNTS.c.standing != Standing.ENDED.value,
    )
    order = (ACCOUNTS.c.standing.desc(), ACCOUNTS.c.person_id, ACCOUNTS.c.asked_at)
    return tuple(map(_account, conn.execute(chosen.order_by(*order))))


def attempts_in(
    conn: Connection, communities: Collection[str]
) -> tuple[tuple[datetime, AttemptNoted], ...]:
    """Return what was tried without right and when, the newest first."""
    chosen = select(ATTEMPTS).where(ATTEMPTS.c.community_id.in_(sorted(communities)))
    newest = chosen.order_by(ATTEMPTS.c.tried_at.desc(), ATTEMPTS.c.turn_key)
    return tuple(
        (
            row.tried_at,
            AttemptNoted(row.turn_key, row.person_id, Address(row.channel, row.handle), row.press),
        )
        for row in conn.execute(newest.limit(_MOST_ATTEMPTS))
    )


def keep_attempt(conn: Connection, community_id: str, tried: AttemptNoted, at: datetime) -> None:
    """Keep what was tried without right."""
    row: Row = {
        "community_id": community_id,
        "turn_key": tried.turn_key,
        "person_id": tried.person_id,
        "channel": tried.address.channel,
        "handle": tried.address.handle,
        "press": tried.press,
        "tried_at": at,
    }
    insert_new(conn, ATTEMPTS, [row])


def set_account(conn: Connection, change: AccountSet, at: datetime) -> None:
    """Write how far the account is trusted from now on.

    An active one ends every other account of the person on that channel: rights never lie twice.
    """
    account = change.account
    if change.code_hash:
        _use_invitation(conn, change.code_hash, account.address, at)
    if account.standing is Standing.ENDED:
        _end(conn, account, change.by, at)
        return
    if account.standing is Standing.ACTIVE:
        _end_others(conn, account, change.by, at)
        for home in change.homes:
            bind_address(conn, home, account.address, change.person, at)
    row = {
        "community_id": account.community_id,
        "channel": account.address.channel,
        "handle": account.address.handle,
        "person_id": account.person_id,
        "standing": account.standing.value,
        "asked_at": at,
        "settled_at": None if account.standing is Standing.WAITING else at,
        "settled_by": change.by,
    }
    upsert_rows(conn, ACCOUNTS, [row])


def _use_invitation(conn: Connection, code_hash: str, address: Address, at: datetime) -> None:
    """Use the invitation up for the account."""
    conn.execute(
        update(INVITATIONS)
        .where(INVITATIONS.c.code_hash == code_hash)
        .values(used_at=at, channel=address.channel, handle=address.handle)
    )


def revoke(conn: Connection, person_id: str, by: str, at: datetime) -> int:
    """End every session, link, invitation and account of a person at once; return how many."""
    spoil_invitations(conn, person_id, at)
    sessions = end_sessions_of(conn, person_id, at)
    chosen = select(ACCOUNTS).where(
        ACCOUNTS.c.person_id == person_id, ACCOUNTS.c.standing != Standing.ENDED.value
    )
    found = list(map(_account, conn.execute(chosen)))
    for account in found:
        _end(conn, account, by, at)
    return sessions + len(found)


def _end_others(conn: Connection, account: Account, by: str, at: datetime) -> None:
    chosen = select(ACCOUNTS).where(
        ACCOUNTS.c.person_id == account.person_id,
        ACCOUNTS.c.channel == account.address.channel,
        ACCOUNTS.c.standing != Standing.ENDED.value,
    )
    for other in map(_account, list(conn.execute(chosen))):
        if other.address != account.address:
            _end(conn, other, by, at)


def _end(conn: Connection, account: Account, by: str, at: datetime) -> None:
    conn.execute(
        update(ACCOUNTS)
        .where(
            ACCOUNTS.c.channel == account.address.channel,
            ACCOUNTS.c.handle == account.address.handle,
            ACCOUNTS.c.person_id == account.person_id,
        )
        .values(standing=Standing.ENDED.value, settled_at=at, settled_by=by)
    )
    _unbind(conn, account.address, account.person_id)


def _unbind(conn: Connection, address: Address, person_id: str) -> None:
    """Let whoever speaks there be a stranger; what waits for the person lies in the console."""
    there = (ADDRESSES.c.channel == address.channel, ADDRESSES.c.handle == address.handle)
    conn.execute(delete(ADDRESSES).where(*there, ADDRESSES.c.person_id == person_id))
    conn.execute(
        update(LETTERS)
        .where(
            LETTERS.c.channel == address.channel,
            LETTERS.c.handle == address.handle,
            LETTERS.c.person_id == person_id,
            IS_WAITING,
        )
        .values(channel=CONSOLE, handle=person_id)
    )


def _account(row: SqlRow[Any]) -> Account:
    return Account(
        Address(row.channel, row.handle), row.community_id, row.person_id, Standing(row.standing)
    )

"""Accounts of staff in messengers: whose each is, and what was tried without right."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy import Row as SqlRow

from domain.accounts import (
    Account,
    AccountSet,
    AttemptNoted,
    Standing,
)
from domain.people import Address
from domain.turns import Turn
from storage.accounts import bind_address, end_sessions_of
from storage.addressing import CONSOLE
from storage.invitations import spoil_invitations, use_invitation
from storage.tables import ACCOUNTS, ADDRESSES, ATTEMPTS, IS_WAITING, LETTERS
from storage.writing import Row, insert_new, upsert_rows

_MOST_ATTEMPTS = 50
_ABOUT_ACCOUNTS = ("vouch", "unmask")


def pressed_account(conn: Connection, turn: Turn) -> Account | None:
    """Return the account that a press of the turn is about, None for none."""
    act, _, rest = turn.press.partition(":")
    return account_named(conn, rest.rpartition(":")[2]) if act in _ABOUT_ACCOUNTS else None


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


def chats_of_staff(conn: Connection, channel: str) -> dict[str, str]:
    """Return every handle that ever was an account of staff, and whose it is now, "" for nobody."""
    chosen = select(ACCOUNTS.c.handle, ACCOUNTS.c.person_id, ACCOUNTS.c.standing).where(
        ACCOUNTS.c.channel == channel
    )
    chats: dict[str, str] = {}
    for row in conn.execute(chosen.order_by(ACCOUNTS.c.handle, ACCOUNTS.c.person_id)):
        is_active = row.standing == Standing.ACTIVE.value
        chats[row.handle] = row.person_id if is_active else chats.get(row.handle, "")
    return chats


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
        use_invitation(conn, change.code_hash, account.address, at)
    if account.standing is Standing.ENDED:
        _end(conn, account, change.by, at)
        return
    if account.standing is Standing.ACTIVE:
        _end_others(conn, account, change.by, at)
        _end_before(conn, account, change.by, at)
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


def _end_before(conn: Connection, account: Account, by: str, at: datetime) -> None:
    """End what the account was before: somebody else's."""
    chosen = select(ACCOUNTS).where(
        ACCOUNTS.c.channel == account.address.channel,
        ACCOUNTS.c.handle == account.address.handle,
        ACCOUNTS.c.person_id != account.person_id,
        ACCOUNTS.c.standing != Standing.ENDED.value,
    )
    for other in map(_account, list(conn.execute(chosen))):
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

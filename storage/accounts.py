"""Who may come in: sign-in links, sessions of staff, receipt codes, addresses of people.

Only SHA-256 digests of secrets (hex) are kept; who makes a secret gives it 32 random bytes.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from domain.people import Address, Person
from storage.people import place_of, write_addresses
from storage.tables import PEOPLE, RECEIPT_CODES, SIGN_IN_LINKS, STAFF_SESSIONS
from storage.writing import insert_new, insert_rows, upsert_rows

LINK_LASTS = timedelta(minutes=15)
SESSION_IDLES = timedelta(hours=12)
# However busy somebody is: a day later he signs in again.
SESSION_LASTS = timedelta(hours=24)
# A session is touched at most so often: not every page view is a write.
_TOUCH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """A code by which somebody without an account comes back to his case."""

    community_id: str
    number: str
    person_id: str
    code_hash: str


def keep_link(conn: Connection, person: Person, link_hash: str, at: datetime) -> None:
    """Keep a sign-in link for the person, good once and for 15 minutes."""
    row = {
        "community_id": person.community_id,
        "link_hash": link_hash,
        "person_id": person.person_id,
        "made_at": at,
        "expires_at": at + LINK_LASTS,
        "used_at": None,
    }
    insert_rows(conn, SIGN_IN_LINKS, [row])


def sign_in(conn: Connection, link_hash: str, session_hash: str, at: datetime) -> str:
    """Use the link up and open a session; return the person's id, "" for no such link."""
    used = (
        update(SIGN_IN_LINKS)
        .where(
            SIGN_IN_LINKS.c.link_hash == link_hash,
            SIGN_IN_LINKS.c.used_at.is_(None),
            SIGN_IN_LINKS.c.expires_at > at,
        )
        .values(used_at=at)
        .returning(SIGN_IN_LINKS.c.community_id, SIGN_IN_LINKS.c.person_id)
    )
    owner = conn.execute(used).one_or_none()
    if owner is None:
        return ""
    row = {
        "community_id": owner.community_id,
        "session_hash": session_hash,
        "person_id": owner.person_id,
        "made_at": at,
        "seen_at": at,
        "ended_at": None,
    }
    insert_rows(conn, STAFF_SESSIONS, [row])
    return str(owner.person_id)


def session_person(conn: Connection, session_hash: str, at: datetime, *, touch: bool = True) -> str:
    """Return whose session it is, "" if it is none, ended, a day old or idle for 12 hours."""
    living = (
        STAFF_SESSIONS.c.session_hash == session_hash,
        STAFF_SESSIONS.c.ended_at.is_(None),
        STAFF_SESSIONS.c.seen_at > at - SESSION_IDLES,
        STAFF_SESSIONS.c.made_at > at - SESSION_LASTS,
    )
    row = conn.execute(select(STAFF_SESSIONS).where(*living)).one_or_none()
    if row is None:
        return ""
    if touch and at - row.seen_at >= _TOUCH:
        conn.execute(update(STAFF_SESSIONS).where(*living).values(seen_at=at))
    return str(row.person_id)


def end_session(conn: Connection, session_hash: str, at: datetime) -> None:
    """End a session."""
    conn.execute(
        update(STAFF_SESSIONS)
        .where(STAFF_SESSIONS.c.session_hash == session_hash, STAFF_SESSIONS.c.ended_at.is_(None))
        .values(ended_at=at)
    )


def end_sessions_of(conn: Connection, person_id: str, at: datetime) -> int:
    """End every session of a person and spoil his unused links; return how many sessions."""
    conn.execute(
        update(SIGN_IN_LINKS)
        .where(SIGN_IN_LINKS.c.person_id == person_id, SIGN_IN_LINKS.c.used_at.is_(None))
        .values(used_at=at)
    )
    ended = (
        update(STAFF_SESSIONS)
        .where(STAFF_SESSIONS.c.person_id == person_id, STAFF_SESSIONS.c.ended_at.is_(None))
        .values(ended_at=at)
    )
    return conn.execute(ended).rowcount


def sessions_in(conn: Connection, communities: Collection[str], at: datetime) -> Counter[str]:
    """Return how many living sessions each person of the communities has."""
    chosen = select(STAFF_SESSIONS.c.person_id).where(
        STAFF_SESSIONS.c.community_id.in_(sorted(communities)),
        STAFF_SESSIONS.c.ended_at.is_(None),
        STAFF_SESSIONS.c.seen_at > at - SESSION_IDLES,
        STAFF_SESSIONS.c.made_at > at - SESSION_LASTS,
    )
    return Counter(conn.scalars(chosen))


def keep_receipt(conn: Connection, receipt: ReceiptCode, at: datetime) -> None:
    """Keep a receipt code; a new one for the same case goes beside the old."""
    row = {
        "community_id": receipt.community_id,
        "code_hash": receipt.code_hash,
        "number": receipt.number,
        "person_id": receipt.person_id,
        "made_at": at,
    }
    upsert_rows(conn, RECEIPT_CODES, [row])


def find_receipt(conn: Connection, community_id: str, code_hash: str) -> ReceiptCode | None:
    """Return what the code stands for, None for nothing."""
    chosen = select(RECEIPT_CODES).where(
        RECEIPT_CODES.c.community_id == community_id, RECEIPT_CODES.c.code_hash == code_hash
    )
    row = conn.execute(chosen).one_or_none()
    return ReceiptCode(community_id, row.number, row.person_id, code_hash) if row else None


def bind_address(
    conn: Connection, community_id: str, address: Address, person: Person, at: datetime
) -> None:
    """Let whoever speaks at the address be that person from now on; letters follow."""
    row = {
        "community_id": person.community_id,
        "person_id": person.person_id,
        "name": person.name,
        "staff": bool(person.posts),
        "home": {},
        "identity": person.identity.value,
        "consented_at": None,
        "neutral": False,
        "advises": False,
        "version": 1,
        "forgotten_at": None,
    }
    insert_new(conn, PEOPLE, [row])
    write_addresses(conn, {place_of(community_id, address): person.person_id}, at)

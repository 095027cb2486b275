"""The outbox: which letters may go now, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Table,
    and_,
    bindparam,
    exists,
    select,
    update,
)

from domain.people import Address
from domain.turns import Letter
from storage.addressing import addresses_of
from storage.epochs import IS_FROZEN
from storage.letters import NO_ADDRESS, letter_of
from storage.tables import ADDRESSES, IS_DEAD, IS_WAITING, LETTERS

# So many letters of one address go in one claim, so that nobody's flood fills it.
_OF_ONE_ADDRESS = 4

# Community, number, and the moment of writing.
LetterKey: TypeAlias = tuple[str, int, datetime]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that this process may send until its lease runs out.

    ``tries`` counts failed ones; ``order`` sorts the letters of one address.
    """

    letter_id: int
    community_id: str
    person_id: str
    address: Address
    letter: Letter
    tries: int
    order: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A letter that reached nobody, and why; staff may send it again."""

    letter_id: int
    community_id: str
    letter: Letter
    address: Address | None
    why: str
    tries: int
    created_at: datetime


_AT: BindParameter[datetime] = bindparam("at", type_=LETTERS.c.try_at.type)
_EARLIER = LETTERS.alias("earlier")
_SAME_LANE = and_(
    _EARLIER.c.community_id == LETTERS.c.community_id,
    _EARLIER.c.channel == LETTERS.c.channel,
    _EARLIER.c.handle == LETTERS.c.handle,
    _EARLIER.c.letter_id < LETTERS.c.letter_id,
    _EARLIER.c.state == IS_WAITING.right,
    _EARLIER.c.held_until <= _AT,
)
_IS_CROWDED = exists(
    select(_EARLIER.c.letter_id)
    .where(_SAME_LANE)
    .order_by(_EARLIER.c.letter_id)
    .limit(1)
    .offset(_OF_ONE_ADDRESS - 1)
    .correlate(LETTERS)
)
_IS_BLOCKED = exists(
    select(_EARLIER.c.letter_id).where(_SAME_LANE, _EARLIER.c.try_at > _AT).correlate(LETTERS)
)
_CLAIM = (
    select(LETTERS)
    .where(
        IS_WAITING,
        LETTERS.c.try_at <= _AT,
        LETTERS.c.held_until <= _AT,
        LETTERS.c.channel.in_(bindparam("channels", expanding=True)),
        ~IS_FROZEN,
        ~_IS_CROWDED,
        ~_IS_BLOCKED,
    )
    .order_by(LETTERS.c.urgent.desc(), LETTERS.c.try_at, LETTERS.c.letter_id)
    .limit(bindparam("limit"))
    .with_for_update(of=LETTERS, skip_locked=True)
)
_ONE = (LETTERS.c.community_id == bindparam("community")) & (
    LETTERS.c.letter_id == bindparam("letter")
)
_SENT = (
    update(LETTERS)
    .where(_ONE)
    .values(state="sent", sent_at=bindparam("at"), rendered=bindparam("words"), why="")
)
_RECALLED = update(LETTERS).where(_ONE).values(state="recalled", why="recalled")
_LEASED = update(LETTERS).where(_ONE).values(try_at=bindparam("until"))


def claim_letters(
    conn: Connection, channels: Sequence[str], at: datetime, limit: int, lease: timedelta
) -> list[Claimed]:
    """Return letters to send now, urgent ones first, each address in its order.

    A letter waits for every earlier one of its address that is under way or to be tried again;
    one that is held back until later lets others pass.
    """
    asked = {"channels": list(channels), "at": at, "limit": limit}
    rows = conn.execute(_CLAIM, asked).all()
    if rows:
        until = at + lease
        conn.execute(
            _LEASED,
            [
                {"community": row.community_id, "letter": row.letter_id, "until": until}
                for row in rows
            ],
        )
    return sorted(map(_claimed, rows), key=lambda each: (not each.letter.urgent, each.order))


def waiting_letters(conn: Connection, keys: Sequence[LetterKey]) -> list[Claimed]:
    """Return those of the letters that still wait."""
    # After a restore another letter may have the number: the moment tells them apart.
    chosen = select(LETTERS).where(_ONE, IS_WAITING, LETTERS.c.created_at == bindparam("created"))
    rows = (
        conn.execute(chosen, {"community": community, "letter": letter, "created": created})
        for community, letter, created in keys
    )
    return [_claimed(row) for found in rows for row in found]


def mark_sent(conn: Connection, sent: Sequence[tuple[Claimed, str]], at: datetime) -> None:
    """Keep that the letters went out, with the words that their readers saw."""
    if sent:
        conn.execute(
            _SENT, [{**_key(claimed), "at": at, "words": words} for claimed, words in sent]
        )


def mark_recalled(conn: Connection, recalled: Sequence[Claimed]) -> None:
    """Keep that the letters never go: their readers may not know any more what they say."""
    if recalled:
        conn.execute(_RECALLED, [_key(each) for each in recalled])


def mark_failed(
    conn: Connection, claimed: Claimed, why: str, again_at: datetime | None, at: datetime
) -> None:
    """Keep why a letter failed; it is tried again at ``again_at``, or never (None): it is dead."""
    fate: dict[str, Any] = {"try_at": again_at} if again_at else {"state": "dead", "try_at": at}
    failed = update(LETTERS).where(_ONE).values(tries=LETTERS.c.tries + 1, why=why, **fate)
    conn.execute(failed, _key(claimed))


def mark_address_dead(conn: Connection, claimed: Claimed, at: datetime) -> None:
    """Keep that an address never opens again; what waits for it goes elsewhere or is dead."""
    conn.execute(update(ADDRESSES).where(*_at(ADDRESSES, claimed)).values(dead_at=at))
    conn.execute(
        update(LETTERS)
        .where(*_at(LETTERS, claimed), IS_WAITING)
        .values(**_whereto(conn, claimed.person_id, claimed.address), try_at=at)
    )


def resend(conn: Connection, community_id: str, letter_id: int, at: datetime) -> bool:
    """Send a dead letter again to where its reader is reached now; say whether there was one."""
    key = {"community": community_id, "letter": letter_id}
    row = conn.execute(select(LETTERS).where(_ONE, IS_DEAD), key).one_or_none()
    if row is None:
        return False
    fate = _whereto(conn, row.person_id, None)
    fresh = {**fate, "try_at": at, "held_until": at, "tries": 0}
    conn.execute(update(LETTERS).where(_ONE).values(**fresh), key)
    return bool(fate["state"] == "waiting")


def dead_letters(conn: Connection, community_id: str, limit: int) -> tuple[DeadLetter, ...]:
    """Return the newest letters of a community that reached nobody."""
    chosen = (
        select(LETTERS)
        .where(LETTERS.c.community_id == community_id, IS_DEAD)
        .order_by(LETTERS.c.letter_id.desc())
        .limit(limit)
    )
    return tuple(map(_dead, conn.execute(chosen)))


def _at(table: Table, claimed: Claimed) -> tuple[ColumnElement[bool], ...]:
    return (
        table.c.community_id == claimed.community_id,
        table.c.channel == claimed.address.channel,
        table.c.handle == claimed.address.handle,
    )


def _whereto(conn: Connection, person_id: str, shut: Address | None) -> dict[str, str]:
    address = addresses_of(conn, [person_id])[person_id]
    if address is None or address == shut:
        return {"state": "dead", "why": NO_ADDRESS}
    return {"state": "waiting", "why": "", "channel": address.channel, "handle": address.handle}


def _claimed(row: Row[Any]) -> Claimed:
    return Claimed(
        letter_id=row.letter_id,
        community_id=row.community_id,
        person_id=row.person_id,
        address=Address(row.channel, row.handle),
        letter=letter_of(row),
        tries=row.tries,
        order=row.letter_id,
        created_at=row.created_at,
    )


def _dead(row: Row[Any]) -> DeadLetter:
    return DeadLetter(
        letter_id=row.letter_id,
        community_id=row.community_id,
        letter=letter_of(row),
        address=Address(row.channel, row.handle) if row.channel else None,
        why=row.why,
        tries=row.tries,
        created_at=row.created_at,
    )


def _key(claimed: Claimed) -> dict[str, object]:
    return {"community": claimed.community_id, "letter": claimed.letter_id}

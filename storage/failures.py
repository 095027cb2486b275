"""Turns that met a bug: kept whole, numbered for the apology, replayed when it is mended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, update

from domain.people import Address
from domain.turns import Turn
from storage import ledgers
from storage.columns import from_micros, to_micros
from storage.tables import FAILED_TURNS
from storage.values import dump_attachments, load_attachments
from storage.writing import insert_rows

_WORDS = (
    "key",
    "community_id",
    "text",
    "press",
    "person_id",
    "reply_to",
    "edits",
    "place_code",
    "invitation",
)


@dataclass(frozen=True, slots=True)
class FailedTurn:
    """A turn that was not answered; ``error_kind`` is the class of the error, never its words."""

    number: int
    turn: Turn
    error_kind: str
    tries: int
    failed_at: datetime


def keep_failed_turn(conn: Connection, turn: Turn, error_kind: str, at: datetime) -> int:
    """Keep the turn and return its number in the community; one that fails again keeps its own."""
    ledgers.hold(conn, [turn.community_id])
    known: int | None = conn.execute(
        update(FAILED_TURNS)
        .where(
            FAILED_TURNS.c.community_id == turn.community_id, FAILED_TURNS.c.turn_key == turn.key
        )
        .values(tries=FAILED_TURNS.c.tries + 1, error_kind=error_kind, replayed_at=None)
        .returning(FAILED_TURNS.c.failure)
    ).scalar()
    if known is not None:
        return known
    number = ledgers.take(conn, turn.community_id, failures=1).failure
    row = {
        "community_id": turn.community_id,
        "failure": number,
        "turn_key": turn.key,
        "person_id": turn.person_id,
        "channel": turn.address.channel,
        "handle": turn.address.handle,
        "turn": _dump(turn),
        "error_kind": error_kind,
        "tries": 1,
        "failed_at": at,
        "replayed_at": None,
    }
    insert_rows(conn, FAILED_TURNS, [row])
    return number


def failed_turns(conn: Connection, community_id: str, limit: int) -> tuple[FailedTurn, ...]:
    """Return the turns that still wait to be replayed, oldest first."""
    chosen = (
        select(FAILED_TURNS)
        .where(FAILED_TURNS.c.community_id == community_id, FAILED_TURNS.c.replayed_at.is_(None))
        .order_by(FAILED_TURNS.c.failure)
        .limit(limit)
    )
    return tuple(
        FailedTurn(row.failure, _load(row.turn), row.error_kind, row.tries, row.failed_at)
        for row in conn.execute(chosen)
    )


def failed_turn(conn: Connection, community_id: str, number: int) -> Turn | None:
    """Return a failed turn to be said again under a key of its own, None if there is none.

    The first key was used up by the apology. The fresh one is the same each time, so that saying
    it twice is saying it once.
    """
    row = conn.execute(
        select(FAILED_TURNS.c.turn, FAILED_TURNS.c.tries).where(*_waiting(community_id, number))
    ).one_or_none()
    return _load(row.turn, again=f"#{row.tries}") if row else None


def mark_replayed(conn: Connection, community_id: str, number: int, at: datetime) -> None:
    """Keep that a failed turn was answered; whoever marks it before would lose it."""
    replayed = update(FAILED_TURNS).where(*_waiting(community_id, number))
    conn.execute(replayed.values(replayed_at=at))


def _waiting(community_id: str, number: int) -> tuple[ColumnElement[bool], ...]:
    return (
        FAILED_TURNS.c.community_id == community_id,
        FAILED_TURNS.c.failure == number,
        FAILED_TURNS.c.replayed_at.is_(None),
    )


def _dump(turn: Turn) -> dict[str, Any]:
    return {
        **{name: getattr(turn, name) for name in _WORDS},
        "channel": turn.address.channel,
        "handle": turn.address.handle,
        "at": to_micros(turn.at),
        "attachments": dump_attachments(turn.attachments),
    }


def _load(plain: Mapping[str, Any], again: str = "") -> Turn:
    # What an older release kept had no invitations.
    words = {name: plain.get(name, "") for name in _WORDS}
    return Turn(
        **{**words, "key": plain["key"] + again},
        address=Address(plain["channel"], plain["handle"]),
        at=from_micros(plain["at"]),
        attachments=load_attachments(plain["attachments"]),
    )

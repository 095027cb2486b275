"""One person's chat as it was seen: what he said and what the station answered, in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.people import Address
from domain.turns import Attachment, Letter
from storage.letters import letter_of
from storage.people import owners_of, place_of
from storage.tables import LETTERS, TURNS
from storage.values import load_attachments

_LINES = 300


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One line: the person's own words, or a letter with the words that were sent.

    ``spot`` is unique in a community and is a letter's id where ``letter`` is one; ``key`` is the
    turn's.
    """

    spot: int
    at: datetime
    text: str
    attachments: tuple[Attachment, ...] = ()
    press: str = ""
    letter: Letter | None = None
    key: str = ""


def person_at(conn: Connection, community_id: str, address: Address) -> str:
    """Return whose address it is, "" for a stranger's."""
    place = place_of(community_id, address)
    return owners_of(conn, [place]).get(place, "")


def chat_history(
    conn: Connection, community_id: str, person_id: str, after: int = 0
) -> tuple[ChatLine, ...]:
    """Return the newest lines of the chat, those that came later than line ``after`` if given.

    A letter that was held back comes where it was sent, not where it was written.
    """
    if not person_id:
        return ()
    lines = sorted(
        (*_said(conn, community_id, person_id), *_sent(conn, community_id, person_id)),
        key=lambda line: (line.at, line.spot),
    )
    known = [place for place, line in enumerate(lines) if line.spot == after]
    return tuple(lines[known[0] + 1 :] if known else lines)


def _said(conn: Connection, community_id: str, person_id: str) -> Iterator[ChatLine]:
    rows = conn.execute(
        select(TURNS)
        .where(TURNS.c.community_id == community_id, TURNS.c.person_id == person_id)
        .order_by(TURNS.c.spot.desc())
        .limit(_LINES)
    )
    return map(_turn_line, rows)


def _sent(conn: Connection, community_id: str, person_id: str) -> Iterator[ChatLine]:
    rows = conn.execute(
        select(LETTERS)
        .where(
            LETTERS.c.person_id == person_id,
            LETTERS.c.community_id == community_id,
            LETTERS.c.state == "sent",
        )
        .order_by(LETTERS.c.held_until.desc(), LETTERS.c.letter_id.desc())
        .limit(_LINES)
    )
    return map(_letter_line, rows)


def _turn_line(row: Row[Any]) -> ChatLine:
    attachments = load_attachments(row.attachments)
    return ChatLine(row.spot, row.answered_at, row.text, attachments, row.press, key=row.key)


def _letter_line(row: Row[Any]) -> ChatLine:
    return ChatLine(row.letter_id, row.sent_at, row.rendered, letter=letter_of(row))

"""Letters as their reader finds them in the console, and what came along with one turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.cases import Case
from domain.letters import may_still_read, mentions_of
from domain.turns import Attachment, Letter
from storage.letters import letter_of, named_cases
from storage.pages import Reader
from storage.tables import LETTERS, TURNS
from storage.values import load_attachments


@dataclass(frozen=True, slots=True)
class Notice:
    """One letter to a person; ``rendered`` is "" until a door has sent it.

    ``closed`` says that the person may no longer read what it says.
    """

    letter_id: int
    community_id: str
    at: datetime
    letter: Letter
    rendered: str
    closed: bool = False


def notices_to(
    conn: Connection, person_id: str, at: datetime, limit: int, offset: int = 0
) -> tuple[Notice, ...]:
    """Return letters to a person that are not held back any more, newest first."""
    chosen = (
        select(LETTERS)
        .where(LETTERS.c.person_id == person_id, LETTERS.c.held_until <= at)
        .order_by(LETTERS.c.held_until.desc(), LETTERS.c.letter_id.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(map(_notice, conn.execute(chosen)))


def letters_to(conn: Connection, person_id: str, letter_ids: Sequence[int]) -> tuple[Notice, ...]:
    """Return those of the letters that are the person's own, in their order."""
    own = (LETTERS.c.person_id == person_id) & LETTERS.c.letter_id.in_(letter_ids)
    return tuple(
        map(_notice, conn.execute(select(LETTERS).where(own).order_by(LETTERS.c.letter_id)))
    )


def checked(conn: Connection, notices: Sequence[Notice], reader: Reader) -> tuple[Notice, ...]:
    """Return the letters, those closed that tell the reader of a case what he may not know by now.

    Cases and posts change after a letter was written: it is read as the case is, on that day.
    """
    cases = named_cases(conn, [each.letter for each in notices], reader.rules)
    return tuple(replace(each, closed=_is_closed(each, cases, reader)) for each in notices)


def _is_closed(notice: Notice, cases: Mapping[str, Sequence[Case]], reader: Reader) -> bool:
    return not all(
        may_still_read(values, case, reader.person, reader.rules, reader.day)
        for number, values in mentions_of(notice.letter)
        for case in cases[number]
    )


def files_of_turn(conn: Connection, community_id: str, key: str) -> tuple[Attachment, ...]:
    """Return the photos, voices and places that came along with a turn."""
    kept = conn.scalar(
        select(TURNS.c.attachments).where(TURNS.c.community_id == community_id, TURNS.c.key == key)
    )
    return load_attachments(kept) if kept else ()


def said_in_turn(conn: Connection, community_id: str, key: str) -> tuple[str, str]:
    """Return the words of a turn and the button that it pressed, both "" where there is none."""
    row = conn.execute(
        select(TURNS.c.text, TURNS.c.press).where(
            TURNS.c.community_id == community_id, TURNS.c.key == key
        )
    ).first()
    return (row.text, row.press) if row else ("", "")


def _notice(row: Row[Any]) -> Notice:
    return Notice(
        letter_id=row.letter_id,
        community_id=row.community_id,
        at=max(row.held_until, row.created_at),
        letter=letter_of(row),
        rendered=row.rendered,
    )

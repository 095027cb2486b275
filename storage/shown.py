"""Which message of a chat shows which letter: for replies, buttons and live cards."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from domain.people import Address
from storage.tables import LETTERS, SHOWN_LETTERS
from storage.values import load_choices
from storage.writing import upsert_rows


@dataclass(frozen=True, slots=True)
class Shown:
    """One message that shows a letter; ``message_id`` is the channel's own."""

    community_id: str
    address: Address
    message_id: str
    letter_id: int
    case_number: str = ""
    has_buttons: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """What a letter's buttons send back, in order."""

    community_id: str
    letter_id: int
    case_number: str
    presses: tuple[str, ...]


def keep_shown(conn: Connection, shown: Sequence[Shown], at: datetime) -> None:
    """Keep which messages show which letters; a message that shows another one now is renewed."""
    rows = [
        {
            "community_id": each.community_id,
            "channel": each.address.channel,
            "handle": each.address.handle,
            "message_id": each.message_id,
            "letter_id": each.letter_id,
            "case_number": each.case_number,
            "has_buttons": each.has_buttons,
            "shown_at": at,
        }
        for each in shown
    ]
    upsert_rows(conn, SHOWN_LETTERS, rows)


def case_shown_in(
    conn: Connection, communities: Collection[str], address: Address, message_id: str
) -> str:
    """Return the case that a message is about, "" for none."""
    chosen = select(SHOWN_LETTERS.c.case_number).where(
        SHOWN_LETTERS.c.community_id.in_(sorted(communities)),
        SHOWN_LETTERS.c.channel == address.channel,
        SHOWN_LETTERS.c.handle == address.handle,
        SHOWN_LETTERS.c.message_id == message_id,
    )
    return conn.scalars(chosen).first() or ""


def take_buttons(conn: Connection, newest: Shown) -> tuple[str, ...]:
    """Return the older messages about the same case that still have buttons, and forget that."""
    older = (
        SHOWN_LETTERS.c.community_id == newest.community_id,
        SHOWN_LETTERS.c.channel == newest.address.channel,
        SHOWN_LETTERS.c.handle == newest.address.handle,
        SHOWN_LETTERS.c.case_number == newest.case_number,
        SHOWN_LETTERS.c.has_buttons,
        SHOWN_LETTERS.c.message_id != newest.message_id,
    )
    found = tuple(conn.scalars(select(SHOWN_LETTERS.c.message_id).where(*older)))
    if found:
        conn.execute(update(SHOWN_LETTERS).where(*older).values(has_buttons=False))
    return found


def offers_of(
    conn: Connection, communities: Collection[str], address: Address, letter_id: int
) -> tuple[Offer, ...]:
    """Return what the letters of that id offered at the address, one a community at most."""
    found = offered_anywhere(conn, communities, address.channel, letter_id)
    return tuple(offer for where, offer in found if where == address)


def offered_anywhere(
    conn: Connection, communities: Collection[str], channel: str, letter_id: int
) -> tuple[tuple[Address, Offer], ...]:
    """Return what the letters of that id offered on the channel, and at which address."""
    chosen = select(LETTERS).where(
        LETTERS.c.community_id.in_(communities),
        LETTERS.c.letter_id == letter_id,
        LETTERS.c.channel == channel,
    )
    return tuple(
        (
            Address(row.channel, row.handle),
            Offer(
                row.community_id,
                row.letter_id,
                row.case_number,
                tuple(choice.press for choice in load_choices(row.choices)),
            ),
        )
        for row in conn.execute(chosen)
    )

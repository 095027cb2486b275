"""Put letters into the outbox, addressed and numbered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select

from domain.cases import Case
from domain.letters import mentions_of
from domain.people import Address
from domain.rules import Rulebook
from domain.turns import Letter
from storage import ledgers
from storage.addressing import addresses_of
from storage.cases import load_cases
from storage.keys import among, keys_of
from storage.tables import HAS_DEDUPE, LETTERS
from storage.values import dump_choices, dump_values, load_choices, load_values
from storage.writing import insert_rows

NO_ADDRESS = "no_address"

_USED = select(LETTERS.c.community_id, LETTERS.c.person_id, LETTERS.c.dedupe).where(
    among(LETTERS.c.community_id, LETTERS.c.dedupe), HAS_DEDUPE
)


@dataclass(frozen=True, slots=True)
class Posting:
    """A letter that one community sends, by the place of its turn in the batch.

    ``address`` is known where it answers that turn.
    """

    community_id: str
    letter: Letter
    turn: int = 0
    letter_id: int = 0
    address: Address | None = None


def without_repeats(conn: Connection, postings: Sequence[Posting]) -> list[Posting]:
    """Return the letters whose reader has not been told of the same thing before."""
    asked = {(each.community_id, each.letter.dedupe) for each in postings if each.letter.dedupe}
    told = _told(conn, asked) if asked else set()
    fresh: list[Posting] = []
    for each in postings:
        if _dedupe(each) not in told:
            fresh.append(each)
            told |= {_dedupe(each)} if each.letter.dedupe else set()
    return fresh


def _told(conn: Connection, asked: set[tuple[str, str]]) -> set[tuple[str, str, str]]:
    rows = conn.execute(_USED, keys_of(asked))
    return {(row.community_id, row.person_id, row.dedupe) for row in rows}


def post(conn: Connection, postings: Sequence[Posting], at: datetime) -> None:
    """Write numbered letters; one that nobody can be sent lies among the dead, for staff."""
    others = {each.letter.to for each in postings if not each.address}
    found = addresses_of(conn, others)
    insert_rows(
        conn,
        LETTERS,
        [_row(each, each.address or found[each.letter.to], at) for each in postings],
    )


def take_spots(
    conn: Connection, counts: Mapping[str, int], opened: Mapping[str, int]
) -> dict[str, int]:
    """Take so many spots of each held ledger, and case numbers; return the first spots.

    A ledger that only gives out case numbers is held here.
    """
    if others := opened.keys() - counts.keys():
        ledgers.hold(conn, others)
    return ledgers.take_spots(conn, counts, opened)


def named_cases(
    conn: Connection, letters: Sequence[Letter], rules: Rulebook
) -> Mapping[str, tuple[Case, ...]]:
    """Return the cases that letters name, by number."""
    named = {number for each in letters for number, _ in mentions_of(each)}
    homes = ((home, each) for each in named for home in rules.directory.communities_of(each))
    found = load_cases(conn, set(homes))
    return {
        number: tuple(case for case in found.values() if case.number == number) for number in named
    }


def letter_of(row: Row[tuple[object, ...]]) -> Letter:
    """Return the letter of a row."""
    return Letter(
        to=row.person_id,
        key=row.key,
        values=load_values(row.placeholders),
        choices=load_choices(row.choices),
        case_number=row.case_number,
        urgent=row.urgent,
        not_before=row.held_until if row.held_until > row.created_at else None,
        dedupe=row.dedupe,
    )


def _row(posting: Posting, address: Address | None, at: datetime) -> dict[str, object]:
    letter = posting.letter
    return {
        "community_id": posting.community_id,
        "letter_id": posting.letter_id,
        "person_id": letter.to,
        "channel": address.channel if address else "",
        "handle": address.handle if address else "",
        "key": letter.key,
        "placeholders": dump_values(letter.values),
        "choices": dump_choices(letter.choices),
        "case_number": letter.case_number,
        "urgent": letter.urgent,
        "dedupe": letter.dedupe,
        "created_at": at,
        "held_until": letter.not_before or at,
        "try_at": at,
        "tries": 0,
        "state": "waiting" if address else "dead",
        "sent_at": None,
        "rendered": "",
        "why": "" if address else NO_ADDRESS,
    }


def _dedupe(posting: Posting) -> tuple[str, str, str]:
    return posting.community_id, posting.letter.to, posting.letter.dedupe

"""A letter that reached nobody is told to who looks after the station, so that a human can."""

from datetime import datetime

from bot.batches import Rules, watch_of
from domain.letters import name_text
from domain.rules import Rulebook
from domain.turns import Letter, Step, Text, Value
from storage.database import Connection
from storage.outbox import DeadLetter, dead_letters
from storage.records import record_strike

# So many dead letters of a community are looked at; older ones were told of long ago.
_NEWEST = 100
_OWN = "outbox."


class Undelivered:
    """Tells staff once of each letter that died; a dead notice of this kind tells of nothing."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def tell(self, conn: Connection, community_id: str, at: datetime) -> None:
        """Write the notices of one community, or of all for ""."""
        book = self._rules(conn, at)
        for each in [community_id] if community_id else book.directory.index.communities:
            says = tuple(
                notice
                for dead in dead_letters(conn, each, _NEWEST)
                if not dead.letter.key.startswith(_OWN)
                for notice in _notices(dead, book, at)
            )
            if says:
                record_strike(conn, each, Step(says=says), at)


def _notices(dead: DeadLetter, book: Rulebook, at: datetime) -> list[Letter]:
    number = dead.letter.case_number
    values = {
        "name": _name_of(dead.letter.to, book),
        "letter": str(dead.letter_id),
        "why": dead.why,
        "number": number,
    }
    return [
        Letter(
            to=person_id,
            key="outbox.undelivered_about" if number else "outbox.undelivered",
            values=values,
            case_number=number,
            dedupe=f"dead:{dead.letter_id}",
        )
        for person_id in watch_of(book, dead.community_id, at)
    ]


def _name_of(person_id: str, book: Rulebook) -> Value:
    # A resident is never named here: the case page says who may be told, and how.
    is_staff = book.directory.person(person_id) is not None
    return name_text(person_id, book) if is_staff else Text("outbox.resident")

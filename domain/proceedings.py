"""What is said and asked in a mediation (调解经过), and who may read which part of it.

Words lie in rooms. A caucus (背靠背) is read by its side and by who mediates now; bids are read by
nobody but their bidder, until the clock finds both (docs/sources.md#relays).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from domain.accord_kinds import RULES, Kind
from domain.accords import Accord, AccordChanged, AccordState, AnswerGiven, sealed_for
from domain.amounts import yuan
from domain.issues import Issue, IssueChanged
from domain.mediation_stages import Role


class Room(StrEnum):
    """Where something is said."""

    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    JOINT = "joint"
    MEDIATORS = "mediators"


CAUCUS: Mapping[Role, Room] = {
    Role.APPLICANT: Room.APPLICANT,
    Role.RESPONDENT: Room.RESPONDENT,
}
READS: Mapping[Role, frozenset[Room]] = {
    Role.APPLICANT: frozenset({Room.APPLICANT, Room.JOINT}),
    Role.RESPONDENT: frozenset({Room.RESPONDENT, Room.JOINT}),
    Role.MEDIATOR: frozenset(Room),
    Role.GUEST: frozenset({Room.JOINT, Room.MEDIATORS}),
}
OTHER = {Role.APPLICANT: Role.RESPONDENT, Role.RESPONDENT: Role.APPLICANT}


@dataclass(frozen=True, slots=True)
class Word:
    """Something said in a room; ``word`` is the number of its event, ``role`` who said it."""

    community_id: str
    number: str
    attempt: int
    word: int
    room: Room
    role: Role
    person_id: str
    said_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Bid:
    """One sealed bid in whole fen, for the round of an accord of bidding."""

    community_id: str
    number: str
    attempt: int
    accord: int
    round: int
    side: Role
    person_id: str
    amount: int
    bid_at: datetime


@dataclass(frozen=True, slots=True)
class WordSaid:
    """A word that is kept in its room from now on."""

    word: Word


@dataclass(frozen=True, slots=True)
class BidPlaced:
    """A bid that is sealed from now on."""

    bid: Bid


@dataclass(frozen=True, slots=True)
class BidsDestroyed:
    """The bids of a bidding are gone for good; ``round`` 0 stands for all of them."""

    accord: Accord
    round: int = 0


@dataclass(frozen=True, slots=True)
class LettersRecalled:
    """Letters of a mediation that must not be read any more.

    ``about`` is how their ``dedupe`` begins; those to ``person_id``, or to anybody if it is "".
    What waits is not sent; what was sent leaves the pages only with ``sent_too``.
    """

    community_id: str
    about: str
    person_id: str = ""
    sent_too: bool = False


ProceedingsChange: TypeAlias = (
    IssueChanged
    | AccordChanged
    | AnswerGiven
    | WordSaid
    | BidPlaced
    | BidsDestroyed
    | LettersRecalled
)


@dataclass(frozen=True, slots=True)
class Proceedings:
    """All that was said and asked in one mediation, or what one reader may have of it."""

    issues: tuple[Issue, ...] = ()
    accords: tuple[Accord, ...] = ()
    words: tuple[Word, ...] = ()
    bids: tuple[Bid, ...] = ()

    def accord(self, accord: int) -> Accord | None:
        """Return the accord of that number, or None."""
        return next((each for each in self.accords if each.accord == accord), None)

    def live(self, kind: Kind, issue: int = 0) -> Accord | None:
        """Return the newest accord of that kind (and issue) that is under way, or None."""
        found = [each for each in self.accords if each.kind is kind and each.is_live]
        return next((each for each in reversed(found) if issue in (0, each.issue)), None)

    def secret_from(self, side: Role) -> tuple[str, ...]:
        """Return the words of the other side's caucus, which that side must not learn."""
        room = CAUCUS[OTHER[side]]
        return tuple(each.text for each in self.words if each.room is room)

    def known_to(self, side: Role) -> tuple[str, ...]:
        """Return all that the side has read or said itself.

        Words passed on to it are among them, what it was asked, and what both settled on.
        """
        said = (each.text for each in self.words if each.room in READS[side])
        asked = (
            _with_sum(each.words, each.amount)
            for each in self.accords
            if side in each.asked and each.state is not AccordState.WITHDRAWN
        )
        settled = (
            _with_sum(f"{each.title}\n{each.terms.words}", each.terms.amount)
            for each in self.issues
        )
        passed = (
            each.words
            for each in self.accords
            if each.kind is Kind.RELAY and each.state is AccordState.DONE and side not in each.asked
        )
        return (*said, *asked, *settled, *passed)


def _with_sum(words: str, fen: int) -> str:
    return f"{words}\n{yuan(fen)}元" if fen else words


def seen_by(full: Proceedings, roles: Collection[Role], person_id: str) -> Proceedings:
    """Return what somebody of these roles may have: his rooms, his questions, his own bids.

    Whoever mediates no more gets nothing; staff only what is asked by telephone.
    """
    reading = [role for role in READS if role in roles]
    if not reading:
        phoned = tuple(each for each in full.accords if RULES[each.kind].assisted)
        asks = Role.STAFF in roles
        return Proceedings(accords=tuple(sealed_for(each, None) for each in phoned if asks))
    role = reading[0]
    asks_all = role is Role.MEDIATOR
    return replace(
        full,
        issues=full.issues if role is not Role.GUEST else (),
        accords=tuple(
            sealed_for(each, role) for each in full.accords if asks_all or _may_read(each, role)
        ),
        words=tuple(each for each in full.words if each.room in READS[role]),
        bids=tuple(each for each in full.bids if each.person_id == person_id),
    )


def _may_read(accord: Accord, role: Role) -> bool:
    return role in accord.asked

"""Owners' votes (表决): the roll of units, one ballot a unit, counted twice by exact integers.

A decision needs two thirds of the area and of the owners to take part, then a majority of both
(docs/sources.md#votes). Silence is not taking part. Nothing here is ever a fraction or a float.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias


class Answer(StrEnum):
    """What a ballot says."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Matter(StrEnum):
    """The two classes of matters that the law tells apart."""

    ORDINARY = "ordinary"  # more than half of those who take part
    GRAVE = "grave"  # at least three quarters of them


class Way(StrEnum):
    """How a ballot came: by the household itself, or written down for it before a witness."""

    OWN = "own"
    ASSISTED = "assisted"


Stairs: TypeAlias = tuple[str, str, str]


def order_of(stairs: Stairs) -> tuple[tuple[int, str], ...]:
    """Return what stairwells are sorted by: 2 comes before 10."""
    return tuple((len(each), each) for each in stairs)


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit (户) of the roll; ``area`` is its exclusive area in whole 0.01 m².

    ``owner`` is the owner's number on the roll, never a name: an owner of several units counts
    once as a person and with all their areas. In a unit that is ``let`` the owner does not live.
    """

    compound: str
    building: str
    unit: str
    room: str
    area: int
    owner: str
    let: bool = False

    @property
    def home(self) -> str:
        """Return the key of the home, as ``domain.dwellings`` makes it."""
        return f"{self.compound}.{self.building}.{self.unit}.{self.room}"

    @property
    def stairs(self) -> Stairs:
        """Return the stairwell: compound, building, unit."""
        return self.compound, self.building, self.unit


@dataclass(frozen=True, slots=True)
class Poll:
    """One question put to every owner of one property-management area; moments are aware UTC."""

    community_id: str
    poll: str
    area: str
    question: str
    matter: Matter
    opens: datetime
    closes: datetime
    opened_by: str

    def is_open(self, at: datetime) -> bool:
        """Say whether ballots are taken at that moment; the moment of the close is too late."""
        return self.opens <= at < self.closes


@dataclass(frozen=True, slots=True)
class Ballot:
    """What somebody said for one unit, in the order of versions; nothing if it was taken back.

    ``cast_by`` gave it or wrote it down. Of an assisted one ``witness`` was there and ``evidence``
    is a note or the id of a kept photo. One that ``must_check`` counts from when somebody, who is
    ``checked_by``, has met the person.
    """

    poll: str
    home: str
    answer: Answer | None
    way: Way
    cast_by: str
    cast_at: datetime
    version: int = 1
    witness: str = ""
    evidence: str = ""
    must_check: bool = False
    checked_by: str = ""

    @property
    def counts(self) -> bool:
        """Say whether it is one of those that are counted."""
        return self.answer is not None and (bool(self.checked_by) or not self.must_check)


@dataclass(frozen=True, slots=True)
class ClosedVotes:
    """What was said in a poll that is over: every version of every ballot, and the opinions."""

    ballots: tuple[Ballot, ...] = ()
    opinions: tuple[Answer, ...] = ()


NO_VOTES = ClosedVotes()


@dataclass(frozen=True, slots=True)
class Share:
    """So many units, owners (业主人数) and 0.01 m² of exclusive area."""

    units: int = 0
    persons: int = 0
    area: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """A vote as it was counted: the whole roll, who took part, and what they said."""

    whole: Share
    part: Share
    yes: Share
    no: Share
    abstain: Share

    @property
    def takes_part(self) -> bool:
        """Say whether two thirds of the area and of the owners took part, no less than that."""
        enough = 3 * self.part.area >= 2 * self.whole.area
        return enough and 3 * self.part.persons >= 2 * self.whole.persons and self.part.units > 0

    def consents(self, matter: Matter) -> bool:
        """Say whether enough of those who took part said yes, by area and by owners."""
        if matter is Matter.GRAVE:
            three = 4 * self.yes.area >= 3 * self.part.area
            return three and 4 * self.yes.persons >= 3 * self.part.persons and self.yes.units > 0
        return 2 * self.yes.area > self.part.area and 2 * self.yes.persons > self.part.persons

    def passes(self, matter: Matter) -> bool:
        """Say whether the matter is decided."""
        return self.takes_part and self.consents(matter)


def live_ballots(roll: Iterable[Unit], ballots: Iterable[Ballot]) -> Mapping[str, Answer]:
    """Return the answer of each unit of the roll that has a ballot that counts, by its home.

    Of each who lives there the newest counts. If those who cast for one unit do not agree, none of
    theirs does. What was written down for a household counts until somebody of it speaks himself.
    """
    homes = {each.home for each in roll}
    by_home: dict[str, dict[int, Ballot]] = {}
    for each in ballots:
        if each.home in homes:
            by_home.setdefault(each.home, {})[each.version] = each
    said = {home: _said_by(found) for home, found in by_home.items()}
    return {home: answer for home, answer in said.items() if answer is not None}


def _said_by(versions: Mapping[int, Ballot]) -> Answer | None:
    ballots = [versions[each] for each in sorted(versions)]
    own = {each.cast_by: each for each in ballots if each.way is Way.OWN}
    standing = [each for each in own.values() if each.answer is not None]
    said = {each.answer for each in standing or ballots[-1:] if each.counts}
    return said.pop() if len(said) == 1 else None


def count_votes(roll: Sequence[Unit], ballots: Iterable[Ballot]) -> Tally:
    """Return the votes of a roll as the law counts them.

    An owner whose units say different things takes part, and agrees or objects with none of them
    as a person; the area of each unit counts for what its own ballot says.
    """
    said = live_ballots(roll, ballots)
    minds = _minds(roll, said)
    return Tally(
        _share(roll, len({each.owner for each in roll})),
        _share([each for each in roll if each.home in said], len(minds)),
        *(
            _share(
                [unit for unit in roll if said.get(unit.home) is answer],
                sum(mind is answer for mind in minds.values()),
            )
            for answer in (Answer.YES, Answer.NO, Answer.ABSTAIN)
        ),
    )


def _share(units: Sequence[Unit], persons: int) -> Share:
    return Share(len(units), persons, sum(each.area for each in units))


def _minds(roll: Iterable[Unit], said: Mapping[str, Answer]) -> Mapping[str, Answer]:
    found: dict[str, set[Answer]] = {}
    for unit in roll:
        if unit.home in said:
            found.setdefault(unit.owner, set()).add(said[unit.home])
    return {
        owner: next(iter(answers)) if len(answers) == 1 else Answer.ABSTAIN
        for owner, answers in found.items()
    }

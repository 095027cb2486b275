"""The life of a vote (表决): who may hold one, who may be asked, when, and what happens to it.

Nothing here holds an answer: what somebody said lies with the ballots, and is read by the count
alone, after the close.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeAlias

from domain.ballots import Answer, Ballot, Poll, Unit, Way
from domain.directory import PropertyArea
from domain.dwellings import home_key, is_proved, may_prove
from domain.people import Person, Role, ScopeKind
from domain.places import Place
from domain.rules import Rulebook

_WRITES_DOWN = frozenset({Role.CAPTAIN, Role.GRID_WORKER})
# Who may hold a vote at all; which ones, ``may_hold`` says.
POLLSTERS = frozenset({Role.SECRETARY, Role.DISPATCHER})


@dataclass(frozen=True, slots=True)
class Cast:
    """That a ballot stands for a home, and nothing of what it says.

    ``version`` and ``way`` are of the newest, which ``waits`` for a check of who cast it.
    ``is_live`` is false once all was taken back; ``voters`` are whose own ballots stand.
    """

    version: int
    way: Way
    waits: bool
    is_live: bool
    voters: frozenset[str] = frozenset()


def cast_after(before: Cast | None, newest: Cast, by: str) -> Cast:
    """Return what stands for a home after one more ballot, which ``by`` gave or wrote down."""
    voters = before.voters if before else frozenset()
    if newest.way is Way.OWN:
        voters = voters | {by} if newest.is_live else voters - {by}
    written = newest.way is Way.ASSISTED and newest.is_live
    return replace(newest, is_live=bool(voters) or written, voters=voters)


@dataclass(frozen=True, slots=True)
class Seat:
    """One poll as it concerns one home: the speaker's own, or one that he acts for.

    ``unit`` is the home's on the frozen roll, None if it is not there. ``members`` are whose home
    it was confirmed to be.
    """

    poll: Poll
    unit: Unit | None = None
    cast: Cast | None = None
    members: tuple[str, ...] = ()

    @property
    def version(self) -> int:
        """Return the version of the latest ballot, 0 for none."""
        return self.cast.version if self.cast else 0

    @property
    def is_cast(self) -> bool:
        """Say whether a ballot stands for the home."""
        return self.cast is not None and self.cast.is_live


@dataclass(frozen=True, slots=True)
class PollDesk:
    """What a desk holds of polls: those that the turn concerns, and the areas that have a roll."""

    seats: tuple[Seat, ...] = ()
    rolls: frozenset[str] = frozenset()

    def seat(self, poll: str) -> Seat | None:
        """Return the seat in that poll, None for one that is not for this person."""
        return next((each for each in self.seats if each.poll.poll == poll), None)


NO_POLLS = PollDesk()


@dataclass(frozen=True, slots=True)
class Asked:
    """One unit of the roll as the clock looks at it; ``people`` are whose home it was proved to be.

    ``times`` it was asked, last at ``asked_at``; ``stopped`` wants to hear no more of it.
    """

    unit: Unit
    times: int = 0
    asked_at: datetime | None = None
    stopped: bool = False
    is_cast: bool = False
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class PollOpened:
    """A poll begins; the roll of its area is frozen with it."""

    poll: Poll


@dataclass(frozen=True, slots=True)
class BallotCast:
    """A ballot stands for its home from now on; without an answer it takes back what stood."""

    community_id: str
    ballot: Ballot


@dataclass(frozen=True, slots=True)
class BallotChecked:
    """Somebody met who cast the ballot: it counts from now on."""

    community_id: str
    poll: str
    home: str
    version: int
    by: str


@dataclass(frozen=True, slots=True)
class OpinionGiven:
    """Somebody without a ballot says what he thinks; without an answer it is withdrawn."""

    community_id: str
    poll: str
    person_id: str
    answer: Answer | None
    at: datetime


@dataclass(frozen=True, slots=True)
class HomesAsked:
    """Those homes were asked once more."""

    community_id: str
    poll: str
    homes: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class RemindersStopped:
    """That home wants to be reminded no more."""

    community_id: str
    poll: str
    home: str


@dataclass(frozen=True, slots=True)
class PollWoken:
    """The clock has looked at a poll and looks again at that moment, None for never."""

    community_id: str
    poll: str
    again_at: datetime | None


PollChange: TypeAlias = (
    PollOpened
    | BallotCast
    | BallotChecked
    | OpinionGiven
    | HomesAsked
    | RemindersStopped
    | PollWoken
)


def poll_id(community_id: str, turn_key: str) -> str:
    """Return the id of the poll that a turn opens: the same turn opens the same poll."""
    return hashlib.sha256(f"{community_id}|{turn_key}".encode()).hexdigest()[:12]


def may_hold(person: Person, area: PropertyArea, rules: Rulebook, day: date) -> bool:
    """Say whether the person may hold a poll in the area and read its result.

    The dispatcher of its community may, and the secretary of a grid that lies in it.
    """
    if person.community_id != area.community_id:
        return False
    grids = {
        micro.grid
        for micro in rules.directory.microgrids
        if micro.holds_on(day) and any(each.compound in area.compounds for each in micro.covers)
    }
    return any(
        (post.role is Role.DISPATCHER and post.scope is ScopeKind.COMMUNITY)
        or (post.role is Role.SECRETARY and post.code in grids)
        for post in person.posts_on(day)
    )


def area_named(code: str, rules: Rulebook, day: date) -> PropertyArea | None:
    """Return the property-management area of that code on that day, or None."""
    areas = (each for each in rules.directory.areas if each.code == code)
    return next((each for each in areas if each.holds_on(day)), None)


def may_record(person: Person, home: Place, rules: Rulebook, day: date) -> bool:
    """Say whether the person may write down a ballot at that door, or check who cast one.

    Captains and grid workers of the stairwell may; never for the home that is their own.
    """
    serves = any(person.has_role(role, day) for role in _WRITES_DOWN)
    is_own = home_key(person.home) == home_key(home)
    return serves and not is_own and may_prove(person, home, rules, day)


def may_vote(person: Person, unit: Unit | None) -> bool:
    """Say whether the person casts the ballot of the unit: proved to live there, as its owner."""
    if unit is None or unit.let:
        return False
    return is_proved(person.home) and home_key(person.home) == unit.home

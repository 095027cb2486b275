"""Who may mediate (调解员), who fits best, and whom both sides can live with.

Exclusions come from the housing map and from what is declared; they are hard. The score orders
those who are left; the parties choose (docs/sources.md#mediators).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from domain.places import Place

MOST_OPEN = 5
"""So many open mediations at once are the most for one mediator."""

OFFERED = 3
OFTEN = 3
"""From so many earlier cases with one party within twelve months on it is disclosed."""

COMMON_SLOTS = 4
REST_DAYS = 14

_WEIGHTS = {
    "expertise": Fraction(45, 100),
    "load": Fraction(25, 100),
    "nearness": Fraction(15, 100),
    "availability": Fraction(10, 100),
    "fairness": Fraction(5, 100),
}


class Nearness(StrEnum):
    """How near the mediator serves to the place of the dispute."""

    GRID = "grid"
    COMMUNITY = "community"
    STREET = "street"
    FAR = "far"


_NEAR = {
    Nearness.GRID: Fraction(1),
    Nearness.COMMUNITY: Fraction(7, 10),
    Nearness.STREET: Fraction(4, 10),
    Nearness.FAR: Fraction(1, 10),
}


class Bar(StrEnum):
    """Why somebody cannot mediate; each is hard."""

    HOUSEHOLD = "household"
    KIN = "kin"
    WALL = "wall"
    EMPLOYED = "employed"
    ENFORCED = "enforced"
    OBJECTED = "objected"
    STRUCK = "struck"
    FULL = "full"
    STAIRWELL = "stairwell"


class Tie(StrEnum):
    """What has to be disclosed before the parties choose; it does not exclude.

    ``ONE_SIDE`` is the stairwell of one side alone: both have to say yes to that very person.
    """

    STAIRWELL = "stairwell"
    ONE_SIDE = "one_side"
    OFTEN = "often"


WAIVABLE = frozenset({Bar.STAIRWELL})
"""What both sides may waive in writing, once it was disclosed to them."""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the dispute as far as the choice of a mediator looks at it.

    ``homes`` are the units that the side owns or lives in, the damaged or causing one among them;
    ``bodies`` the organisations that are or act for the side.
    """

    person_id: str
    homes: tuple[Place, ...] = ()
    bodies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mediator:
    """One mediator of the roster on the day of the choice.

    ``kin`` are the persons of whom kinship is declared, ``bodies`` the organisations that he
    works for or sits in, ``enforced`` and ``objected`` whether he sanctioned a party in this case
    or an objection against him was sustained. ``met`` counts earlier cases with each party in
    twelve months, ``common_slots`` the half-hours of seven days that suit everybody, ``idle_days``
    the days since his last case.
    """

    person_id: str
    home: Place = field(default_factory=Place)
    expertise: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    enforced: bool = False
    objected: bool = False
    struck: bool = False
    met: Mapping[str, int] = field(default_factory=dict)
    open_cases: int = 0
    nearness: Nearness = Nearness.FAR
    common_slots: int = 0
    idle_days: int = REST_DAYS
    last_on: str = ""


def bars_of(mediator: Mediator, parties: Sequence[Party]) -> frozenset[Bar]:
    """Return everything that keeps the mediator from this dispute, empty for nothing."""
    homes = [home for party in parties for home in party.homes]
    people = {party.person_id for party in parties}
    found = {
        Bar.HOUSEHOLD: any(_is_same_home(mediator.home, home) for home in homes),
        Bar.WALL: any(shares_wall(mediator.home, home) for home in homes),
        Bar.KIN: not people.isdisjoint(mediator.kin | {mediator.person_id}),
        Bar.EMPLOYED: any(mediator.bodies & party.bodies for party in parties),
        Bar.ENFORCED: mediator.enforced,
        Bar.OBJECTED: mediator.objected,
        Bar.STRUCK: mediator.struck,
        Bar.FULL: mediator.open_cases >= MOST_OPEN,
        Bar.STAIRWELL: _sides_of_stairwell(mediator, parties) == 1,
    }
    return frozenset(bar for bar, holds in found.items() if holds)


def is_barred(mediator: Mediator, parties: Sequence[Party]) -> bool:
    """Say whether something keeps him from this dispute that no side can waive."""
    return bool(bars_of(mediator, parties) - WAIVABLE)


def ties_of(mediator: Mediator, parties: Sequence[Party]) -> frozenset[Tie]:
    """Return what both sides are told about the mediator before they choose."""
    near = _sides_of_stairwell(mediator, parties)
    often = any(mediator.met.get(party.person_id, 0) >= OFTEN for party in parties)
    found = {Tie.STAIRWELL: near > 1, Tie.ONE_SIDE: near == 1, Tie.OFTEN: often}
    return frozenset(tie for tie, holds in found.items() if holds)


def _sides_of_stairwell(mediator: Mediator, parties: Sequence[Party]) -> int:
    return sum(any(_is_same_stairs(mediator.home, home) for home in each.homes) for each in parties)


def _is_same_stairs(one: Place, other: Place) -> bool:
    told = (one.compound, one.building, one.unit)
    return all(told) and told == (other.compound, other.building, other.unit)


def _is_same_home(one: Place, other: Place) -> bool:
    return bool(one.room) and _is_same_stairs(one, other) and one.room == other.room


def shares_wall(one: Place, other: Place) -> bool:
    """Say whether two homes share a wall, floor or ceiling, by building, unit and room number.

    A room number is floor and door ("502"): the doors beside it on the same landing, the same
    door one floor up or down, and the first and last doors of the next unit count. Where the
    numbers cannot tell, people of one landing are taken to share a wall.
    """
    if (one.compound, one.building) != (other.compound, other.building) or not one.building:
        return False
    floors, doors = _split(one.room), _split(other.room)
    if floors is None or doors is None:
        return False
    apart = abs(floors[0] - doors[0])
    if one.unit == other.unit:
        beside = apart == 0 and abs(floors[1] - doors[1]) <= 1
        return beside or (apart == 1 and floors[1] == doors[1])
    return apart == 0 and _are_next(one.unit, other.unit)


def _split(room: str) -> tuple[int, int] | None:
    if not room.isdecimal() or len(room) < len("101"):
        return None
    return int(room[:-2]), int(room[-2:])


def _are_next(one: str, other: str) -> bool:
    return one.isdecimal() and other.isdecimal() and abs(int(one) - int(other)) == 1


def score(mediator: Mediator, tags: Mapping[str, Fraction]) -> Fraction:
    """Return how well the mediator fits, 0 to 1; ``tags`` weigh what the case needs, sum 1."""
    covered = sum(
        (weight for tag, weight in tags.items() if tag in mediator.expertise), start=Fraction(0)
    )
    parts = {
        "expertise": covered,
        "load": 1 - Fraction(min(mediator.open_cases, MOST_OPEN), MOST_OPEN),
        "nearness": _NEAR[mediator.nearness],
        "availability": min(Fraction(1), Fraction(mediator.common_slots, COMMON_SLOTS)),
        "fairness": min(Fraction(1), Fraction(mediator.idle_days, REST_DAYS)),
    }
    return sum((_WEIGHTS[name] * part for name, part in parts.items()), start=Fraction(0))


def offered(
    roster: Sequence[Mediator], parties: Sequence[Party], tags: Mapping[str, Fraction]
) -> tuple[Mediator, ...]:
    """Return the three who fit best, best first; who has a bar comes only if both may waive it.

    Of equals the one with fewer open cases comes first, then the one who waited longer; whoever
    needs a waiver comes behind all who need none.
    """
    asked = [each for each in roster if not is_barred(each, parties)]
    best = sorted(
        asked,
        key=lambda each: (
            bool(bars_of(each, parties)),
            -score(each, tags),
            each.open_cases,
            each.last_on,
            each.person_id,
        ),
    )
    return tuple(best[:OFFERED])


def chosen(offers: Sequence[str], answers: Sequence[Mapping[str, int]]) -> str:
    """Return whom both sides can live with best, "" if each was struck by somebody.

    An answer gives each mediator a rank, 1 for the most wanted; one without a rank is struck.
    The lowest sum of ranks wins, of equals the one who was offered first.
    """
    left = [each for each in offers if all(each in answer for answer in answers)]
    sums = {each: sum(answer[each] for answer in answers) for each in left}
    return min(left, key=lambda each: sums[each], default="")

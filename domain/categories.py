"""The matters that people bring (诉求分类): who leads, how soon, and what may never happen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from domain.appraisals import Weighting
from domain.deadlines import Limit
from domain.people import Role
from domain.refusals import Refused

UNKNOWN_LEAF = "X0"


class Priority(IntEnum):
    """How pressing a matter is; the smaller number goes first."""

    DANGER = 0
    URGENT = 1
    NORMAL = 2
    SLOW = 3


class Mediation(StrEnum):
    """Whether people's mediation is open to a matter."""

    YES = "yes"
    NO = "no"
    ADMINISTRATIVE = "administrative"
    DAMAGE_ONLY = "damage_only"


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the ladder (催办阶梯): who hears there, and how long he has for a tap.

    ``role`` is None for whoever holds the case.
    """

    role: Role | None
    wait: Limit


@dataclass(frozen=True, slots=True)
class Leaf:
    """One kind of matter, a row of the category file, which explains each column.

    ``made_safe`` is the limit for fencing off a danger whose repair (``solve``) takes longer;
    ``ladder`` is who hears of it and after how long, () for what its priority says;
    ``destroy_days`` after how many days what was told is destroyed, 0 for never;
    ``dissuade`` that talking to the other side comes first and is recorded; ``advice`` is what
    whoever tells such a matter should know of his rights; ``damages`` is the leaf of the
    compensation where only that may be mediated, "" elsewhere.
    """

    code: str
    name: str
    top: str
    lead: tuple[str, ...]
    above: tuple[str, ...]
    priority: Priority
    accept: Limit
    answer: Limit
    solve: Limit | None
    mediation: Mediation
    emergency: bool
    numbers: tuple[str, ...]
    about: tuple[str, ...]
    proof: str
    confidential: bool
    relapse_days: int
    origin: str
    made_safe: Limit | None = None
    dissuade: bool = False
    ladder: tuple[Rung, ...] = ()
    destroy_days: int = 0
    advice: str = ""
    damages: str = ""


@dataclass(frozen=True, slots=True)
class Categories:
    """All leaves by code and all tops by letter; ``version`` names the file's edition.

    ``ladder`` is who hears and how long each has for a tap, from the holder up, ``alarms``
    how soon the next alarm follows about a case that nobody holds; ``appraisal`` weighs rates;
    ``words`` is how soon a resident who spoke again hears something from a person, ``needs``
    names what who mediates matters of a top should know.
    """

    leaves: Mapping[str, Leaf] = field(default_factory=dict)
    tops: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    ladder: Mapping[Priority, tuple[Rung, ...]] = field(default_factory=dict)
    alarms: Mapping[Priority, Limit] = field(default_factory=dict)
    appraisal: Weighting = field(default_factory=Weighting)
    words: Mapping[Priority, Limit] = field(default_factory=dict)
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def leaf(self, code: str) -> Leaf:
        """Return the leaf of that code.

        Raises:
            Refused: ``categories.unknown_leaf`` if there is none.
        """
        if code not in self.leaves:
            raise Refused("categories.unknown_leaf", code=code)
        return self.leaves[code]

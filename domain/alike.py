"""Same matter (同一件事): how alike two reports are, and what a neighbour may be asked about one.

The words are compared by the cosine of their weighted pairs of characters, the rarer the heavier
(docs/sources.md#same-matter). Another leaf, compound or building is another matter.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.cases import Case
from domain.categories import Mediation, Priority
from domain.grams import grams
from domain.parts import is_accused
from domain.people import Person
from domain.places import Place
from domain.rules import Rulebook
from domain.states import State

OFFERED = 80
"""From so many hundredths on, the resident is asked whether it is the same matter."""
SHOWN = 50
"""From so many hundredths on, the secretary is shown it."""
WITHIN = timedelta(days=7)
MOST_SHOWN = 3
_AGREEING = 0.4
"""What the same leaf at the same place within a week says by itself."""
_JOINED = frozenset({State.NEW, State.ASSIGNED, State.ACCEPTED, State.WAITING, State.PAUSED})
_SECRET = frozenset({"confidential", "anonymous", "dispute", "sensitive"})


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many of so many reports each pair of characters stands; empty: all weigh the same."""

    reports: int = 0
    counts: Mapping[str, int] = field(default_factory=dict, repr=False)

    def weight(self, gram: str) -> float:
        """Return the inverse document frequency of the pair, smoothed."""
        return 1 + math.log((self.reports + 1) / (self.counts.get(gram, 0) + 1))

    def weighed(self, found: Mapping[str, int]) -> dict[str, float]:
        """Return the weighted pairs of one report."""
        return {gram: (1 + math.log(n)) * self.weight(gram) for gram, n in found.items()}


def count_rarity(texts: Iterable[tuple[str, Place]], most: int = 6_000) -> Rarity:
    """Return in how many of the reports the most frequent pairs of characters stand."""
    counts: Counter[str] = Counter()
    reports = 0
    for words, place in texts:
        counts.update(grams(words, place).keys())
        reports += 1
    return Rarity(reports, dict(counts.most_common(most)))


@dataclass(frozen=True, slots=True)
class Report:
    """What is compared of a report: its community, leaf, place and words."""

    community_id: str
    leaf: str
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Another open report that may be the same matter, as far as anybody may be asked about it.

    It holds no word and no person; ``likeness`` is in hundredths, ``households`` how many homes
    reported it, ``grid`` whose secretary may hear of it ("" for none). ``is_offered`` says that
    the one who speaks may be asked.
    """

    number: str
    leaf: str
    place: Place
    households: int
    likeness: int
    grid: str = ""
    is_offered: bool = False


def likeness(one: Report, other: Report, rarity: Rarity) -> int:
    """Return how alike two reports are, 0 to 100; 0 for another leaf, compound or building."""
    if one.community_id != other.community_id or one.leaf != other.leaf:
        return 0
    if not one.place.compound or one.place.compound != other.place.compound:
        return 0
    if one.place.building != other.place.building and one.place.building and other.place.building:
        return 0
    said = cosine(
        rarity.weighed(grams(one.text, one.place)), rarity.weighed(grams(other.text, other.place))
    )
    whole = round(100 * (_AGREEING + (1 - _AGREEING) * said))
    # Nobody said whether it is the same building: people look at it first.
    exact = one.place.building == other.place.building
    return whole if exact else min(whole, OFFERED - 1)


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two weighted sets, 0 to 1."""
    shared = sum(weight * other.get(gram, 0.0) for gram, weight in one.items())
    lengths = _square(one) * _square(other)
    return shared / math.sqrt(lengths) if lengths else 0.0


def _square(weights: Mapping[str, float]) -> float:
    return sum(weight * weight for weight in weights.values())


def may_be_offered(case: Case, person: Person, rules: Rulebook, day: date) -> bool:
    """Say whether the person may be asked if his matter is the same as that case."""
    is_strange = case.party(person.person_id) is None and not is_accused(case, person, day)
    return is_strange and is_joinable(case) and not is_private(case, rules)


def may_join(person: Person, own: Case, other: Case, rules: Rulebook, day: date) -> bool:
    """Say whether the person's own case may still be joined to one that he was asked about.

    It is his one way to a case that only those whom it concerns may see, so all is asked again.
    """
    mine = (own.community_id, own.leaf, own.place.compound)
    same = mine == (other.community_id, other.leaf, other.place.compound)
    reports = own.party(person.person_id) is not None
    return reports and same and may_be_offered(other, person, rules, day)


def is_joinable(case: Case) -> bool:
    """Say whether another report may still be joined to the case."""
    return case.state in _JOINED and case.priority is not Priority.DANGER


def is_private(case: Case, rules: Rulebook) -> bool:
    """Say whether no neighbour may learn of the case by being asked about it.

    Those are cases that ask for secrecy, that complain of a body or a person, and quarrels: who
    asks next may be the other side.
    """
    leaf = rules.categories.leaf(case.leaf)
    complains = case.about or any(tag.startswith("about:") for tag in case.tags)
    quarrel = leaf.top in _QUARRELS and leaf.mediation is not Mediation.NO
    return bool(leaf.confidential or complains or quarrel or not _SECRET.isdisjoint(case.tags))


# Noise, and neighbours and families: who is next door may be the one complained of.
_QUARRELS = frozenset({"F", "I"})

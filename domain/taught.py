"""Taught (学到的): what corrections and added words change in the reading of the next message.

A message is held against messages that people put right before. What one person's lessons can do
is limited, so that nobody alone turns the reading (docs/decisions: what one correction may do).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from domain.categories import UNKNOWN_LEAF
from domain.grams import grams
from domain.lessons import CITY, OwnTerm
from domain.people import Person
from domain.reading import Candidate, Reading, Reason
from domain.rules import Rulebook

LEARNED, LEXICON = "learned", "lexicon"
BY_STAFF, BY_RESIDENT = 2.0, 1.0
"""How many points one person's lessons give at most, for one leaf and against another."""
STRONGEST = 4.0
"""All lessons together give no more points than the strongest word of the lexicon."""
LEAST_ALIKE = 0.4
FULLY_ALIKE = 0.7
_TEMPERATURE = 1.4
_SHOWN = 3
_SECOND = 2


@dataclass(frozen=True, slots=True)
class Exemplar:
    """One message that was put right: its pairs of characters, who did it as a number."""

    leaf: str
    before: str
    giver: int
    by_staff: bool
    pairs: frozenset[str]


class Taught:
    """Everything that one community's people taught; ``edition`` names it."""

    def __init__(
        self, exemplars: Sequence[Exemplar] = (), terms: Sequence[OwnTerm] = (), edition: str = ""
    ) -> None:
        self.exemplars = tuple(exemplars)
        self.terms = tuple(terms)
        self.edition = edition

    @cached_property
    def _holding(self) -> Mapping[str, list[int]]:
        """The places of the exemplars that hold each pair."""
        holding: defaultdict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(self.exemplars):
            for pair in each.pairs:
                holding[pair].append(place)
        return holding

    def beside(self, city: Self) -> Self:
        """Return this with the words of the whole city, too."""
        both = copy(self)
        both.terms = (*self.terms, *city.terms)
        both.edition = f"{self.edition}{city.edition}"
        return both

    def __bool__(self) -> bool:
        return bool(self.exemplars or self.terms)

    def near(self, pairs: Collection[str]) -> Iterator[tuple[Exemplar, float]]:
        """Yield the exemplars that are like a message of those pairs, and how much, 0 to 1."""
        shared = Counter(place for pair in pairs for place in self._holding.get(pair, ()))
        for place, count in shared.items():
            found = self.exemplars[place]
            alike = count / math.sqrt(len(pairs) * len(found.pairs))
            if alike >= LEAST_ALIKE:
                yield found, alike


NOTHING = Taught()


def pairs_of(reading: Reading) -> frozenset[str]:
    """Return the pairs of characters by which a message is held against others."""
    return frozenset(pair for pair in grams(reading.text, reading.place) if len(pair) == _SECOND)


@dataclass(slots=True)
class _Moved:
    """What speaks for and against leaves beside the reading itself."""

    points: defaultdict[str, float]
    givers: Counter[str]
    reasons: list[Reason]


def refined(reading: Reading, taught: Taught, grids: Collection[str] = ()) -> Reading:
    """Return the reading with what was taught; a danger that happens now is never touched.

    ``grids`` are those that the message may come from, for words that count in one grid only.
    """
    if not taught or not reading.text or reading.is_alarm():
        return reading
    moved = _Moved(defaultdict(float), Counter(), [])
    _ask_lessons(moved, reading, taught)
    _ask_terms(moved, reading, taught, {"", CITY, *grids})
    if not moved.points:
        return reading
    leads = _moved(reading.candidates, moved.points)
    reasons = _ordered((*moved.reasons, *reading.reasons), leads)
    return reading._replace(
        candidates=leads,
        certain=_is_certain(reading, leads, moved),
        reasons=reasons,
        version=f"{reading.version}+{taught.edition}",
    )


def refined_for(
    reading: Reading, taught: Taught, person: Person, rules: Rulebook, day: date
) -> Reading:
    """Return what ``refined`` does for words of that person, where the words or the home lie."""
    grids: tuple[str, ...] = ()
    if any(each.scope not in ("", CITY) for each in taught.terms):
        place = reading.place.completed_by(person.home)
        grids = tuple(grid.code for grid in rules.directory.grids_of(place, day))
    return refined(reading, taught, grids if len(grids) == 1 else ())


def _ask_lessons(moved: _Moved, reading: Reading, taught: Taught) -> None:
    for (_, leaf), (points, found) in _best(taught, pairs_of(reading)).items():
        moved.points[leaf] += points
        if points > 0:
            moved.givers[leaf] += 1
            word = longest_shared(reading.text, found.pairs)
            moved.reasons.append(Reason(word, leaf, round(100 * points), LEARNED))
    for leaf, points in moved.points.items():
        moved.points[leaf] = max(-STRONGEST, min(STRONGEST, points))


def _best(
    taught: Taught, pairs: Collection[str]
) -> Mapping[tuple[int, str], tuple[float, Exemplar]]:
    """Return what each person's closest lesson says for or against each leaf."""
    said = (
        ((found.giver, leaf), (points, found))
        for found, alike in taught.near(pairs)
        for leaf, points in _said(found, min(1.0, alike / FULLY_ALIKE))
    )
    best: dict[tuple[int, str], tuple[float, Exemplar]] = {}
    for who, told in said:
        best[who] = max(best.get(who, told), told, key=lambda each: abs(each[0]))
    return best


def _said(found: Exemplar, alike: float) -> Iterator[tuple[str, float]]:
    worth = alike * (BY_STAFF if found.by_staff else BY_RESIDENT)
    if found.leaf != UNKNOWN_LEAF:
        yield found.leaf, worth
    if found.before not in (found.leaf, UNKNOWN_LEAF):
        yield found.before, -worth


def longest_shared(text: str, pairs: Collection[str]) -> str:
    """Return the longest piece of the text that is made of those pairs."""
    best, start = "", 0
    for end in range(2, len(text) + 1):
        if text[end - 2 : end] not in pairs:
            start = end - 1
        elif end - start > len(best):
            best = text[start:end]
    return best


def _ask_terms(moved: _Moved, reading: Reading, taught: Taught, scopes: Collection[str]) -> None:
    for each in taught.terms:
        if each.scope in scopes and each.term in reading.text:
            moved.points[each.leaf] += each.weight
            moved.givers[each.leaf] += _SECOND
            moved.reasons.append(Reason(each.term, each.leaf, 100 * each.weight, LEXICON))


def _moved(leads: Sequence[Candidate], points: Mapping[str, float]) -> tuple[Candidate, ...]:
    told = {lead.leaf: float(max(1, lead.percent)) for lead in leads}
    rest = max(1.0, 100.0 - sum(told.values()))
    told |= {leaf: rest / 2 for leaf, worth in points.items() if worth > 0 and leaf not in told}
    raised = {
        leaf: worth * math.exp(points.get(leaf, 0.0) / _TEMPERATURE) for leaf, worth in told.items()
    }
    whole = rest + sum(raised.values())
    order = sorted(raised, key=lambda leaf: -raised[leaf])[:_SHOWN]
    return tuple(Candidate(leaf, min(99, round(100 * raised[leaf] / whole))) for leaf in order)


def _is_certain(reading: Reading, leads: Sequence[Candidate], moved: _Moved) -> bool:
    """Say whether the first leaf may be filed without asking: never by one person's word alone."""
    if not leads:
        # Nothing was found, and all that was taught speaks against something.
        return False
    first = leads[0]
    if first.leaf == reading.leaf and reading.certain:
        return first.percent >= reading.certain_from
    return first.percent >= reading.certain_from and moved.givers[first.leaf] >= _SECOND


def _ordered(reasons: Iterable[Reason], leads: Sequence[Candidate]) -> tuple[Reason, ...]:
    shown = {lead.leaf: place for place, lead in enumerate(leads)}
    kept = [each for each in reasons if each.leaf in shown]
    return tuple(sorted(kept, key=lambda each: (shown[each.leaf], -each.weight)))

"""From matched words to candidates: points, probabilities, and when to be certain."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from domain.reading import Candidate, Reason
from nlp.matching import Hit, Says

SHOWN = 3
OUT_OF_SCOPE = "X9"
LEXICON = "lexicon"
LEARNED = "learned"
BESIDE_OUT_OF_SCOPE = 0.05
"""A leaf less likely than this is none beside a message out of scope."""

LONG = 60
"""From so many characters on, a message has an opening that counts for more."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How points become probabilities.

    ``temperature`` flattens, the more so the more words were found (``steadied_by`` of them
    double it); ``unknown`` is the weight of everything that no word spoke for; ``certain`` is the
    probability from which a message is filed without asking; ``again`` is what each further
    mention adds to a word's points, as a share of its weight; ``opening`` what a place among the
    first 30 characters of a long message adds.
    """

    temperature: float = 1.2
    steadied_by: float = 12.0
    unknown: float = 2.0
    certain: float = 0.8
    again: float = 0.5
    opening: float = 1.0


Told = tuple[str, str, float, str]
"""One word of the message, a leaf, what the word adds to it in points, and by which source."""


class Tally(NamedTuple):
    """Points by leaf, the words that made them, and the names of the terms."""

    points: Mapping[str, float]
    told: tuple[Told, ...]
    terms: tuple[str, ...] = ()


def tally(hits: Iterable[Hit], scale: Scale, length: int = 0) -> Tally:
    """Add up the hits: a word counts once, and a little more when it is said again.

    ``length`` is the message's own, in characters.
    """
    first: dict[Says, Hit] = {}
    again: dict[Says, int] = {}
    for hit in hits:
        says = hit[0]
        if first.setdefault(says, hit) is not hit:
            again[says] = again.get(says, 0) + 1
    points: dict[str, float] = {}
    told: list[Told] = []
    opening = LONG // 2 if length > LONG else 0
    for says, (_, start, said) in first.items():
        leaf, _, worth = says
        if again:
            worth *= 1 + scale.again * min(again.get(says, 0), 6)
        if start < opening:
            worth *= 1 + scale.opening
        points[leaf] = points.get(leaf, 0.0) + worth
        told.append((said, leaf, worth, LEXICON))
    return Tally(points, tuple(told), tuple(dict.fromkeys([says[1] for says in first])))


def strongest(told: Iterable[Told], leaves: Sequence[str]) -> tuple[Reason, ...]:
    """Return what speaks for the leaves, in their order, the strongest words first, each once."""
    worths: dict[tuple[str, str, str], float] = {}
    for word, leaf, worth, source in told:
        if worth > 0 and leaf in leaves:
            key = (word, leaf, source)
            worths[key] = worths.get(key, 0.0) + worth
    found = [
        Reason(word, leaf, round(100 * worth), source)
        for (word, leaf, source), worth in worths.items()
    ]
    return tuple(sorted(found, key=lambda reason: (leaves.index(reason.leaf), -reason.weight)))


def chances(found: Tally, scale: Scale) -> dict[str, float]:
    """Return the probability of each leaf that has points above 0, 0 to 1, likeliest first."""
    temperature = scale.temperature * (1 + len(found.terms) / scale.steadied_by)
    raised = {leaf: math.exp(worth / temperature) for leaf, worth in found.points.items()}
    whole = scale.unknown + sum(raised.values())
    kept = {leaf: raised[leaf] / whole for leaf, worth in found.points.items() if worth > 0}
    return ordered(kept) if len(kept) > 1 else kept


def ordered(chance: Mapping[str, float]) -> dict[str, float]:
    """Return the same with the likeliest leaf first."""
    return dict(sorted(chance.items(), key=itemgetter(1), reverse=True))


def spread(chance: Mapping[str, float], leaves: Sequence[str]) -> dict[str, float]:
    """Return probabilities of all leaves: what is left over is shared by those without words."""
    rest = max(0.0, 1 - sum(chance.values())) / max(1, len(leaves))
    return {leaf: chance.get(leaf, 0.0) + rest for leaf in dict.fromkeys([*leaves, *chance])}


def candidates(chance: Mapping[str, float]) -> tuple[Candidate, ...]:
    """Return the three likeliest leaves with whole percentages; leaves out of scope are none.

    Where the message is most likely out of scope, only others that are likely, too, are left.
    """
    outside = next(iter(chance), "") == OUT_OF_SCOPE
    least = BESIDE_OUT_OF_SCOPE if outside else 0.0
    best = [
        Candidate(leaf, min(99, round(100 * worth)))
        for leaf, worth in islice(chance.items(), SHOWN + 1)
        if leaf != OUT_OF_SCOPE and worth >= least
    ]
    return tuple(best[:SHOWN])


def is_certain(chance: Mapping[str, float], least: float) -> bool:
    """Say whether the likeliest leaf is so likely that it may be filed without asking."""
    best = next(iter(chance.items()), (OUT_OF_SCOPE, 0.0))
    return best[0] != OUT_OF_SCOPE and best[1] >= least

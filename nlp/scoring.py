"""From matched words to candidates: points, probabilities, and when to be certain."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.reading import Candidate, Reason
from nlp.matching import Hit

SHOWN = 3
OUT_OF_SCOPE = "X9"


@dataclass(frozen=True, slots=True)
class Scale:
    """How points become probabilities.

    ``temperature`` flattens, ``unknown`` is the weight of everything that no word spoke for,
    ``certain`` is the probability from which a message is filed without asking, ``again`` is
    what each further mention adds to a word's points, as a share of its weight.
    """

    temperature: float = 1.0
    unknown: float = 2.0
    certain: float = 0.8
    again: float = 0.25


@dataclass(frozen=True, slots=True)
class Tally:
    """Points by leaf and the words that made them, in hundredths, strongest first."""

    points: Mapping[str, float]
    reasons: tuple[Reason, ...]


def tally(hits: Iterable[Hit], scale: Scale) -> Tally:
    """Add up the hits: a word counts once, and a little more when it is said again."""
    said: dict[tuple[str, str, float], list[str]] = {}
    for hit in hits:
        said.setdefault((hit.term.leaf, hit.term.shown, hit.term.weight), []).append(hit.said)
    points: defaultdict[str, float] = defaultdict(float)
    reasons: list[Reason] = []
    for (leaf, _, weight), words in said.items():
        worth = weight * (1 + scale.again * min(len(words) - 1, 3))
        points[leaf] += worth
        reasons.append(Reason(words[0], leaf, round(100 * worth)))
    reasons.sort(key=lambda reason: (-abs(reason.weight), -len(reason.word)))
    return Tally(points, tuple(reasons))


def chances(points: Mapping[str, float], scale: Scale) -> dict[str, float]:
    """Return the probability of each leaf that has points above 0, 0 to 1, likeliest first."""
    raised = {leaf: math.exp(worth / scale.temperature) for leaf, worth in points.items()}
    whole = scale.unknown + sum(raised.values())
    kept = ((leaf, raised[leaf] / whole) for leaf, worth in points.items() if worth > 0)
    return dict(sorted(kept, key=lambda pair: -pair[1]))


def candidates(chance: Mapping[str, float]) -> tuple[Candidate, ...]:
    """Return the three likeliest leaves with whole percentages; leaves out of scope are none."""
    kept = [(leaf, worth) for leaf, worth in chance.items() if leaf != OUT_OF_SCOPE]
    return tuple(Candidate(leaf, min(99, round(100 * worth))) for leaf, worth in kept[:SHOWN])


def is_certain(chance: Mapping[str, float], scale: Scale) -> bool:
    """Say whether the likeliest leaf may be filed without asking."""
    best = next(iter(chance.items()), (OUT_OF_SCOPE, 0.0))
    return best[0] != OUT_OF_SCOPE and best[1] >= scale.certain

"""From matched words to candidates: points, probabilities, and when to be certain."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.reading import Candidate, Reason
from nlp.matching import Hit

SHOWN = 3
OUT_OF_SCOPE = "X9"
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


@dataclass(frozen=True, slots=True)
class Tally:
    """Points by leaf and the words that made them, in hundredths, strongest first."""

    points: Mapping[str, float]
    reasons: tuple[Reason, ...]
    terms: tuple[str, ...] = ()


def tally(hits: Iterable[Hit], scale: Scale, length: int = 0) -> Tally:
    """Add up the hits: a word counts once, and a little more when it is said again.

    ``length`` is the message's own, in characters.
    """
    said: dict[tuple[str, str, float], list[Hit]] = {}
    for hit in hits:
        said.setdefault((hit.term.leaf, hit.term.shown, hit.term.weight), []).append(hit)
    points: defaultdict[str, float] = defaultdict(float)
    reasons: list[Reason] = []
    for (leaf, _, weight), found in said.items():
        worth = weight * _emphasis(found, scale, length)
        points[leaf] += worth
        reasons.append(Reason(found[0].said, leaf, round(100 * worth)))
    reasons.sort(key=lambda reason: (-abs(reason.weight), -len(reason.word)))
    return Tally(points, tuple(reasons), tuple(dict.fromkeys(shown for _, shown, _ in said)))


def _emphasis(found: Sequence[Hit], scale: Scale, length: int) -> float:
    opens = length > LONG and found[0].start < LONG // 2
    return (1 + scale.again * min(len(found) - 1, 6)) * (1 + scale.opening * opens)


def chances(found: Tally, scale: Scale) -> dict[str, float]:
    """Return the probability of each leaf that has points above 0, 0 to 1, likeliest first."""
    temperature = scale.temperature * (1 + len(found.terms) / scale.steadied_by)
    raised = {leaf: math.exp(worth / temperature) for leaf, worth in found.points.items()}
    whole = scale.unknown + sum(raised.values())
    kept = {leaf: raised[leaf] / whole for leaf, worth in found.points.items() if worth > 0}
    return ordered(kept)


def ordered(chance: Mapping[str, float]) -> dict[str, float]:
    """Return the same with the likeliest leaf first."""
    return dict(sorted(chance.items(), key=lambda pair: -pair[1]))


def spread(chance: Mapping[str, float], leaves: Sequence[str]) -> dict[str, float]:
    """Return probabilities of all leaves: what is left over is shared by those without words."""
    rest = max(0.0, 1 - sum(chance.values())) / max(1, len(leaves))
    return {leaf: chance.get(leaf, 0.0) + rest for leaf in dict.fromkeys([*leaves, *chance])}


def candidates(chance: Mapping[str, float]) -> tuple[Candidate, ...]:
    """Return the three likeliest leaves with whole percentages; leaves out of scope are none."""
    kept = [(leaf, worth) for leaf, worth in chance.items() if leaf != OUT_OF_SCOPE]
    return tuple(Candidate(leaf, min(99, round(100 * worth))) for leaf, worth in kept[:SHOWN])


def is_certain(chance: Mapping[str, float], scale: Scale) -> bool:
    """Say whether the likeliest leaf may be filed without asking."""
    best = next(iter(chance.items()), (OUT_OF_SCOPE, 0.0))
    return best[0] != OUT_OF_SCOPE and best[1] >= scale.certain

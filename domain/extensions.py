"""Extensions (延期): how far and how often a promise may be moved, by whom."""

from collections.abc import Collection

from domain.deadlines import Limit
from domain.states import Part

# How far from today, and how often in the life of a case (docs/sources.md#extensions).
_RULES: tuple[tuple[Part, Limit, int], ...] = (
    (Part.CALLER, Limit.parse("60wd"), 3),
    (Part.SUPERVISOR, Limit.parse("60wd"), 2),
    (Part.HOLDER, Limit.parse("15wd"), 1),
    (Part.OUTSIDER, Limit.parse("15wd"), 1),
)


def farthest(parts: Collection[Part]) -> Limit:
    """Return how far from today somebody of these parts may move a promise."""
    return next((limit for part, limit, _ in _RULES if part in parts), _RULES[-1][1])


def most(parts: Collection[Part]) -> int:
    """Return how many extensions a case may have had after one by somebody of these parts."""
    return next((times for part, _, times in _RULES if part in parts), 0)

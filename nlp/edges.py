"""Whether a short word stands by itself: "车" in 车堵了, but not in 风车."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

LONGEST = 4
"""Longer words of the dictionary are names and sayings: they hide nothing."""


@cache
def joined(words: frozenset[str]) -> frozenset[str]:
    """Return the words of jieba's dictionary that hold one of the words and more beside it.

    Cutting a whole message to learn the edges of one character costs more than all the rest of
    the reading; what jieba would join, its dictionary tells.
    """
    letters = frozenset(word[0] for word in words)
    near = (known for known in _dictionary() if not letters.isdisjoint(known))
    return frozenset(known for known in near if any(_is_part(word, known) for word in words))


def _is_part(word: str, known: str) -> bool:
    return word in known and word != known


def _dictionary() -> Iterable[str]:
    with (files("jieba") / "dict.txt").open(encoding="utf-8") as lines:
        words = (line.partition(" ")[0] for line in lines)
        yield from (known for known in words if 1 < len(known) <= LONGEST)


def stands_alone(text: str, start: int, end: int, longer: frozenset[str]) -> bool:
    """Say whether none of the longer words covers the span of the text."""
    return longer.isdisjoint(
        [
            text[first:stop]
            for first in range(max(0, end - LONGEST), start + 1)
            for stop in range(end, first + LONGEST + 1)
        ]
    )

"""Whether a short word stands by itself: "车" in 车堵了, but not in 风车."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

LONGEST = 4
"""Longer words of the dictionary are names and sayings: they hide nothing."""


@cache
def joined(words: frozenset[str]) -> frozenset[str]:
    """Return the words of jieba's dictionary that hold one of the words and more beside it.

    Cutting a whole message to learn the edges of one character costs more than all the rest of
    the reading; what jieba would join, its dictionary tells.
    """
    if not words:
        return frozenset()
    parts = "|".join(map(re.escape, sorted(words)))
    near = re.findall(rf"(?m)^(?=\S*(?:{parts}))(\S{{2,{LONGEST}}}) ", _dictionary())
    return frozenset(known for known in near if known not in words or _is_joined(known, words))


def _is_joined(known: str, words: Iterable[str]) -> bool:
    return any(word in known and word != known for word in words)


def _dictionary() -> str:
    """Return the lines of jieba's dictionary; jieba itself is not loaded for that."""
    found = find_spec("jieba")
    origin = found.origin if found else None
    return Path(origin).with_name("dict.txt").read_text("utf-8") if origin else ""


def stands_alone(text: str, start: int, end: int, longer: frozenset[str]) -> bool:
    """Say whether none of the longer words covers the span of the text."""
    return longer.isdisjoint(
        [
            text[first:stop]
            for first in range(max(0, end - LONGEST), start + 1)
            for stop in range(end, first + LONGEST + 1)
        ]
    )

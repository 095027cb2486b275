"""One walk over a text finds every word of many rows; few rows are then left to be looked at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

import ahocorasick_rs as automata

Parts = tuple[tuple[str, ...], ...]
Spots = Mapping[str, Sequence[int]]

MOST = 64
"""So many places of one word are looked at: a text that says it more often hides something."""

_COMMON = {1: 30, 2: 3}
"""How often words of so many characters turn up, beside longer ones."""


class _Row(NamedTuple):
    """One row compiled: the bits of its parts, and the parts themselves."""

    number: int
    bits: int
    first: frozenset[str]
    rest: tuple[frozenset[str], ...]
    within: int


class Sieve:
    """Rows of parts that follow each other; the parts are tuples of alternatives.

    ``rows`` are parts with the distance, in characters, in which they all stand; ``others`` are
    words that are looked for besides.
    """

    def __init__(self, rows: Iterable[tuple[Parts, int]], others: Iterable[str] = ()) -> None:
        self._bits: dict[frozenset[str], int] = {}
        self._masks: dict[str, int] = dict.fromkeys(others, 0)
        self._single: dict[str, list[int]] = {}
        self._rows: dict[str, list[_Row]] = {}
        for number, (parts, within) in enumerate(rows):
            if len(parts) == 1:
                self._learn_words(number, parts[0])
            else:
                self._learn_parts(number, parts, within)
        self._words = tuple(self._masks)
        self._found = automata.AhoCorasick(self._words)

    def _learn_words(self, number: int, words: Iterable[str]) -> None:
        for word in words:
            self._masks.setdefault(word, 0)
            self._single.setdefault(word, []).append(number)

    def _learn_parts(self, number: int, parts: Parts, within: int) -> None:
        groups = [frozenset(part) for part in parts]
        bits = 0
        for group in groups:
            bits |= self._bit(group)
        row = _Row(number, bits, groups[0], tuple(groups[1:]), within)
        for word in min(groups, key=_frequency):
            self._rows.setdefault(word, []).append(row)

    def _bit(self, group: frozenset[str]) -> int:
        if group not in self._bits:
            self._bits[group] = bit = 1 << len(self._bits)
            for word in group:
                self._masks[word] = self._masks.get(word, 0) | bit
        return self._bits[group]

    def spots(self, text: str) -> Spots:
        """Return where each word begins in the normalised, lowered text; words may overlap."""
        spots: dict[str, list[int]] = {}
        words = self._words
        for number, start, _ in self._found.find_matches_as_indexes(text, overlapping=True):
            word = words[number]
            if word in spots:
                spots[word].append(start)
            else:
                spots[word] = [start]
        return spots

    def hits(self, text: str, spots: Spots) -> list[tuple[int, int, int, int]]:
        """Return each row that stands in the text: number, start, end of first part, end of all."""
        missing = ~reduce(or_, map(self._masks.__getitem__, spots), 0)
        possible = {
            row[0]: row
            for word in spots
            for row in self._rows.get(word, ())
            if not row[1] & missing
        }
        found = [
            (number, at, at + len(word), at + len(word))
            for word in spots
            for number in self._single.get(word, ())
            for at in spots[word][:MOST]
        ]
        for row in possible.values():
            found += _placed(row, text, spots)
        return found


def _placed(row: _Row, text: str, spots: Spots) -> Iterator[tuple[int, int, int, int]]:
    number, _, firsts, parts, within = row
    said = spots.keys()
    rest = [part & said for part in parts]
    openings = [(at, at + len(word)) for word in firsts & said for at in spots[word][:MOST]]
    for start, first in openings:
        last = end_of_parts(text, rest, first, start + within)
        if last:
            yield number, start, first, last


def _frequency(group: frozenset[str]) -> int:
    return sum(_COMMON.get(len(word), 1) for word in group)


def end_of_parts(text: str, parts: Iterable[Iterable[str]], end: int, limit: int) -> int:
    """Return where the parts end that follow each other from ``end``, 0 if they do not."""
    for part in parts:
        ends = [at + len(word) for word in part if (at := text.find(word, end, limit)) >= 0]
        if not ends:
            return 0
        end = min(ends)
    return end


def swallowed(text: str, start: int, end: int, phrases: Iterable[str]) -> bool:
    """Say whether one of the phrases covers the span of the text."""
    return any(
        text.find(phrase, max(0, end - len(phrase)), start + len(phrase)) >= 0
        for phrase in phrases
        if len(phrase) >= end - start
    )

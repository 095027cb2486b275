"""Find many words, and parts that follow each other, in one walk over a text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import ahocorasick_rs as automata

from nlp.normalise import lowered, normalise

WITHIN = 12
Parts = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words and patterns that mean the same: ``label``.

    The parts of a pattern are tuples of alternatives; all of them stand in order ``within`` that
    many characters. ``not_in`` are phrases that swallow the first part of a hit.
    """

    label: str
    words: tuple[str, ...] = ()
    patterns: tuple[Parts, ...] = ()
    not_in: tuple[str, ...] = ()
    within: int = WITHIN


@dataclass(frozen=True, slots=True)
class Found:
    """One phrase where it stands in the text, in characters from ``start`` up to ``end``."""

    label: str
    start: int
    end: int


class Phrases:
    """Many phrases, compiled."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._openers: dict[str, list[tuple[Phrase, Parts]]] = {}
        for phrase in phrases:
            self._learn(phrase)
        self._found = automata.AhoCorasick(list(self._openers))
        self._rows = tuple(self._openers.values())

    def _learn(self, phrase: Phrase) -> None:
        for word in phrase.words:
            self._openers.setdefault(word, []).append((phrase, ()))
        for first, *rest in phrase.patterns:
            for word in first:
                self._openers.setdefault(word, []).append((phrase, tuple(rest)))

    def find(self, text: str) -> Iterator[Found]:
        """Yield every phrase in the normalised, lowered text; they may overlap."""
        for number, start, end in self._found.find_matches_as_indexes(text, overlapping=True):
            for phrase, rest in self._rows[number]:
                yield from _found(text, phrase, rest, (start, end))


def _found(text: str, phrase: Phrase, rest: Parts, first: tuple[int, int]) -> Iterator[Found]:
    start, end = first
    last = end_of_parts(text, rest, end, start + phrase.within)
    if last and not swallowed(text, start, end, phrase.not_in):
        yield Found(phrase.label, start, last)


def read_phrase(label: str, table: Mapping[str, object], within: int = WITHIN) -> Phrase:
    """Return the phrase of one table of a word file (``nlp/files/FORMAT.md``)."""
    patterns = tuple(
        tuple(_words(part.split("|")) for part in row) for row in _rows(table, "patterns")
    )
    words = _words(_rows(table, "words"))
    wide = int(str(table.get("within", within)))
    return Phrase(label, words, patterns, _words(_rows(table, "not_in")), wide)


def _rows(table: Mapping[str, object], key: str) -> Sequence[str]:
    rows = table.get(key, ())
    return rows if isinstance(rows, list) else ()


def _words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(written, words))))


def written(word: str) -> str:
    """Return a word of the files in the writing that messages are matched in."""
    return lowered(normalise(word))


def swallowed(text: str, start: int, end: int, phrases: Iterable[str]) -> bool:
    """Say whether one of the phrases covers the span of the text."""
    return any(
        text.find(phrase, max(0, end - len(phrase)), start + len(phrase)) >= 0
        for phrase in phrases
        if len(phrase) >= end - start
    )


def end_of_parts(text: str, parts: Sequence[Sequence[str]], end: int, limit: int) -> int:
    """Return where the parts end that follow each other from ``end``, 0 if they do not."""
    for part in parts:
        ends = [at + len(word) for word in part if (at := text.find(word, end, limit)) >= 0]
        if not ends:
            return 0
        end = min(ends)
    return end

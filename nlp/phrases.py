"""Find many words, and parts that follow each other, in one walk over a text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from types import MappingProxyType
from typing import NamedTuple

from nlp.normalise import lowered, normalise
from nlp.sieves import Parts, Sieve, Sifted, swallowed

WITHIN = 12
Sets = Mapping[str, Sequence[str]]


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


class Found(NamedTuple):
    """One phrase where it stands in the text, in characters from ``start`` up to ``end``."""

    label: str
    start: int
    end: int


class Phrases:
    """Many phrases, compiled; those that share a sieve are found in one walk."""

    def __init__(self, phrases: Iterable[Phrase], sieve: Sieve | None = None) -> None:
        self._phrases = [
            (phrase, parts) for phrase in phrases for parts in ((phrase.words,), *phrase.patterns)
        ]
        self._phrases = [(phrase, parts) for phrase, parts in self._phrases if all(parts)]
        self._sieve = sieve or Sieve()
        self._mine = self._sieve.learn((parts, phrase.within) for phrase, parts in self._phrases)
        self._not_in = [self._sieve.numbers(phrase.not_in) for phrase, _ in self._phrases]

    def sift(self, text: str | Sifted) -> Sifted:
        """Return the normalised text sifted; what was sifted already stays as it is."""
        return self._sieve.sift(text)

    def find(self, text: str | Sifted) -> list[Found]:
        """Return every phrase in the normalised text; they may overlap."""
        sifted = self._sieve.sift(text)
        return [
            Found(self._phrases[row][0].label, start, end)
            for row, start, first, end in sifted.caught.get(self._mine, ())
            if not swallowed(sifted, start, first, self._not_in[row])
        ]


def read_phrase(
    label: str, table: Mapping[str, object], within: int = WITHIN, sets: Sets = MappingProxyType({})
) -> Phrase:
    """Return the phrase of one table of a word file (``nlp/files/FORMAT.md``).

    ``sets`` are words that a part may name together: ``{child}``.
    """
    ordered = [_parts(row, sets) for row in _rows(table, "patterns")]
    loose = [_parts(row, sets) for row in _rows(table, "together")]
    patterns = (*ordered, *(turned for row in loose for turned in permutations(row)))
    words = _words(_rows(table, "words"))
    wide = int(str(table.get("within", within)))
    return Phrase(label, words, patterns, _words(_rows(table, "not_in")), wide)


def _parts(row: Iterable[str], sets: Sets) -> Parts:
    return tuple(_words(_named(part.split("|"), sets)) for part in row)


def _named(words: Iterable[str], sets: Sets) -> Iterator[str]:
    """Yield the words; a name in braces stands for all the words of that set.

    Raises:
        KeyError: there is no such set.
    """
    for word in words:
        yield from sets[word[1:-1]] if word.startswith("{") else (word,)


def _rows(table: Mapping[str, object], key: str) -> Sequence[str]:
    rows = table.get(key, ())
    return rows if isinstance(rows, list) else ()


def _words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(written, words))))


def written(word: str) -> str:
    """Return a word of the files in the writing that messages are matched in."""
    return lowered(normalise(word))

"""The features that models know, found in a message without looking for any other."""

from collections.abc import Iterable
from operator import add, itemgetter

import ahocorasick_rs as automata

from nlp.features import GAPS, LOOKED_AT, OPENING

_NUMBER = itemgetter(0)
_PIECE, _WORD, _FIRST, _TERM = "c:", "w:", "o:", "k:"


class Vocabulary:
    """Names of features, as ``nlp/features.py`` makes them, with their numbers from 1 on."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = ("", *dict.fromkeys(names))
        pieces = self._of(_PIECE)
        self._pieces = tuple(pieces.values())
        self._found = automata.AhoCorasick(list(pieces))
        self._words, self._firsts, self._terms = map(self._of, (_WORD, _FIRST, _TERM))

    def _of(self, kind: str) -> dict[str, int]:
        names = enumerate(self.names)
        return {name[len(kind) :]: number for number, name in names if name.startswith(kind)}

    def heard(self, low: str, words: Iterable[str], terms: Iterable[str]) -> list[int]:
        """Return the numbers of the features of the lowered text, some more than once."""
        matches = self._found.find_matches_as_indexes(low[:LOOKED_AT], overlapping=True)
        found = list(map(self._pieces.__getitem__, map(_NUMBER, matches)))
        opening = GAPS.sub("", low[:OPENING])
        found += filter(None, map(self._words.get, words))
        found += filter(None, map(self._firsts.get, map(add, opening, opening[1:])))
        found += filter(None, map(self._terms.get, terms))
        return found

    def words(self, words: Iterable[str]) -> dict[str, int]:
        """Return the numbers of the words among those that are known."""
        return {word: self._words[word] for word in words if word in self._words}

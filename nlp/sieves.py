"""One walk over a text finds every word of many rows; few rows are then left to be looked at."""

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, count
from operator import itemgetter
from typing import NamedTuple

import ahocorasick_rs as automata

from nlp.normalise import lowered

Parts = tuple[tuple[str, ...], ...]
Numbers = frozenset[int]
Spot = tuple[int, int, int]
"""One word where it stands: its number, its start and its end."""

Spots = Sequence[Spot]
"""Places of words in the order of their ends."""

MOST = 64
"""So many places of one word are looked at: a text that says it more often hides something."""

_NUMBER = itemgetter(0)
_END = itemgetter(2)
_PLACE = itemgetter(2, 1)
_COMMON = {1: 30, 2: 3}
"""How often words of so many characters turn up, beside longer ones."""


Caught = tuple[int, int, int, int]
"""One row where it stands: its number, the first part's start and end, the end of all parts."""


class Sifted(NamedTuple):
    """What one walk found in a lowered text: the rows by their owner, and where words stand.

    Words go by their numbers in the sieve; ``said`` are those of all that stand there.
    """

    text: str
    spots: Spots
    said: Numbers
    caught: Mapping[int, Sequence[Caught]]


class _Row(NamedTuple):
    """One row of several parts: the numbers of their words."""

    key: int
    owner: int
    number: int
    parts: tuple[Numbers, ...]
    within: int


class Sieve:
    """Rows of parts that follow each other; the parts are tuples of alternatives.

    Whoever looks for words lets it ``learn`` them; one walk over a text then serves them all.
    Words have numbers, and what hangs on a word is found by its number: ``rows`` are those of
    which it is of the rarest part, beside the rarest of their other parts; ``whole`` are the
    owners and numbers of the rows that it is all of.
    """

    def __init__(self) -> None:
        self._owners = count()
        self._keys = count()
        self._numbers: dict[str, int] = {}
        self._whole: list[tuple[tuple[int, int], ...]] = []
        self._rows: list[tuple[tuple[Numbers, _Row], ...]] = []
        self._found: automata.AhoCorasick | None = None

    def learn(self, rows: Iterable[tuple[Parts, int]]) -> int:
        """Take in the rows of an owner; return the number under which its rows are found.

        ``rows`` are parts with the distance, in characters, in which they all stand.
        """
        owner = next(self._owners)
        for number, (parts, within) in enumerate(rows):
            if len(parts) == 1:
                self._learn_words((owner, number), parts[0])
            else:
                self._learn_parts((owner, number), parts, within)
        return owner

    def numbers(self, words: Iterable[str]) -> Numbers:
        """Return the numbers of the words, which are looked for from now on."""
        return frozenset(map(self._numbered, words))

    def _numbered(self, word: str) -> int:
        number = self._numbers.setdefault(word, len(self._numbers))
        if number == len(self._whole):
            self._whole.append(())
            self._rows.append(())
            self._found = None
        return number

    def _learn_words(self, which: tuple[int, int], words: Iterable[str]) -> None:
        for word in words:
            self._whole[self._numbered(word)] += (which,)

    def _learn_parts(self, which: tuple[int, int], parts: Parts, within: int) -> None:
        rarest, second = map(self.numbers, sorted(parts, key=_frequency)[:2])
        row = _Row(next(self._keys), *which, tuple(map(self.numbers, parts)), within)
        for word in rarest:
            self._rows[word] += ((second, row),)

    def sift(self, text: str | Sifted) -> Sifted:
        """Return what stands in the normalised text; what was sifted already stays as it is."""
        if isinstance(text, Sifted):
            return text
        low = lowered(text)
        spots = _fewer(self._walk(low))
        said = frozenset(map(_NUMBER, spots))
        caught: defaultdict[int, list[Caught]] = defaultdict(list)
        for word, start, end in spots:
            for owner, number in self._whole[word]:
                caught[owner].append((number, start, end, end))
        possible = self._possible(said)
        places = _by_word(spots) if possible else {}
        for row in possible:
            openings = chain.from_iterable(map(places.__getitem__, row.parts[0] & said))
            if found := _placed(row, sorted(openings, key=_PLACE), spots):
                caught[row.owner] += found
        return Sifted(low, spots, said, caught)

    def _walk(self, low: str) -> list[Spot]:
        if self._found is None:
            self._found = automata.AhoCorasick(tuple(self._numbers))
        return self._found.find_matches_as_indexes(low, overlapping=True)

    def _possible(self, said: Numbers) -> Collection[_Row]:
        """Return the rows of which the two rarest parts are said somewhere, each once."""
        near = chain.from_iterable(map(self._rows.__getitem__, said))
        return {row.key: row for second, row in near if not second.isdisjoint(said)}.values()


def _fewer(spots: Spots) -> Spots:
    """Return the first places of each word."""
    if len(spots) <= MOST or max(Counter(map(_NUMBER, spots)).values()) <= MOST:
        return spots
    times: Counter[int] = Counter()
    kept = []
    for spot in spots:
        times[spot[0]] += 1
        if times[spot[0]] <= MOST:
            kept.append(spot)
    return kept


def _by_word(spots: Spots) -> Mapping[int, Spots]:
    places: defaultdict[int, list[Spot]] = defaultdict(list)
    for spot in spots:
        places[spot[0]].append(spot)
    return places


def _placed(row: _Row, openings: Iterable[Spot], spots: Spots) -> list[Caught]:
    """Return where the parts of the row stand in order, behind which places of the first."""
    rest = row.parts[1:]
    return [
        (row.number, start, end, last)
        for _, start, end in openings
        if (last := _end_of_parts(rest, spots, end, start + row.within))
    ]


def _end_of_parts(parts: Iterable[Numbers], spots: Spots, end: int, limit: int) -> int:
    """Return where the parts end that follow each other from ``end``, 0 if they do not."""
    for part in parts:
        end = _end_of_next(part, spots, end, limit)
        if not end:
            return 0
    return end


def _end_of_next(part: Numbers, spots: Spots, first: int, limit: int) -> int:
    """Return where a word of the part ends that begins at ``first`` or behind, 0 if none does."""
    for at in range(bisect(spots, first, key=_END), len(spots)):
        word, start, end = spots[at]
        if end > limit:
            return 0
        if start >= first and word in part:
            return end
    return 0


def _frequency(group: Iterable[str]) -> int:
    return sum(_COMMON.get(len(word), 1) for word in frozenset(group))


def swallowed(sifted: Sifted, start: int, end: int, phrases: Numbers) -> bool:
    """Say whether one of the phrases, which go by their numbers, covers the span of the text."""
    return not phrases.isdisjoint(sifted.said) and any(
        first <= start and end <= last and word in phrases for word, first, last in sifted.spots
    )

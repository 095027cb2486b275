"""Hear models: what they say for all their leaves is added up at once."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from struct import Struct

from nlp.learned import Model

Numbers = Collection[int]
Again = Mapping[int, float]
"""What a feature counts more because it is said again: the logarithm of how often, by number."""

LEAST = 1e-6
"""No leaf is held for less likely than this by one model alone."""

_NUMBER = itemgetter(0)
_BITS = 32
_ZERO = 1 << _BITS - 1
_POINT = 1 << 8
_SAY = 1 << 14
_ONE = _POINT * _SAY
"""What 1 is in the sum of what models say, a natural logarithm."""

_SILENT: tuple[float, Mapping[str, float]] = (0.0, {})


class Tones:
    """Leaves side by side in one whole number, 32 bits each: adding two adds up all leaves."""

    def __init__(self, leaves: Iterable[str]) -> None:
        self.leaves = tuple(dict.fromkeys(leaves))
        self.places = {leaf: at for at, leaf in enumerate(self.leaves)}
        self._row = Struct(f"<{len(self.leaves)}I")
        self._signed = Struct(f"<{len(self.leaves)}i")
        self._zero = self._number([_ZERO] * len(self.leaves))

    def packed(self, worths: Mapping[str, float], unit: float) -> int:
        """Return one number for what each leaf is worth, in whole parts of the unit."""
        row = [round(worths.get(leaf, 0.0) * unit) + _ZERO for leaf in self.leaves]
        return self._number(row) - self._zero

    def _number(self, row: Sequence[int]) -> int:
        return int.from_bytes(self._row.pack(*row), "little")

    def raised(self, whole: int) -> list[float]:
        """Return how likely each leaf is beside the others, by what was said for it."""
        return [math.exp(worth / _ONE) for worth in self._worths(whole)]

    def highest(self, whole: int) -> int:
        """Return what was said for the likeliest leaf."""
        return max(self._worths(whole))

    def _worths(self, whole: int) -> tuple[int, ...]:
        return self._signed.unpack(whole.to_bytes(self._signed.size, "little", signed=True))


class _Packed(dict[int, int]):
    """What each feature says, put into one number when it is first heard."""

    def __init__(self, told: Sequence[tuple[float, Mapping[str, float]]], tones: Tones) -> None:
        super().__init__()
        self._told = told
        self._tones = tones

    def __missing__(self, number: int) -> int:
        rarity, told = self._told[number]
        self[number] = packed = self._tones.packed(told, rarity * _POINT) if told else 0
        return packed


class Ear:
    """A model whose features go by their numbers, which are their places among ``names``."""

    def __init__(self, model: Model, names: Iterable[str], tones: Tones) -> None:
        self._told = [model.weights.get(name, _SILENT) for name in names]
        self._squares = [rarity * rarity for rarity, _ in self._told]
        self._said = _Packed(self._told, tones)
        self._tones = tones
        self._bias = tones.packed(model.bias, _POINT)
        self._temperature = model.temperature
        absent = {leaf: 1.0 for leaf in tones.leaves if leaf not in model.leaves}
        self._absent = tones.packed(absent, 1)

    def voice(self, numbers: Numbers, says: float, again: Again) -> int:
        """Return the logarithm of every leaf's probability, up to one constant.

        ``says`` below 1 makes leaves more alike: it is the power of the probabilities.
        """
        strength = says * _SAY / self._temperature
        scale = strength / self.length(numbers, again)
        whole = sum(map(self._said.__getitem__, numbers)) * round(scale)
        for more, said in _together(again).items():
            whole += sum(map(self._said.__getitem__, said)) * round(scale * more)
        whole += self._bias * round(strength)
        if self._absent:
            low = self._tones.highest(whole) + round(says * math.log(LEAST) * _ONE)
            whole += self._absent * low
        return whole

    def length(self, numbers: Numbers, again: Again) -> float:
        """Return the length of the message among the features that the model knows."""
        squares = self._squares
        whole = sum(map(squares.__getitem__, numbers))
        for number, worth in again.items():
            whole += squares[number] * worth * (2 + worth)
        return math.sqrt(whole) or 1.0

    def told(self, number: int, leaf: str) -> float:
        """Return what the feature says for the leaf, in points of a message of length 1."""
        rarity, told = self._told[number]
        return rarity * told.get(leaf, 0.0)


def _together(again: Again) -> Mapping[float, list[int]]:
    found: defaultdict[float, list[int]] = defaultdict(list)
    for number, more in again.items():
        found[more].append(number)
    return found


def counted(found: Sequence[int]) -> tuple[Numbers, Again]:
    """Return the numbers, each once, and what those count more that were found again."""
    numbers = set(found)
    if len(numbers) == len(found):
        return numbers, {}
    times = Counter(found).items()
    return numbers, {number: math.log(often) for number, often in times if often > 1}


def numbers_of(matches: Iterable[tuple[int, int, int]]) -> set[int]:
    """Return the numbers of what an automaton found, each once."""
    return set(map(_NUMBER, matches))

"""Find messages that say almost the same, so that measuring does not fool itself."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from nlp.normalise import normalise

LOOKED_AT = 300
PIECE = 4
RAREST = 40
ALIKE = 0.5
_MOST = 30
_SHARED = 3


def groups(texts: Sequence[str]) -> list[int]:
    """Return a group number for each text; near-duplicates have the same one."""
    pieces = [_pieces(normalise(text)) for text in texts]
    heads = list(range(len(texts)))
    for first, second in _candidates(pieces):
        if _likeness(pieces[first], pieces[second]) >= ALIKE:
            heads[_head(heads, first)] = _head(heads, second)
    return [_head(heads, number) for number in range(len(texts))]


def _pieces(plain: str) -> frozenset[str]:
    start = plain[:LOOKED_AT]
    return frozenset(start[at : at + PIECE] for at in range(max(1, len(start) - PIECE + 1)))


def _candidates(pieces: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    frequency = Counter(piece for held in pieces for piece in held)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, held in enumerate(pieces):
        for piece in _rarest(held, frequency):
            holders[piece].append(number)
    met = Counter(pair for held in holders.values() for pair in combinations(held, 2))
    return [pair for pair, times in met.items() if times >= _SHARED]


def _rarest(held: frozenset[str], frequency: Mapping[str, int]) -> list[str]:
    rarest = sorted(held, key=lambda piece: (frequency[piece], piece))[:RAREST]
    return [piece for piece in rarest if 1 < frequency[piece] <= _MOST]


def _likeness(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / max(1, len(first | second))


def _head(heads: list[int], number: int) -> int:
    while heads[number] != number:
        heads[number] = heads[heads[number]]
        number = heads[number]
    return number

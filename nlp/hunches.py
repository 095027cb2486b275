"""What a message sounds like: danger told in words that no list has."""

import math
import re
from collections.abc import Mapping
from operator import add
from pathlib import Path

from nlp.learned import Model
from nlp.lexicon import packaged_files
from nlp.models import read_model

DANGER = "danger"
CALM = "calm"
LONGEST = 80
"""Longer messages are left to the patterns: who is in danger writes little."""

SURE = 0.25
"""From this probability on a message that no pattern speaks of is an alarm."""

SURER = 0.5
"""The same for a message with a word of danger that is guarded."""

SUREST = 0.8
"""The same for a message that the lexicon counts as ordinary."""

DOUBTED = 0.15
"""Below this probability a word of danger in a long text is only spoken of."""

CALMEST = 0.05
"""The same in a short message that the lexicon counts as ordinary."""

AROUND = 20
"""So many characters on either side of a word are listened to in a long text."""

SHORTEST = 6
"""Shorter words are commands, names and numbers; what they cry for, the patterns know."""

_TOLD = 3
_PIECE = 2
_HAN = re.compile(r"[\u4e00-\u9fff]{3}")


class Hunch:
    """A small readable model of danger, and one of its kinds; both taught by labelled sentences.

    ``python -m tests.teach_danger`` makes their files from the lists under ``tests/nlp/messages``.
    """

    def __init__(self, danger: Model, kinds: Model) -> None:
        self._weights = {
            name: (rarity**2, rarity * (told.get(DANGER, 0.0) - told.get(CALM, 0.0)))
            for name, (rarity, told) in danger.weights.items()
        }
        self._bias = danger.bias.get(DANGER, 0.0) - danger.bias.get(CALM, 0.0)
        self._temperature = danger.temperature
        self._kinds = kinds

    def sureness(self, low: str) -> float:
        """Return how likely the lowered text tells of danger, 0 to 1; 0 where it cannot say."""
        if not SHORTEST <= len(low) <= LONGEST or not _HAN.search(low):
            return 0.0
        found = [pair for pair in map(self._weights.get, grams(low)) if pair]
        squares, worths = map(sum, zip(*found, strict=True)) if found else (1.0, 0.0)
        points = self._bias + worths / math.sqrt(squares)
        return 1 / (1 + math.exp(-points / self._temperature))

    def doubts(self, low: str, start: int, end: int, *, ordinary: bool = False) -> bool:
        """Say whether the words around a span sound like no danger at all.

        In a short text only where the lexicon knows it for something ``ordinary``.
        """
        if len(low) <= LONGEST:
            return ordinary and self.sureness(low) < CALMEST
        return self.sureness(low[max(0, start - AROUND) : end + AROUND][:LONGEST]) < DOUBTED

    def kind(self, low: str) -> str:
        """Return the kind of danger that the lowered text sounds most like."""
        chances = self._kinds.chances(said(low))
        return max(chances, key=lambda kind: chances[kind])

    def words(self, low: str) -> tuple[str, ...]:
        """Return the pieces of the lowered text that sound most like danger, in its order."""
        told = [gram for gram in grams(low) if self._worth(gram) > 0]
        best = sorted(told, key=lambda gram: (-self._worth(gram), low.find(gram)))[:_TOLD]
        return tuple(sorted(best, key=low.find))

    def _worth(self, gram: str) -> float:
        return self._weights.get(gram, (0.0, 0.0))[1] if len(gram) >= _PIECE else 0.0


def grams(low: str) -> set[str]:
    """Return the characters of the text, and what two and three of them make in a row."""
    pairs = list(map(add, low, low[1:]))
    return {*low, *pairs, *map(add, pairs, low[2:])}


def said(low: str) -> Mapping[str, float]:
    """Return the grams of the text as the features of a lesson."""
    return dict.fromkeys(grams(low), 1.0)


def load_hunch(folder: Path | None = None) -> Hunch:
    """Read the models of the folder, which is the packaged one unless another is given."""
    source = folder or Path(str(packaged_files())) / "danger"
    return Hunch(read_model(source / "danger.model"), read_model(source / "kinds.model"))

"""What a message sounds like: danger told in words that no list has."""

import math
import re
from collections.abc import Callable, Mapping
from operator import add
from pathlib import Path

import ahocorasick_rs as automata

from nlp.ears import Ear, Tones, numbers_of
from nlp.learned import Model
from nlp.lexicon import packaged_files
from nlp.models import read_model

DANGER = "danger"
CALM = "calm"
LONGEST = 80
"""Longer messages are left to the patterns: who is in danger writes little."""

SURE = 0.25
"""From this probability on a message that no pattern speaks of is an alarm."""

SURER = 0.6
"""The same for a message with a word of danger that is guarded."""

SUREST = 0.87
"""The same for a message that the lexicon counts as ordinary."""

DOUBTED = 0.15
"""Below this probability a word of danger in a long text is only spoken of."""

CALMEST = 0.01
"""The same in a short message that the lexicon counts as ordinary."""

MUTE = 3e-4
"""The same in any short message: 请问家暴告诫书怎么开."""

AROUND = 20
"""So many characters on either side of a word are listened to in a long text."""

SHORTEST = 6
"""Shorter words are commands, names and numbers; what they cry for, the patterns know."""

_FIRST, _LAST = "^", "$"
_MARKS = re.compile(r"[，。！？；：、,.!?;:~…— \n]+")
_TOLD = 3
_PIECE = 2
_HAN = re.compile(r"[\u4e00-\u9fff]{3}")


class Hunch:
    """A small readable model of danger, and one of its kinds; both taught by labelled sentences.

    ``python -m tests.teach_danger`` makes their files from the lists under ``tests/nlp/messages``.
    """

    def __init__(self, danger: Model, kinds: Model) -> None:
        self._found = automata.AhoCorasick(list(danger.weights), store_patterns=True)
        # Two numbers in one, so that one pass adds up both: the square of a gram's rarity is the
        # real part, what it says for danger the imaginary one.
        self._weights = {
            name: complex(rarity**2, rarity * (told.get(DANGER, 0.0) - told.get(CALM, 0.0)))
            for name, (rarity, told) in danger.weights.items()
        }
        self._bias = danger.bias.get(DANGER, 0.0) - danger.bias.get(CALM, 0.0)
        self._temperature = danger.temperature
        self._tones = Tones(kinds.leaves)
        self._kinds = Ear(kinds, kinds.weights, self._tones)
        self._of_kinds = automata.AhoCorasick(list(kinds.weights))

    def sureness(self, low: str) -> float:
        """Return how likely the lowered text tells of danger, 0 to 1; 0 where it cannot say."""
        if not can_be_heard(low):
            return 0.0
        known = set(self._found.find_matches_as_strings(marked(low), overlapping=True))
        said = sum(map(self._weights.__getitem__, known))
        points = self._bias + (said.imag / math.sqrt(said.real) if said else 0.0)
        return 1 / (1 + math.exp(-points / self._temperature))

    def doubts(self, low: str, *, ordinary: bool = False) -> Callable[[int, int], bool]:
        """Return what says whether the words around a span sound like no danger at all.

        In a short text hardly ever but where the lexicon knows it for something ``ordinary``.
        """
        if len(low) <= LONGEST:
            least = CALMEST if ordinary else MUTE
            is_calm = can_be_heard(low) and self.sureness(low) < least
            return lambda _start, _end: is_calm

        def around(start: int, end: int) -> bool:
            near = low[max(0, start - AROUND) : end + AROUND]
            return self.sureness(near[:LONGEST]) < DOUBTED

        return around

    def kinds(self, low: str) -> Mapping[str, float]:
        """Return how much the lowered text sounds like each kind of danger, 0 to 1 together."""
        matches = self._of_kinds.find_matches_as_indexes(marked(low), overlapping=True)
        raised = self._tones.raised(self._kinds.voice(numbers_of(matches), 1.0, {}))
        whole = sum(raised)
        return {kind: worth / whole for kind, worth in zip(self._tones.leaves, raised, strict=True)}

    def words(self, low: str) -> tuple[str, ...]:
        """Return the pieces of the lowered text that sound most like danger, in its order."""
        told = [gram for gram in grams(low) if gram.isalnum() and self._worth(gram) > 0]
        best = sorted(told, key=lambda gram: (-self._worth(gram), low.find(gram), gram))[:_TOLD]
        return tuple(sorted(best, key=lambda gram: (low.find(gram), gram)))

    def _worth(self, gram: str) -> float:
        return self._weights.get(gram, 0j).imag if len(gram) >= _PIECE else 0.0


def can_be_heard(low: str) -> bool:
    """Say whether the lowered text is of a length and a script that a hunch can judge."""
    return SHORTEST <= len(low) <= LONGEST and bool(_HAN.search(low))


def grams(low: str) -> tuple[str, ...]:
    """Return the characters of the text, and what two and three of them make in a row, each once.

    Its first and its last character are marked: 着火了 cries, 着火了吗 asks.
    """
    low = marked(low)
    pairs = list(map(add, low, low[1:]))
    return tuple(dict.fromkeys((*low, *pairs, *map(add, pairs, low[2:]))))


def marked(low: str) -> str:
    """Return the text with its ends marked: 着火了 cries, 着火了吗 asks.

    Its punctuation goes: half of those who write in a chat leave it out.
    """
    return f"{_FIRST}{_MARKS.sub('', low)}{_LAST}"


def said(low: str) -> Mapping[str, float]:
    """Return the grams of the text as the features of a lesson."""
    return dict.fromkeys(grams(low), 1.0)


def load_hunch(folder: Path | None = None) -> Hunch:
    """Read the models of the folder, which is the packaged one unless another is given."""
    source = folder or Path(str(packaged_files())) / "danger"
    return Hunch(read_model(source / "danger.model"), read_model(source / "kinds.model"))

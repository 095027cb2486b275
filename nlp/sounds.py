"""What a matter sounds like: leaves told by the characters where the words leave a doubt."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import ahocorasick_rs as automata

from nlp.ears import Ear, Numbers, Tones, numbers_of
from nlp.hunches import marked, said
from nlp.learned import Model
from nlp.lexicon import packaged_files
from nlp.models import read_model

SURE = 0.8
"""Where the lexicon gives a leaf so much, it alone decides."""

SAYS = 0.4
"""The say of the sound beside the lexicon."""

ALONE = 0.9
"""What no word of the lexicon speaks of is told by its sound from this probability on."""

_TOLD = 3
_PIECE = 2


class Sounds:
    """A small readable model of the leaves, taught by labelled messages of our own writing.

    ``python -m tests.teach_leaves`` makes its file from the lists under ``tests/nlp/messages``.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self.certain = model.certain
        self.version = model.version
        self._names = tuple(model.weights)
        self._found = automata.AhoCorasick(self._names)

    @property
    def leaves(self) -> tuple[str, ...]:
        """Return the leaves that are told apart."""
        return self._model.leaves

    def ear(self, tones: Tones) -> Ear:
        """Return the ear that hears the numbers of pieces."""
        return Ear(self._model, self._names, tones)

    def numbers(self, low: str) -> Numbers:
        """Return the numbers of the pieces of the lowered text that are known."""
        return numbers_of(self._found.find_matches_as_indexes(marked(low), overlapping=True))

    def told(self, low: str, leaf: str) -> Mapping[str, float]:
        """Return the pieces of the lowered text that speak most for the leaf, in points."""
        worths = self._model.told_by(said(low), leaf)
        best = [name for name in worths if len(name) >= _PIECE and name.isalnum()][:_TOLD]
        return {name: worths[name] for name in best if worths[name] > 0}


@cache
def load_sounds() -> Sounds:
    """Return what comes with the station, read once."""
    return Sounds(read_model(Path(str(packaged_files())) / "sounds" / "leaves.model"))

"""Compound names that were typed wrong: the sound is right, a character is not (浪港新邨)."""

from collections.abc import Iterable

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz

from domain.directory import Compound
from nlp.normalise import normalise

SHORTEST = 3
ALONE = 8
"""A message of so many characters may be nothing but a name."""
ALIKE = 94
"""From this likeness of sound on, 0 to 100, a name is taken for the one that was meant."""


class Mistyped:
    """The names of compounds by their sound."""

    def __init__(self, compounds: Iterable[Compound]) -> None:
        named = (
            (normalise(name), compound)
            for compound in compounds
            for name in (compound.name, *compound.aliases)
        )
        self._names = tuple(
            (name, _sound(name), compound) for name, compound in named if len(name) >= SHORTEST
        )

    def nearest(self, said: str, community_id: str) -> Compound | None:
        """Return the compound of the community whose name ends the normalised words by sound."""
        here = [
            (fuzz.ratio(_sound(said[-len(name) :]), sound), compound)
            for name, sound, compound in self._names
            if compound.community_id == community_id and len(said) >= len(name)
        ]
        likeness, compound = max(here, key=lambda pair: pair[0], default=(0.0, None))
        return compound if likeness >= ALIKE else None


def _sound(words: str) -> str:
    return " ".join(lazy_pinyin(words))

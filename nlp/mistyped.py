"""Compound names that were typed wrong: the sound is right, a character is not (浪港新邨)."""

from collections.abc import Iterable
from operator import itemgetter

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
        self._names: dict[str, list[tuple[str, str, Compound]]] = {}
        for name, compound in named:
            if len(name) >= SHORTEST:
                here = self._names.setdefault(compound.community_id, [])
                here.append((name, _sound(name), compound))

    def nearest(self, said: str, community_id: str) -> Compound | None:
        """Return the compound of the community whose name ends the normalised words by sound."""
        names = self._names.get(community_id, ()) if len(said) >= SHORTEST else ()
        lengths = {len(name) for name, _, _ in names if len(name) <= len(said)}
        heard = {length: _sound(said[-length:]) for length in lengths}
        here = [
            (fuzz.ratio(heard[len(name)], sound), compound)
            for name, sound, compound in names
            if len(name) in heard
        ]
        likeness, compound = max(here, key=itemgetter(0), default=(0.0, None))
        return compound if likeness >= ALIKE else None


def _sound(words: str) -> str:
    return " ".join(lazy_pinyin(words))

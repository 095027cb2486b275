"""The safety screen, before all else: danger that is happening, and danger only spoken of."""

import math
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from operator import itemgetter
from types import MappingProxyType

from domain.reading import Emergency
from nlp.guards import Guarded, Guards
from nlp.hunches import SURE, SURER, SUREST, Hunch, load_hunch
from nlp.learned import softmax
from nlp.lexicon import packaged_files
from nlp.phrases import Found, Phrase, Phrases, Sets, read_phrase, written
from nlp.sieves import Sieve, Sifted

ORDINARY = 0.2
"""By so much the chances of ordinary leaves are above those of dangerous ones."""

NAMED = 4.0
"""What an open pattern says for its kind, in natural logarithms of a probability."""

GUARDED = 2.0
"""The same for a pattern that is guarded."""

TOLD_APART = 0.6
"""A kind that nothing but the sound tells is given from this probability on."""

UNCLEAR = "unclear"
EVERY_NUMBER = ("110", "120", "119")
"""Whom to call where it is danger, but not clear which."""

_LEAST, _LITTLE = 1e-3, 0.02
_NO_CHANCE: Mapping[str, float] = MappingProxyType({})
_DOUBT = frozenset({"doubt"})


@dataclass(frozen=True, slots=True)
class Danger:
    """One kind of danger: its leaf, whom to call, and the words that speak of it.

    ``unguarded`` names the guards that take no alarm out of this kind.
    """

    leaf: str
    numbers: tuple[str, ...]
    phrase: Phrase
    unguarded: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        """Return the name of the kind, such as ``fire``."""
        return self.phrase.label


@dataclass(frozen=True, slots=True)
class Alarm:
    """One word of danger where it stands, and what guards it."""

    danger: Danger
    start: int
    end: int
    guards: frozenset[str]


class SafetyScreen:
    """Looks for danger in every message; recall first.

    The patterns name what they found; ``hunch`` hears what they have no words for, and doubts
    them in long texts.
    """

    def __init__(
        self,
        dangers: Sequence[Danger],
        guards: Guards,
        hunch: Hunch | None = None,
        sieve: Sieve | None = None,
    ) -> None:
        self.guards = guards
        self._hunch = hunch
        self._dangers = {danger.kind: danger for danger in dangers}
        self._leaves = frozenset(danger.leaf for danger in dangers)
        self._phrases = Phrases((danger.phrase for danger in dangers), sieve)

    @property
    def leaves_by_kind(self) -> Mapping[str, str]:
        """Return the leaf of each kind of danger."""
        return {kind: danger.leaf for kind, danger in self._dangers.items()}

    def alarms(self, text: str | Sifted, *, ordinary: bool = False) -> list[Alarm]:
        """Return every word of danger in the normalised text, guarded ones too."""
        sifted = self._phrases.sift(text)
        found = self._phrases.find(sifted)
        if not found:
            return []
        plain = sifted.text
        guarded = self.guards.look_at(plain)
        doubts = self._hunch.doubts(plain, ordinary=ordinary) if self._hunch else _never
        return [
            self._alarm(each, guarded, doubts)
            for each in sorted(set(found), key=itemgetter(1, 2, 0))
            if not guarded.is_idiom(each.start, each.end)
        ]

    def _alarm(self, found: Found, guarded: Guarded, doubts: Callable[[int, int], bool]) -> Alarm:
        label, start, end = found
        danger = self._dangers[label]
        guards = guarded.closed_by(start, end) - danger.unguarded
        if not guards and doubts(start, end):
            guards = _DOUBT
        return Alarm(danger, start, end, guards)

    def is_ordinary(self, chance: Mapping[str, float]) -> bool:
        """Say whether the likely leaves are none of danger; ``chance`` is each one's, 0 to 1."""
        grave = sum(map(chance.__getitem__, self._leaves.intersection(chance)))
        return sum(chance.values()) - 2 * grave >= ORDINARY

    def emergency(
        self,
        text: str,
        sifted: Sifted | None = None,
        chance: Mapping[str, float] = _NO_CHANCE,
    ) -> Emergency | None:
        """Return the danger that leads, open ones first, or None when nothing is said of one.

        ``chance`` is what the lexicon gives each leaf, 0 to 1: it helps to tell the kind, and
        a message that it knows for something ordinary must sound more like danger. ``sifted`` is
        the same text where somebody sifted it already.
        """
        ordinary = self.is_ordinary(chance)
        sifted = sifted or self._phrases.sift(text)
        found = self.alarms(sifted, ordinary=ordinary)
        open_ones = [alarm for alarm in found if not alarm.guards]
        low = sifted.text
        if open_ones or not self._hears(low, SUREST if ordinary else SURER if found else SURE):
            return self._named(text, open_ones or found, chance)
        return self._heard(low, found, chance)

    def _hears(self, low: str, least: float) -> bool:
        return self._hunch is not None and self._hunch.sureness(low) >= least

    def _named(
        self, text: str, alarms: Sequence[Alarm], chance: Mapping[str, float]
    ) -> Emergency | None:
        """Return the danger that leads among those that patterns found."""
        if not alarms:
            return None
        lead = alarms[0].danger
        if any(alarm.danger is not lead for alarm in alarms):
            worths = self._worths(text.lower(), alarms, chance)
            lead = max(alarms, key=lambda alarm: worths[alarm.danger.kind]).danger
        same = [alarm for alarm in alarms if alarm.danger is lead]
        words = _widest(dict.fromkeys(text[alarm.start : alarm.end] for alarm in same))
        return Emergency(lead.kind, lead.leaf, lead.numbers, words, guarded=bool(same[0].guards))

    def _heard(
        self, low: str, guarded: Sequence[Alarm], chance: Mapping[str, float]
    ) -> Emergency | None:
        """Return the danger that the words sound like, though no pattern is open."""
        if self._hunch is None:
            return None
        worths = self._worths(low, guarded, chance)
        danger = self._dangers[max(worths, key=lambda kind: worths[kind])]
        words = self._hunch.words(low)
        if softmax(worths)[danger.kind] < TOLD_APART:
            return Emergency(UNCLEAR, danger.leaf, EVERY_NUMBER, words)
        return Emergency(danger.kind, danger.leaf, danger.numbers, words)

    def _worths(
        self, low: str, alarms: Iterable[Alarm], chance: Mapping[str, float]
    ) -> dict[str, float]:
        """Return how much speaks for each kind: patterns, its sound, the lexicon, its order."""
        sounds = self._hunch.kinds(low) if self._hunch else {}
        named = {alarm.danger.kind: GUARDED if alarm.guards else NAMED for alarm in alarms}
        return {
            kind: named.get(kind, 0.0)
            + math.log(sounds.get(kind, 0.0) + _LEAST)
            + math.log(chance.get(danger.leaf, 0.0) + _LITTLE) / 2
            - number * _LEAST
            for number, (kind, danger) in enumerate(self._dangers.items())
        }


def _never(_start: int, _end: int) -> bool:
    return False


def _widest(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that are no part of another one."""
    every = tuple(words)
    return tuple(
        word for word in every if not any(word in other and word != other for other in every)
    )


def load_safety(folder: Traversable | None = None, sieve: Sieve | None = None) -> SafetyScreen:
    """Read ``safety.toml`` of the folder, which is the packaged one unless another is given."""
    source = (folder or packaged_files()) / "safety.toml"
    hunch = load_hunch() if folder is None else None
    return read_safety(source.read_text("utf-8"), hunch, sieve)


def read_safety(text: str, hunch: Hunch | None = None, sieve: Sieve | None = None) -> SafetyScreen:
    """Read the safety file from its text."""
    tables = tomllib.loads(text)
    sets: Sets = tables.pop("sets", {})
    guards = {name: tuple(map(written, said)) for name, said in tables.pop("guards", {}).items()}
    dangers = [_danger(kind, table, sets) for kind, table in tables.items()]
    return SafetyScreen(dangers, Guards(guards), hunch, sieve)


def _danger(kind: str, table: Mapping[str, Sequence[str]], sets: Sets) -> Danger:
    phrase = read_phrase(kind, table, sets=sets)
    unguarded = frozenset(table.get("unguarded", ()))
    return Danger(str(table["leaf"]), tuple(table["numbers"]), phrase, unguarded)

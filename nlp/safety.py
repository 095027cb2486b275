"""The safety screen, before all else: danger that is happening, and danger only spoken of."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable

from domain.reading import Emergency
from nlp.guards import Guarded, Guards
from nlp.hunches import SURE, SURER, SUREST, Hunch, load_hunch
from nlp.lexicon import packaged_files
from nlp.normalise import lowered
from nlp.phrases import Found, Phrase, Phrases, Sets, read_phrase, written

ORDINARY = 0.2
"""By so much the chances of ordinary leaves are above those of dangerous ones."""


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
        self, dangers: Sequence[Danger], guards: Guards, hunch: Hunch | None = None
    ) -> None:
        self._guards = guards
        self._hunch = hunch
        self._dangers = {danger.kind: danger for danger in dangers}
        self._leaves = frozenset(danger.leaf for danger in dangers)
        self._order = {kind: number for number, kind in enumerate(self._dangers)}
        self._phrases = Phrases(danger.phrase for danger in dangers)

    def alarms(self, text: str, *, ordinary: bool = False) -> list[Alarm]:
        """Return every word of danger in the normalised text, guarded ones too."""
        plain = lowered(text)
        found = sorted(set(self._phrases.find(plain)), key=lambda each: each[1:])
        if not found:
            return []
        guarded = self._guards.look_at(plain)
        return [
            self._doubted(plain, self._alarm(each, guarded), ordinary=ordinary)
            for each in found
            if not guarded.is_idiom(each.start, each.end)
        ]

    def _alarm(self, found: Found, guarded: Guarded) -> Alarm:
        danger = self._dangers[found.label]
        guards = guarded.closed_by(found.start, found.end) - danger.unguarded
        return Alarm(danger, found.start, found.end, guards)

    def _doubted(self, plain: str, alarm: Alarm, *, ordinary: bool) -> Alarm:
        if alarm.guards or self._hunch is None:
            return alarm
        doubt = self._hunch.doubts(plain, alarm.start, alarm.end, ordinary=ordinary)
        return replace(alarm, guards=frozenset({"doubt"})) if doubt else alarm

    def is_ordinary(self, chance: Mapping[str, float]) -> bool:
        """Say whether the likely leaves are none of danger; ``chance`` is each one's, 0 to 1."""
        grave = sum(chance.get(leaf, 0.0) for leaf in self._leaves)
        return sum(chance.values()) - 2 * grave >= ORDINARY

    def emergency(self, text: str, *, ordinary: bool = False) -> Emergency | None:
        """Return the danger that leads, open ones first, or None when nothing is said of one.

        ``ordinary`` says that the lexicon knows the message for something else.
        """
        found = self.alarms(text, ordinary=ordinary)
        open_ones = [alarm for alarm in found if not alarm.guards]
        heard = (
            None
            if open_ones
            else self._heard(lowered(text), SUREST if ordinary else SURER if found else SURE)
        )
        if heard or not found:
            return heard
        lead = min(open_ones or found, key=lambda alarm: self._order[alarm.danger.kind]).danger
        same = [alarm for alarm in open_ones or found if alarm.danger is lead]
        words = _widest(dict.fromkeys(text[alarm.start : alarm.end] for alarm in same))
        return Emergency(lead.kind, lead.leaf, lead.numbers, words, guarded=not open_ones)

    def _heard(self, plain: str, least: float) -> Emergency | None:
        """Return the danger that the words sound like, though no pattern is open."""
        hunch = self._hunch
        if hunch is None or hunch.sureness(plain) < least:
            return None
        danger = self._dangers[hunch.kind(plain)]
        return Emergency(danger.kind, danger.leaf, danger.numbers, hunch.words(plain))


def _widest(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that are no part of another one."""
    every = tuple(words)
    return tuple(
        word for word in every if not any(word in other and word != other for other in every)
    )


def load_safety(folder: Traversable | None = None) -> SafetyScreen:
    """Read ``safety.toml`` of the folder, which is the packaged one unless another is given."""
    source = (folder or packaged_files()) / "safety.toml"
    return read_safety(source.read_text("utf-8"), load_hunch() if folder is None else None)


def read_safety(text: str, hunch: Hunch | None = None) -> SafetyScreen:
    """Read the safety file from its text."""
    tables = tomllib.loads(text)
    sets: Sets = tables.pop("sets", {})
    guards = {name: tuple(map(written, said)) for name, said in tables.pop("guards", {}).items()}
    return SafetyScreen(
        [_danger(kind, table, sets) for kind, table in tables.items()], Guards(guards), hunch
    )


def _danger(kind: str, table: Mapping[str, Sequence[str]], sets: Sets) -> Danger:
    phrase = read_phrase(kind, table, sets=sets)
    unguarded = frozenset(table.get("unguarded", ()))
    return Danger(str(table["leaf"]), tuple(table["numbers"]), phrase, unguarded)

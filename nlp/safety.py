"""The safety screen, before all else: danger that is happening, and danger only spoken of."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from domain.reading import Emergency
from nlp.guards import Guarded, Guards
from nlp.lexicon import packaged_files
from nlp.normalise import lowered
from nlp.phrases import Found, Phrase, Phrases, read_phrase, written


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
    """Looks for danger in every message; recall first."""

    def __init__(self, dangers: Sequence[Danger], guards: Guards) -> None:
        self._guards = guards
        self._dangers = {danger.kind: danger for danger in dangers}
        self._order = {kind: number for number, kind in enumerate(self._dangers)}
        self._phrases = Phrases(danger.phrase for danger in dangers)

    def alarms(self, text: str) -> list[Alarm]:
        """Return every word of danger in the normalised text, guarded ones too."""
        plain = lowered(text)
        found = sorted(set(self._phrases.find(plain)), key=lambda each: each[1:])
        if not found:
            return []
        guarded = self._guards.look_at(plain)
        return [
            self._alarm(self._dangers[each.label], each, guarded)
            for each in found
            if not guarded.is_idiom(each.start, each.end)
        ]

    @staticmethod
    def _alarm(danger: Danger, found: Found, guarded: Guarded) -> Alarm:
        guards = guarded.closed_by(found.start, found.end) - danger.unguarded
        return Alarm(danger, found.start, found.end, guards)

    def emergency(self, text: str) -> Emergency | None:
        """Return the danger that leads, open ones first, or None when nothing is said of one."""
        found = self.alarms(text)
        if not found:
            return None
        open_ones = [alarm for alarm in found if not alarm.guards]
        lead = min(open_ones or found, key=lambda alarm: self._order[alarm.danger.kind]).danger
        same = [alarm for alarm in open_ones or found if alarm.danger is lead]
        words = tuple(dict.fromkeys(text[alarm.start : alarm.end] for alarm in same))
        return Emergency(lead.kind, lead.leaf, lead.numbers, words, guarded=not open_ones)


def load_safety(folder: Traversable | None = None) -> SafetyScreen:
    """Read ``safety.toml`` of the folder, which is the packaged one unless another is given."""
    source = (folder or packaged_files()) / "safety.toml"
    return read_safety(source.read_text("utf-8"))


def read_safety(text: str) -> SafetyScreen:
    """Read the safety file from its text."""
    tables = tomllib.loads(text)
    guards = {name: tuple(map(written, said)) for name, said in tables.pop("guards", {}).items()}
    return SafetyScreen([_danger(kind, table) for kind, table in tables.items()], Guards(guards))


def _danger(kind: str, table: Mapping[str, Sequence[str]]) -> Danger:
    phrase = read_phrase(kind, table)
    unguarded = frozenset(table.get("unguarded", ()))
    return Danger(str(table["leaf"]), tuple(table["numbers"]), phrase, unguarded)

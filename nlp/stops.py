"""The stop-list: words of matters that are never mediated, whatever else a message says."""

import tomllib
from collections.abc import Sequence
from importlib.resources.abc import Traversable

from nlp.guards import Guards
from nlp.lexicon import packaged_files
from nlp.normalise import lowered
from nlp.phrases import Phrase, Phrases, read_phrase, written

# Only these take a word out: what is past, feared or told in a letter may have happened.
_DENIED = frozenset({"negation", "inside", "quotation", "drill"})


class StopList:
    """Looks for what keeps a matter from mediation; recall first."""

    def __init__(self, phrases: Sequence[Phrase], guards: Guards) -> None:
        self._phrases = Phrases(phrases)
        self._guards = guards
        self._order = [phrase.label for phrase in phrases]

    def kinds(self, text: str) -> tuple[str, ...]:
        """Return the kinds that the normalised text speaks of, in the order of the file."""
        plain = lowered(text)
        found = list(self._phrases.find(plain))
        if not found:
            return ()
        guarded = self._guards.look_at(plain)
        kinds = {
            each.label
            for each in found
            if not guarded.is_idiom(each.start, each.end)
            and not guarded.closed_by(each.start, each.end) & _DENIED
        }
        return tuple(kind for kind in self._order if kind in kinds)


def load_stops(folder: Traversable | None = None) -> StopList:
    """Read ``stops.toml`` and the guards of ``safety.toml``, packaged unless a folder is given."""
    files = folder or packaged_files()
    tables = tomllib.loads((files / "stops.toml").read_text("utf-8"))
    safety = tomllib.loads((files / "safety.toml").read_text("utf-8"))
    guards = {name: tuple(map(written, said)) for name, said in safety["guards"].items()}
    return StopList([read_phrase(kind, table) for kind, table in tables.items()], Guards(guards))

"""The stop-list: words of matters that are never mediated, whatever else a message says."""

import tomllib
from collections.abc import Sequence

from nlp.guards import Guards
from nlp.lexicon import packaged_files
from nlp.phrases import Phrase, Phrases, read_phrase
from nlp.sieves import Sieve, Sifted

# Only these take a word out: what is past, feared or told in a letter may have happened.
_DENIED = frozenset({"negation", "inside", "quotation", "drill"})


class StopList:
    """Looks for what keeps a matter from mediation; recall first."""

    def __init__(
        self, phrases: Sequence[Phrase], guards: Guards, sieve: Sieve | None = None
    ) -> None:
        self._phrases = Phrases(phrases, sieve)
        self._guards = guards
        self._order = [phrase.label for phrase in phrases]

    def kinds(self, text: str | Sifted) -> tuple[str, ...]:
        """Return the kinds that the normalised text speaks of, in the order of the file."""
        sifted = self._phrases.sift(text)
        found = self._phrases.find(sifted)
        if not found:
            return ()
        guarded = self._guards.look_at(sifted.text)
        kinds = {
            each.label
            for each in found
            if not guarded.is_idiom(each.start, each.end)
            and not guarded.closed_by(each.start, each.end) & _DENIED
        }
        return tuple(kind for kind in self._order if kind in kinds)


def load_stops(guards: Guards, sieve: Sieve | None = None, name: str = "stops.toml") -> StopList:
    """Read a packaged list; ``guards`` are those of the safety screen."""
    tables = tomllib.loads((packaged_files() / name).read_text("utf-8"))
    return StopList([read_phrase(kind, table) for kind, table in tables.items()], guards, sieve)

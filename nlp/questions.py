"""Recognise questions about the station's own map: which grid, who serves, what I may see."""

import tomllib
from collections.abc import Iterable
from importlib.resources.abc import Traversable

from nlp.lexicon import packaged_files
from nlp.phrases import Phrase, Phrases, read_phrase
from nlp.sieves import Sieve, Sifted

LONGEST = 40
"""A longer message tells a story: it is filed, whatever it asks besides."""


class Questions:
    """The questions, compiled; the first that stands in a short message is what it asks."""

    def __init__(self, phrases: Iterable[Phrase], sieve: Sieve | None = None) -> None:
        self._phrases = Phrases(phrases, sieve)

    def intent(self, text: str | Sifted) -> str:
        """Return the intent of the normalised text, or "" where it asks nothing of the map."""
        sifted = self._phrases.sift(text)
        found = self._phrases.find(sifted) if len(sifted.text) <= LONGEST else ()
        return found[0].label if found else ""


def load_questions(folder: Traversable | None = None, sieve: Sieve | None = None) -> Questions:
    """Read ``questions.toml`` of the folder, which is the packaged one unless another is given."""
    source = (folder or packaged_files()) / "questions.toml"
    tables = tomllib.loads(source.read_text("utf-8"))
    return Questions((read_phrase(label, table) for label, table in tables.items()), sieve)

"""The catalogue: every sentence that the station says, by key, in plain Chinese."""

import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

from domain.calendar import SHANGHAI
from domain.turns import Text, Value

_MOMENT = "texts.moment"


@dataclass(frozen=True, slots=True)
class Catalog:
    """Sentences by key; ``{name}`` in a sentence is filled by the value of that name."""

    sentences: Mapping[str, str]

    def render(self, text: Text) -> str:
        """Return the sentence with its values: nested texts rendered, moments in Shanghai time.

        Raises:
            KeyError: the catalogue has no such sentence, or a value is missing.
        """
        words = {name: self._words(value) for name, value in text.values.items()}
        return self.sentences[text.key].format_map(words)

    def placeholders(self, key: str) -> frozenset[str]:
        """Return the names of the values that the sentence needs."""
        parts = string.Formatter().parse(self.sentences[key])
        return frozenset(name for _, name, _, _ in parts if name)

    def _words(self, value: Value) -> str:
        match value:
            case Text():
                return self.render(value)
            case datetime():
                moment = value.astimezone(SHANGHAI)
                return self.sentences[_MOMENT].format(
                    month=moment.month, day=moment.day, clock=f"{moment:%H:%M}"
                )
            case tuple():
                return "\n".join(self._words(part) for part in value)
            case _:
                return str(value)


def open_catalog(locale: str = "zh_CN") -> Catalog:
    """Return the packaged catalogue of that locale: every ``*.toml`` of its folder, flattened.

    Raises:
        ValueError: two files give the same key.
    """
    sentences: dict[str, str] = {}
    folder = files("texts") / locale
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        words = file.read_text(encoding="utf-8") if file.name.endswith(".toml") else ""
        rows = dict(_flattened("", tomllib.loads(words)))
        doubled = sorted(sentences.keys() & rows.keys())
        if doubled:
            message = f"{file.name}: key stands twice: {doubled}"
            raise ValueError(message)
        sentences |= rows
    return Catalog(sentences)


def _flattened(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{prefix}.{name}" if prefix else name
        if isinstance(value, Mapping):
            yield from _flattened(key, value)
        else:
            yield key, str(value)

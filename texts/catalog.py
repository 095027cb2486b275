"""The catalogue: every sentence that the station says, by key, in plain Chinese."""

import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Any, Protocol, runtime_checkable

_MOMENT = "texts.moment"
_SHANGHAI = timezone(timedelta(hours=8))


@runtime_checkable
class Sentence(Protocol):
    """Something to be said: a key of the catalogue and the values that fill its placeholders."""

    @property
    def key(self) -> str:
        """Return the key of the sentence."""

    @property
    def values(self) -> Mapping[str, object]:
        """Return the values: words, numbers, moments, further sentences or tuples of these."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Sentences by key; ``{name}`` in a sentence is filled by the value of that name."""

    sentences: Mapping[str, str]

    def render(self, text: Sentence) -> str:
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

    def _words(self, value: object) -> str:
        match value:
            case str():
                # First, because asking for the protocol costs more than all the rest.
                return value
            case Sentence():
                return self.render(value)
            case datetime():
                moment = value.astimezone(_SHANGHAI)
                return self.sentences[_MOMENT].format(
                    month=moment.month, day=moment.day, clock=f"{moment:%H:%M}"
                )
            case tuple():
                return "\n".join(self._words(part) for part in value)
            case _:
                return str(value)


@cache
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

"""Values of sentences, buttons and attachments as plain JSON and back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from domain.turns import Attachment, Choice, Text, Value
from storage.columns import from_micros, to_micros

# What JSON gives back: words, numbers, lists and maps.
Plain: TypeAlias = Any


def dump_value(value: Value) -> Plain:
    """Return the value as JSON has it; a moment becomes microseconds since 1970 UTC."""
    match value:
        case str() | int():
            return value
        case datetime():
            return {"at": to_micros(value)}
        case Text():
            return {"text": value.key, "values": dump_values(value.values)}
        case tuple():
            return [dump_value(each) for each in value]


def load_value(plain: Plain) -> Value:
    """Return the value that was dumped."""
    match plain:
        case {"at": int(micros)}:
            return from_micros(micros)
        case {"text": str(key), "values": dict(values)}:
            return Text(key, load_values(values))
        case list():
            return tuple(load_value(each) for each in plain)
        case str() | int():
            return plain
        case _:
            raise ValueError(f"no value of a sentence: {plain!r}")


def dump_values(values: Mapping[str, Value]) -> dict[str, Plain]:
    """Return what fills the placeholders of a sentence."""
    return {name: dump_value(value) for name, value in values.items()}


def load_values(plain: Mapping[str, Plain]) -> dict[str, Value]:
    """Return what was dumped of the placeholders."""
    return {name: load_value(value) for name, value in plain.items()}


def dump_choices(choices: Sequence[Choice]) -> list[Plain]:
    """Return buttons as pairs of label and press."""
    return [[dump_value(choice.label), choice.press] for choice in choices]


def load_choices(plain: Sequence[Plain]) -> tuple[Choice, ...]:
    """Return the buttons that were dumped."""
    return tuple(Choice(_label(label), press) for label, press in plain)


def dump_attachments(attachments: Sequence[Attachment]) -> list[Plain]:
    """Return attachments as lists of file, kind and caption."""
    return [[each.file_id, each.kind, each.caption] for each in attachments]


def load_attachments(plain: Sequence[Plain]) -> tuple[Attachment, ...]:
    """Return the attachments that were dumped."""
    return tuple(Attachment(*each) for each in plain)


def _label(plain: Plain) -> Text:
    return Text(plain["text"], load_values(plain["values"]))

"""Hold calls and answers against the machine-readable description of the Bot API."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from tests.botapi.params import Params

Described: TypeAlias = Mapping[str, Any]
# The real server still takes these of older clients.
LEGACY = frozenset(
    {
        "reply_to_message_id",
        "allow_sending_without_reply",
        "disable_web_page_preview",
        "thumb",
        # telegraf's own notes, which the real server passes over.
        "method",
        "hide",
    }
)
_PLAIN: Mapping[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
}


class Spec:
    """What the description says of methods and types."""

    def __init__(self, described: Described) -> None:
        self._methods: Described = {
            name.lower(): each for name, each in described["methods"].items()
        }
        self._types: Described = described["types"]

    def faults_of_call(self, method: str, params: Params) -> list[str]:
        """Return what is wrong with the fields of a call."""
        fields = {field["name"]: field for field in self._methods[method.lower()].get("fields", ())}
        given = {**params.fields, **dict.fromkeys(params.files, "")}
        attached = {name for name in params.files if name not in fields}
        unknown = [
            f"{method}: no such field: {name}"
            for name in given
            if name not in fields and name not in attached | LEGACY
        ]
        missing = [
            f"{method}: {name} is missing"
            for name, field in fields.items()
            if field["required"] and name not in given
        ]
        wrong = [
            fault
            for name, value in params.fields.items()
            if name in fields
            for fault in self._faults(_read(value, fields[name]["types"]), fields[name], name)
        ]
        return unknown + missing + wrong

    def faults_of_answer(self, method: str, answer: object) -> list[str]:
        """Return what is wrong with a result."""
        returns = self._methods[method.lower()]["returns"]
        return list(self._any_of(answer, returns, method))

    def faults_of(self, kind: str, value: object) -> list[str]:
        """Return what is wrong with a value of that type."""
        return list(self._of(value, kind, kind))

    def _faults(self, value: object, field: Described, where: str) -> Iterator[str]:
        yield from self._any_of(value, field["types"], where)

    def _any_of(self, value: object, kinds: list[str], where: str) -> Iterator[str]:
        found = [list(self._of(value, kind, where)) for kind in kinds]
        if all(found):
            yield from min(found, key=len)

    def _of(self, value: object, kind: str, where: str) -> Iterator[str]:
        if kind.startswith("Array of "):
            yield from self._of_list(value, kind.removeprefix("Array of "), where)
        elif kind in _PLAIN:
            is_flag = isinstance(value, bool) and kind != "Boolean"
            if is_flag or not isinstance(value, _PLAIN[kind]):
                yield f"{where}: {value!r:.60} is no {kind}"
        elif kind == "InputFile":
            if not isinstance(value, str):
                yield f"{where}: no file"
        elif subtypes := self._types[kind].get("subtypes"):
            yield from self._any_of(value, subtypes, where)
        else:
            yield from self._of_map(value, kind, where)

    def _of_list(self, value: object, kind: str, where: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{where}: {value!r:.60} is no list"
            return
        for place, each in enumerate(value):
            yield from self._of(each, kind, f"{where}[{place}]")

    def _of_map(self, value: object, kind: str, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{where}: {value!r:.60} is no {kind}"
            return
        fields = {field["name"]: field for field in self._types[kind].get("fields", ())}
        yield from (
            f"{where}: {kind} has no {name}" for name in value if name not in {*fields, *LEGACY}
        )
        for name, field in fields.items():
            if name in value:
                yield from self._faults(value[name], field, f"{where}.{name}")
            elif field["required"]:
                yield f"{where}: {kind} lacks {name}"


def open_spec(folder: Path) -> Spec:
    """Return the description that lies in the folder of shared data."""
    return Spec(json.loads((folder / "telegram-bot-api.json").read_text(encoding="utf-8")))


def _read(value: object, kinds: list[str]) -> object:
    """Read what a form carries as text: numbers, yes or no, JSON."""
    if not isinstance(value, str) or "String" in kinds or "InputFile" in kinds:
        return value
    try:
        return json.loads(value.lower() if "Boolean" in kinds else value)
    except ValueError:
        return value

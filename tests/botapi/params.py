"""What a call brings: form, JSON or multipart; nested values may come as JSON text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.botapi.refusals import bad

_TRUE = {"true", "1", "yes"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file inside a multipart body."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """The fields of one call and the files that came with them."""

    fields: Mapping[str, Any]
    files: Mapping[str, Upload]

    def words(self, name: str) -> str:
        """Return a text, "" if it is not there."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else bad(f'field "{name}" must be of type String')

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number."""
        value = self.fields.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            bad(f'field "{name}" must be of type Number')

    def number(self, name: str) -> float:
        """Return a number that must be there."""
        try:
            return float(self.fields[name])
        except (KeyError, TypeError, ValueError):
            bad(f'field "{name}" must be of type Number')

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        value = self.fields.get(name, False)
        return value if isinstance(value, bool) else str(value).lower() in _TRUE

    def nested(self, name: str) -> Any:
        """Return a list or a map, which forms carry as JSON text; None if it is not there."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            bad(f"can't parse {name} JSON object")

    def upload(self, name: str) -> Upload | None:
        """Return the file that the field brings or points at with ``attach://``."""
        value = self.fields.get(name, "")
        if isinstance(value, str) and value.startswith("attach://"):
            name = value.removeprefix("attach://")
        return self.files.get(name)


async def read_params(request: web.Request) -> Params:
    """Read a call in whichever of the three ways it came; the query counts, too."""
    found = dict(request.query)
    match request.content_type:
        case "application/json":
            return Params({**found, **_from_json(await request.text())}, {})
        case "multipart/form-data" | "application/x-www-form-urlencoded":
            return _from_form(found, await request.post())
        case _:
            return Params(found, {})


def _from_json(body: str) -> dict[str, Any]:
    try:
        plain = json.loads(body) if body else {}
    except ValueError:
        bad("can't parse JSON object")
    return {name: value for name, value in plain.items() if value is not None}


def _upload(field: web.FileField) -> Upload:
    with field.file as file:
        return Upload(field.filename, file.read())


def _from_form(fields: dict[str, str], form: Mapping[str, object]) -> Params:
    files: dict[str, Upload] = {}
    for name, value in form.items():
        if isinstance(value, web.FileField):
            files[name] = _upload(value)
        else:
            fields[name] = str(value)
    return Params(fields, files)

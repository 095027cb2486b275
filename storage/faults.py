"""What is wrong with a file that people edit: everything at once, each with its place and cure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

# How a right value looks, by what was expected; signs that need no language.
_EXAMPLES = {
    "bool_type": "true / false",
    "date_from_datetime_inexact": "2026-10-01",
    "date_parsing": "2026-10-01",
    "date_type": "2026-10-01",
    "dict_type": "[...]",
    "int_type": "7",
    "model_type": "[...]",
    "string_type": '"..."',
    "too_short": '["..."]',
    "tuple_type": '["..."]',
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: its place (file and path inside) and the text key that tells its cure."""

    place: str
    text_key: str
    values: Mapping[str, str] = field(default_factory=dict)


class BadFile(Exception):
    """A file that people edit cannot be used; ``faults`` are all that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        lines = (f"{each.place}: {each.text_key} {dict(each.values)}" for each in faults)
        super().__init__("\n".join(lines))
        self.faults = tuple(faults)


class Row(BaseModel):
    """A table of a file: no value is bent into another kind, no unknown column is passed over."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Shape = TypeVar("Shape", bound=Row)


def read_toml(source: Traversable | Path, shape: type[Shape]) -> Shape:
    """Read a UTF-8 TOML file, with or without a byte order mark, into ``shape``.

    Raises:
        BadFile: ``file.*`` if it cannot be read or its values are not of that shape.
    """
    try:
        return shape.model_validate(tomllib.loads(source.read_bytes().decode("utf-8-sig")))
    except OSError as error:
        faults = [Fault(source.name, "file.unreadable", {"why": error.strerror or str(error)})]
    except UnicodeDecodeError as error:
        faults = [Fault(source.name, "file.not_utf8", {"byte": str(error.start)})]
    except tomllib.TOMLDecodeError as error:
        faults = [Fault(source.name, "file.not_toml", {"why": str(error)})]
    except ValidationError as error:
        faults = [_shape_fault(source.name, each) for each in error.errors(include_url=False)]
    raise BadFile(faults)


def _shape_fault(name: str, error: ErrorDetails) -> Fault:
    *path, last = (str(step) for step in error["loc"])
    kind = {"missing": "file.missing", "extra_forbidden": "file.unknown"}.get(error["type"])
    if kind:
        return Fault(" ".join((name, ".".join(path))).strip(), kind, {"column": last})
    context = error.get("ctx", {})
    wanted = _EXAMPLES.get(error["type"]) or context.get("expected") or context.get("pattern")
    values = {
        "value": str(context.get("given", error["input"]))[:80],
        "expected": str(wanted or error["msg"]),
    }
    return Fault(f"{name} {'.'.join((*path, last))}", "file.wrong", values)

"""The body of a call that brings files along: multipart, with what is nested as JSON text."""

import json
from collections.abc import Mapping
from typing import IO, TypeAlias

from aiohttp import FormData

# A file's name, what is in it, and of which kind that is.
Part: TypeAlias = tuple[str, bytes | IO[bytes], str]


def form_of(fields: Mapping[str, object], files: Mapping[str, Part]) -> FormData:
    """Return the form; without files it is one of words alone."""
    form = FormData()
    for name, value in fields.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, (filename, content, kind) in files.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form

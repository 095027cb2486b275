"""Read what a form brings: short fields, long words, files."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from io import SEEK_END
from typing import IO

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web_request import FileField

_LONGEST_FIELD = 200
# Twenty megabytes over a telephone of 2G; who sends a byte a minute is not waited for.
_COMES_WITHIN = 600.0
# What aiohttp says of parts that no browser ever sent.
_NO_FORM = (ValueError, AssertionError, LookupError, RuntimeError, HttpProcessingError)
_LONG = frozenset({"text", "note"})


@dataclass(frozen=True, slots=True)
class Form:
    """One form as it came; ``files`` are all that are not empty, still on the disk."""

    fields: Mapping[str, str]
    files: tuple[IO[bytes], ...] = ()

    def __getitem__(self, name: str) -> str:
        """Return the field, "" where the form has none."""
        return self.fields.get(name, "")


async def read_form(request: web.Request) -> Form:
    """Read the form.

    Raises:
        HTTPRequestEntityTooLarge: Files and words together are larger than the station takes.
        HTTPBadRequest: It is no form, or a short field holds a long text.
        HTTPRequestTimeout: It did not come to its end.
    """
    try:
        async with asyncio.timeout(_COMES_WITHIN):
            posted = await request.post()
    except TimeoutError as reason:
        raise web.HTTPRequestTimeout from reason
    except _NO_FORM as reason:
        # Not in the words that it says it is in, or in words that nobody knows.
        raise web.HTTPBadRequest from reason
    fields: dict[str, str] = {}
    files: list[IO[bytes]] = []
    for name, value in posted.items():
        if isinstance(value, FileField):
            files.append(value.file)
        elif isinstance(value, str):
            fields[name] = _joined(fields.get(name, ""), value if name in _LONG else _short(value))
    return Form(fields, tuple(file for file in files if _size(file)))


def _size(file: IO[bytes]) -> int:
    size = file.seek(0, SEEK_END)
    file.seek(0)
    return size


def _joined(before: str, value: str) -> str:
    # Several options of one field stand side by side.
    return f"{before},{value}" if before else value


def _short(value: str) -> str:
    if len(value) > _LONGEST_FIELD:
        raise web.HTTPBadRequest
    return value

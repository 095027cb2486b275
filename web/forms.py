"""Read what a form brings: short fields, long words, files."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web
from aiohttp.web_request import FileField

_LONGEST_FIELD = 200
_LONG = frozenset({"text", "note"})


@dataclass(frozen=True, slots=True)
class Form:
    """One form as it came; ``files`` are the bytes of every file that is not empty."""

    fields: Mapping[str, str]
    files: tuple[bytes, ...] = ()

    def __getitem__(self, name: str) -> str:
        """Return the field, "" where the form has none."""
        return self.fields.get(name, "")


async def read_form(request: web.Request) -> Form:
    """Read the form.

    Raises:
        HTTPRequestEntityTooLarge: Files and words together are larger than the station takes.
        HTTPBadRequest: It is no form, or a short field holds a long text.
    """
    try:
        posted = await request.post()
    except (ValueError, AssertionError) as reason:
        raise web.HTTPBadRequest from reason
    fields: dict[str, str] = {}
    files: list[bytes] = []
    for name, value in posted.items():
        if isinstance(value, FileField):
            files.append(value.file.read())
        elif isinstance(value, str):
            fields[name] = _joined(fields.get(name, ""), value if name in _LONG else _short(value))
    return Form(fields, tuple(content for content in files if content))


def _joined(before: str, value: str) -> str:
    # Several options of one field stand side by side.
    return f"{before},{value}" if before else value


def _short(value: str) -> str:
    if len(value) > _LONGEST_FIELD:
        raise web.HTTPBadRequest
    return value

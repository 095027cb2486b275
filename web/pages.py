"""Turn templates into answers; every word comes from the catalogue."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from domain.calendar import SHANGHAI
from domain.turns import Text, Value
from web.words import first_line, plain

HERE = Path(__file__).parent
STATIC = HERE / "static"


class Words(Protocol):
    """The catalogue, as far as pages need it."""

    def render(self, text: Text) -> str:
        """Return the sentence."""


class Pages:
    """The templates of one station.

    ``root`` is the path under which the station is reached, "" for the top.
    """

    def __init__(self, words: Words, public_url: str) -> None:
        """Read the templates."""
        self._words = words
        self.root = urlsplit(public_url).path.rstrip("/")
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(plain=plain, line=first_line, moment=moment, day=day)
        self._templates.globals.update(t=self.say, url=self.url, static=self.static)

    def show(self, name: str, values: Mapping[str, object], status: int = 200) -> web.Response:
        """Return the page of that template."""
        body = self.text(name, values)
        return web.Response(text=body, status=status, content_type="text/html", charset="utf-8")

    def text(self, name: str, values: Mapping[str, object]) -> str:
        """Return the page as text, for a file that is printed."""
        return self._templates.get_template(name).render(values)

    def say(self, key: str, **values: Value) -> str:
        """Return the sentence of that key."""
        return self._words.render(Text(key, values))

    def words(self, value: Value) -> str:
        """Return the value as people read it."""
        return self._words.render(value) if isinstance(value, Text) else str(value)

    def url(self, path: str) -> str:
        """Return the path as browsers must ask for it."""
        return self.root + path

    def static(self, name: str) -> str:
        """Return the address of a static file; it changes whenever the file does."""
        return f"{self.root}/static/{name}?v={_mark_of(name)}"


PAGES = web.AppKey("pages", Pages)


def moment(at: datetime | None) -> str:
    """Return the moment as "11-23 08:30" in Shanghai, "" for none."""
    return at.astimezone(SHANGHAI).strftime("%m-%d %H:%M") if at else ""


def day(at: datetime | None) -> str:
    """Return the day as "2026-11-23" in Shanghai, "" for none."""
    return at.astimezone(SHANGHAI).date().isoformat() if at else ""


@cache
def _mark_of(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def wants_json(request: web.Request) -> bool:
    """Say whether a script asks, which wants a short answer in place of a page."""
    return "application/json" in request.headers.get("Accept", "")


def back_to(request: web.Request, path: str) -> web.Response:
    """Return the answer that leads a browser to a page after a form."""
    address = request.app[PAGES].url(path)
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})

"""What the pages are, as OpenAPI 3.1 tells it: every line of the table of rights, with its fields.

It is made of ``domain.rights.PAGES``, which the station itself goes by: a page that stands there
and whose fields nobody described stops the build, and so does one that stands nowhere.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from domain.rights import PAGES as RIGHTS
from domain.rights import Ground
from web.saying import CLIENT_ID

_TOKEN = ("token",)
# What each form holds; files go under "photo".
FORMS: Mapping[str, tuple[str, ...]] = {
    "POST /c/{community_id}/say": (
        *_TOKEN,
        *("client_id", "text", "quick", "press", "place_code", "location", "photo"),
    ),
    "POST /console/sign-in/{link}": (),
    "POST /console/sign-out": (*_TOKEN, "everywhere"),
    "POST /console/say": (*_TOKEN, "key", "community_id", "text", "press"),
    "POST /console/absence": (*_TOKEN, "key", "since", "until", "deputy"),
    "POST /console/polls": (*_TOKEN, "key", "question", "area", "matter", "first", "last"),
    "POST /console/accounts/check": (*_TOKEN, "key", "verdict", "account"),
    "POST /console/accounts/invite": (*_TOKEN, "person"),
    "POST /console/accounts/spoil": (*_TOKEN, "person"),
    "POST /console/accounts/revoke": (*_TOKEN, "person"),
    "POST /console/letters": (*_TOKEN, "community_id", "number"),
    "POST /console/failures": (*_TOKEN, "community_id", "number"),
    "POST /console/learning": (
        *_TOKEN,
        *("key", "community_id", "verdict", "scope", "leaf", "term"),
    ),
    "POST /console/c/{community_id}/{number}/act": (
        *_TOKEN,
        *("key", "act", "version", "argument", "when", "where", "note", "photo"),
    ),
    # A messenger's own update, as JSON: docs/telegram.md.
    "POST /telegram/updates": (),
}
# What may stand behind the question mark; a page that is not here takes nothing.
QUERIES: Mapping[str, tuple[str, ...]] = {
    "GET /c/{community_id}": ("p",),
    "GET /c/{community_id}/stream": ("after",),
    "GET /console": ("list", "q", "queue", "grid", "state", "page", "said"),
    "GET /console/stream": ("after",),
    "GET /console/notices": ("said",),
    "GET /console/appraisal": ("month", "by"),
    "GET /console/appraisal.xlsx": ("month", "by"),
    "GET /console/appraisal.docx": ("month", "by"),
    "GET /console/mediations/figures": ("month",),
    "GET /console/mediations/figures.xlsx": ("month",),
    "GET /console/views": ("code",),
    "GET /console/c/{community_id}/{number}": ("again", "said"),
}
_GIVEN = re.compile(r"{(\w+)}")
_ANSWERS: Mapping[str, str] = {
    "200": "The page.",
    "303": "Somewhere else: signed out, or done.",
    "400": "What was sent cannot be read.",
    "403": "Not for this person, or not from a page of ours.",
    "404": "There is nothing, or nothing that this person may know of.",
    "413": "Too much at once.",
    "429": "Too many wrong tries.",
    "503": "Not saved; send it again.",
}
# What a page makes up for a form, so that the same one sent twice is one.
_ID = {"pattern": f"^{CLIENT_ID.pattern}$"}
_KINDS = {"key": _ID, "client_id": _ID, "photo": {"format": "binary"}}
_WANTED = frozenset({*_TOKEN, "key", "client_id"})
_CLOSED = frozenset(Ground) - {Ground.OPEN, Ground.OWN, Ground.DOOR}


def describe(version: str) -> dict[str, Any]:
    """Return the description of every page.

    Raises:
        LookupError: a form's fields are not described, or a page is that does not exist.
    """
    forms = {name for name in RIGHTS if name.startswith("POST ")}
    if wrong := (forms ^ FORMS.keys()) | (QUERIES.keys() - RIGHTS.keys()):
        raise LookupError(f"web/describing.py does not fit: {', '.join(sorted(wrong))}")
    paths: dict[str, dict[str, Any]] = {}
    for name, ground in RIGHTS.items():
        method, _, path = name.partition(" ")
        paths.setdefault(path, {})[method.lower()] = _operation(name, path, ground)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Yizhan", "version": version},
        "paths": paths,
        "components": {
            "securitySchemes": {"staff": {"type": "apiKey", "in": "cookie", "name": "staff"}}
        },
    }


def _operation(name: str, path: str, ground: Ground) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": re.sub(r"\W+", "_", name).strip("_"),
        "x-ground": ground.value,
        "parameters": [
            *_parameters("path", _GIVEN.findall(path)),
            *_parameters("query", QUERIES.get(name, ())),
        ],
        "responses": {status: {"description": words} for status, words in _ANSWERS.items()},
        "security": [{"staff": []}] if ground in _CLOSED else [],
    }
    if fields := FORMS.get(name):
        found["requestBody"] = {"content": {"multipart/form-data": {"schema": _schema(fields)}}}
    return found


def _parameters(place: str, names: Iterable[str]) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": place, "required": place == "path", "schema": {"type": "string"}}
        for name in names
    ]


def _schema(fields: Iterable[str]) -> dict[str, Any]:
    kinds = {name: {"type": "string", **_KINDS.get(name, {})} for name in fields}
    wanted = [name for name in fields if name in _WANTED]
    return {"type": "object", "properties": kinds, "required": wanted}

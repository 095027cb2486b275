"""Requests that are made of the station's own description, each as wrong as can be."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from aiohttp import FormData
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.web.house import DISPATCHER, HERE, Browser, House, open_house
from web.cookies import fresh_id
from web.describing import describe

TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')
# Whoever waits longer than so many seconds waits for ever.
PATIENCE = 10.0
REQUESTS, ROUNDS = 80, 3
ID = fresh_id()
HOSTILE = (
    *("", " ", "0", "-1", "1", "99999999999999999999", "NULL", "[]", "{}", "../../etc/passwd"),
    *("%00", "%2e%2e%2f", "'; drop table cases; --", "<script>alert(1)</script>", "{{7*7}}"),
    *("=cmd|' /C calc'!A0", "\u202egnp.exe", "😀" * 50, "二" * 3_000, "\r\nSet-Cookie: a=b"),
    *("2026-02-30", "2026-13", "9999-12", HERE, "DQ000001", "dq000001", "accept", "note", ID),
)
PATHS: Mapping[str, Mapping[str, Any]] = describe("test")["paths"]
OPERATIONS = tuple((path, method) for path, methods in PATHS.items() for method in methods)
# What a browser makes up itself, so that a form gets further than its first look.
KEYS = frozenset({"key", "client_id"})
VALUES = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40))


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: method, address, and the fields of its form."""

    method: str
    address: str
    fields: dict[str, str]


@st.composite
def requests(draw: st.DrawFn) -> Asked:
    """Make a request out of the description; each part may be left out or be anything."""
    path, method = draw(st.sampled_from(OPERATIONS))
    operation = PATHS[path][method]
    query = {}
    for parameter in operation["parameters"]:
        name, value = parameter["name"], draw(VALUES)
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", quote(value.encode("utf-8", "replace"), safe=""))
        elif draw(st.booleans()):
            query[name] = value.encode("utf-8", "replace")
    body = operation.get("requestBody", {"content": {"": {"schema": {"properties": {}}}}})
    [content] = body["content"].values()
    kept = [name for name in content["schema"]["properties"] if draw(st.integers(0, 9))]
    fields = {name: ID if name in KEYS and draw(st.booleans()) else draw(VALUES) for name in kept}
    return Asked(method, f"{path}?{urlencode(query)}", fields)


@dataclass(frozen=True, slots=True)
class Guest:
    """One browser and the token that its own forms carry."""

    browser: Browser
    token: str

    async def send(self, asked: Asked) -> tuple[int, str]:
        """Return the status and what it said; a stream is left after its first bytes."""
        address = str(self.browser.base).rstrip("/") + asked.address
        body = self._form(asked) if asked.method == "post" else None
        session = self.browser.session
        async with (
            asyncio.timeout(PATIENCE),
            session.request(asked.method, address, data=body, allow_redirects=False) as response,
        ):
            if response.content_type == "text/event-stream":
                return response.status, ""
            return response.status, await response.text(errors="replace")

    def _form(self, asked: Asked) -> FormData:
        form = FormData(default_to_multipart=True)
        # Nobody is signed out by the way, or the rest would meet the door only.
        known = {"token": self.token} if "sign-out" not in asked.address else {}
        for name, value in (asked.fields | known).items():
            clean = value.encode("utf-8", "replace").decode()
            form.add_field(name, clean, filename="x.jpg" if name == "photo" else None)
        return form


async def guest(browser: Browser, path: str) -> Guest:
    found = TOKEN.search(await browser.get(path))
    assert found, browser.page
    return Guest(browser, found[1])


async def guests(house: House) -> list[Guest]:
    """Let a stranger, a dispatcher and a secretary come in; one case is there."""
    stranger = house.browser()
    await stranger.say("天成花园3幢2单元楼道灯不亮")
    staff = [await house.staff(each) for each in (DISPATCHER, "wang-secretary-dq1")]
    return [
        await guest(stranger, f"/c/{HERE}"),
        *[await guest(each, "/console/absence") for each in staff],
    ]


async def played(folder: Path, made: list[Asked]) -> tuple[list[str], set[int]]:
    """Send the requests; return what was wrong with the answers, and every status."""
    async with open_house(folder) as house:
        there = await guests(house)
        answers = [
            (asked, *await there[place % len(there)].send(asked))
            for place, asked in enumerate(made)
        ]
        assert '"alive": true' in await house.browser().get("/livez")
    wrong = [f"{status} {asked}" for asked, status, said in answers if is_wrong(status, said)]
    return wrong, {status for _, status, _ in answers}


def is_wrong(status: int, said: str) -> bool:
    # A station that says by name what keeps it from taking anything is not broken.
    is_said = status == HTTPStatus.SERVICE_UNAVAILABLE and said.startswith('{"state"')
    return (status >= HTTPStatus.INTERNAL_SERVER_ERROR and not is_said) or "Traceback" in said


# What broke is told as it is: to look for a smaller one would take minutes.
@settings(max_examples=ROUNDS, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(requests(), min_size=REQUESTS, max_size=REQUESTS))
def test_no_request_breaks_a_page_or_keeps_it_waiting(made: list[Asked]) -> None:
    with TemporaryDirectory() as folder:
        wrong, statuses = asyncio.run(played(Path(folder), made))
    assert wrong == []
    assert {HTTPStatus.OK, HTTPStatus.NOT_FOUND} & statuses


@pytest.mark.parametrize(
    ("status", "said", "wrong"),
    [
        (500, "x", True),
        (503, "没有存上", True),
        (503, '{"state": "down"}', False),
        (200, "Traceback (most recent call last)", True),
        (404, "", False),
    ],
)
def test_what_counts_as_broken(status: int, said: str, *, wrong: bool) -> None:
    assert is_wrong(status, said) is wrong

"""A fuzzer that is not ours asks for whatever the station's own description says may be asked."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode

from tests.web.house import HERE, open_house
from tests.web.test_described_requests import PATIENCE, Guest, guests, is_wrong
from web.describing import describe

# Streams never end, and signing out would leave the door alone; both are asked elsewhere.
LEFT_OUT = ("/stream", "/sign-out")
# What is there, so that some get further than "there is nothing".
NEAR = {"community_id": HERE, "number": "DQ000001"}
EACH = 6
FOUND = schemathesis.openapi.from_dict(dict(describe("test"))).get_all_operations()
# A description that is none has no operation, and that is an error here.
OPERATIONS = tuple(
    operation
    for operation in (each.ok() for each in FOUND)  # type: ignore[union-attr]
    if not operation.path.endswith(LEFT_OUT)
)


def asked(guest: Guest, cookies: Mapping[str, str], mode: GenerationMode) -> list[str]:
    """Ask for everything by that browser; return what came back broken."""
    wrong: list[str] = []
    for operation in OPERATIONS:

        @settings(
            max_examples=EACH,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
        )
        @given(case=operation.as_strategy(mode), near=st.booleans())
        def ask(case: schemathesis.Case[Any], *, near: bool) -> None:
            there = case.path_parameters if near else {}
            there.update({name: NEAR[name] for name in NEAR.keys() & there.keys()})
            if isinstance(case.body, dict) and "token" in case.body:
                case.body["token"] = guest.token
            answer = case.call(str(guest.browser.base), cookies=dict(cookies), timeout=PATIENCE)
            said = answer.content.decode(errors="replace")
            if is_wrong(answer.status_code, said):
                wrong.append(f"{answer.status_code} {case.as_curl_command()}")

        # Where nothing is asked for, nothing can be wrong about it.
        with suppress(Unsatisfiable):
            ask()
    return wrong


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("who", ["resident", "dispatcher", "secretary"])
async def test_nothing_that_is_described_breaks(
    who: str, mode: GenerationMode, tmp_path: Path
) -> None:
    async with open_house(tmp_path) as house:
        there = dict(zip(("resident", "dispatcher", "secretary"), await guests(house), strict=True))
        guest = there[who]
        cookies = {each.key: each.value for each in guest.browser.session.cookie_jar}
        assert cookies
        assert await asyncio.to_thread(asked, guest, cookies, mode) == []
        assert '"alive": true' in await house.browser().get("/livez")
        page = await guest.browser.get("/console" if who != "resident" else f"/c/{HERE}")
        assert guest.browser.status == HTTPStatus.OK, page

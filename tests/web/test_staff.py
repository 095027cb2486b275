from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.people import Person
from tests.web.house import DISPATCHER, HERE, House, open_house

PAGES = [
    "/console",
    "/console/notices",
    "/console/letters",
    "/console/failures",
    "/console/stream",
    f"/console/c/{HERE}/DQ000001",
]


@pytest.mark.parametrize("path", PAGES)
async def test_nobody_comes_in_without_signing_in(house: House, path: str) -> None:
    stranger = house.browser()
    assert "登录" in await stranger.get(path)
    assert stranger.status == 401


@pytest.mark.parametrize("path", PAGES)
async def test_a_made_up_session_opens_nothing(house: House, path: str) -> None:
    stranger = house.browser()
    stranger.session.cookie_jar.update_cookies({"staff": "x" * 43}, stranger.base)
    await stranger.get(path)
    assert stranger.status == 401


async def test_a_session_ends_with_the_last_post(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        chen = await house.staff()
        person = house.rules.directory.person(DISPATCHER)
        assert person is not None
        gone = ended(person)
        people = tuple(
            gone if each.person_id == DISPATCHER else each for each in house.rules.directory.staff
        )
        house.shelf.rules = replace(
            house.rules, directory=replace(house.rules.directory, staff=people)
        )
        await chen.get("/console")
        assert chen.status == 401


def ended(person: Person) -> Person:
    posts = tuple(replace(post, until=date(2026, 11, 22)) for post in person.posts)
    return replace(person, posts=posts)

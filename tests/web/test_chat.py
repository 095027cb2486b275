import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import FormData
from yarl import URL

from domain.probe import PROBE, with_probe
from tests.handlers.tabletop import catalog
from tests.web.house import HERE, Browser, House, open_house
from web.cookies import fresh_id
from web.parts import PROBE_HEADER, WebParts

STORY = "天成花园3幢2单元电梯停了"


async def test_the_first_page_lets_people_choose_their_community(house: House) -> None:
    page = await house.browser().get("/")
    assert "洞桥社区" in page
    assert 'href="/c/shanxi"' in page


async def test_where_there_is_one_community_the_first_page_is_its_chat(house: House) -> None:
    directory = house.rules.directory
    alone = replace(directory, communities=directory.communities[:1])
    house.shelf.rules = replace(house.rules, directory=alone)
    assert 'id="composer"' in await house.browser().get("/")


async def test_a_script_hears_in_words_why_something_was_not_taken(house: House) -> None:
    wang = house.browser()
    await wang.get(f"/c/{HERE}")
    status, answer = await as_script(wang, text=" ")
    assert (status, answer) == (
        400,
        {"saved": False, "error": catalog().sentences["web.chat.empty"]},
    )


async def knocked(house: House, path: str, key: dict[str, str]) -> int:
    stranger = house.browser()
    async with stranger.session.get(stranger.base.with_path(path), headers=key) as page:
        return page.status


async def test_the_synthetic_residents_chat_is_there_for_nobody_else(tmp_path: Path) -> None:
    def with_key(parts: WebParts) -> WebParts:
        return replace(parts, probe_key="the key of this process")

    async with open_house(tmp_path, with_key) as house:
        probed = with_probe(house.rules.directory)
        house.shelf.rules = replace(house.rules, directory=probed)
        for key in ({}, {PROBE_HEADER: ""}, {PROBE_HEADER: "another key"}):
            assert await knocked(house, f"/c/{PROBE}", key) == 404
            assert await knocked(house, f"/c/{PROBE}/stream", key) == 404
        own = {PROBE_HEADER: "the key of this process"}
        assert await knocked(house, f"/c/{PROBE}", own) == 200
        assert PROBE not in await house.browser().get("/")


async def test_without_a_key_nobody_is_the_synthetic_resident(house: House) -> None:
    probed = with_probe(house.rules.directory)
    house.shelf.rules = replace(house.rules, directory=probed)
    assert await knocked(house, f"/c/{PROBE}", {PROBE_HEADER: ""}) == 404


async def test_a_first_visit_shows_who_keeps_what_and_leaves_no_person_behind(
    house: House,
) -> None:
    page = await house.browser().get(f"/c/{HERE}")
    assert '<details class="consent" open>' in page
    for words in ("谁在处理", "为了什么", "记些什么", "留多久", "您的权利"):
        assert words in page


async def test_a_sentence_becomes_a_case_without_any_script(house: House) -> None:
    wang = house.browser()
    await wang.say(STORY)
    assert wang.status == 200
    await house.deliver()
    page = await wang.get(f"/c/{HERE}")
    assert STORY in page
    assert "DQ000001" in page
    assert '<details class="consent" >' in page


async def test_the_notice_is_not_read_twice(house: House) -> None:
    wang = house.browser()
    await wang.say(STORY)
    await house.deliver()
    assert (await wang.get(f"/c/{HERE}")).count("谁在处理") == 1


async def test_who_asks_for_the_notice_is_answered_in_the_chat(house: House) -> None:
    wang = house.browser()
    await wang.say("隐私说明")
    await house.deliver()
    assert (await wang.get(f"/c/{HERE}")).count("谁在处理") == 2


async def test_the_same_form_sent_twice_is_one_case(house: House) -> None:
    wang = house.browser()
    once = fresh_id()
    await wang.say(STORY, client_id=once)
    await asyncio.gather(*(wang.say(STORY, client_id=once) for _ in range(3)))
    await house.deliver()
    page = await wang.get(f"/c/{HERE}")
    assert page.count(STORY) == 1
    assert "DQ000002" not in page


async def test_a_script_hears_that_it_is_saved_and_under_which_number(house: House) -> None:
    wang = house.browser()
    await wang.get(f"/c/{HERE}")
    answer = await as_script(wang, text=STORY)
    assert answer == (200, {"saved": True, "numbers": ["DQ000001"]})


async def test_a_button_is_answered_by_pressing_or_by_its_number(house: House) -> None:
    wang = house.browser()
    await wang.say("电梯停了")
    await house.deliver()
    page = await wang.get(f"/c/{HERE}")
    press = re.findall(r'name="press" value="([^"]+)"', page)[0]
    await wang.post(f"/c/{HERE}/say", client_id=fresh_id(), press=press)
    await house.deliver()
    await wang.get(f"/c/{HERE}")
    assert wang.status == 200
    label = re.search(rf'value="{re.escape(press)}">([^<]+)<', page)
    assert label
    assert f'<p class="words" dir="auto">{label[1]}</p>' in wang.page


async def test_another_device_sees_nothing_of_the_chat(house: House) -> None:
    await house.browser().say(STORY)
    await house.deliver()
    page = await house.browser().get(f"/c/{HERE}")
    assert STORY not in page
    assert "DQ000001" not in page


async def test_the_same_device_sees_it_again_after_coming_back(house: House) -> None:
    wang = house.browser()
    await wang.say(STORY)
    [cookie] = [item for item in wang.session.cookie_jar if item.key == "device"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie.value not in wang.page
    assert int(cookie["max-age"]) > 0
    assert STORY in await wang.get(f"/c/{HERE}")


@pytest.mark.parametrize(
    ("code", "words"),
    [("tiancheng.3.2", "天成花园3幢2单元"), ("nowhere.1.1", "")],
)
async def test_a_stairwells_code_binds_the_place(house: House, code: str, words: str) -> None:
    compound = next(item for item in house.rules.directory.compounds if item.name == "天成花园")
    code = code.replace("tiancheng", compound.code)
    wang = house.browser()
    page = await wang.get(f"/c/{HERE}?p={code}")
    assert f'name="place_code" value="{code}"' in page
    assert not words or words in page
    await wang.say("电梯停了", place_code=code)
    await house.deliver()
    page = await wang.get(f"/c/{HERE}")
    assert not words or page.count(words) >= 1
    assert ("在哪个小区" in page) is not bool(words)


async def test_scanning_alone_is_enough_to_be_greeted(house: House) -> None:
    compound = next(item for item in house.rules.directory.compounds if item.name == "天成花园")
    wang = house.browser()
    await wang.get(f"/c/{HERE}?p={compound.code}.3.2")
    await wang.say(place_code=f"{compound.code}.3.2")
    await house.deliver()
    assert "这里是天成花园3幢2单元的网格驿站" in await wang.get(f"/c/{HERE}")


async def test_letters_come_live_and_a_reload_goes_on_where_it_stopped(house: House) -> None:
    wang = house.browser()
    await wang.say(STORY)
    stream = wang.base.join(URL(f"/c/{HERE}/stream"))
    async with wang.session.get(stream) as response:
        await response.content.readuntil(b"\n\n")
        await house.deliver()
        first = (await response.content.readuntil(b"\n\n")).decode()
    number = first.splitlines()[0].removeprefix("id: ")
    assert "DQ000001" in first
    async with wang.session.get(stream, headers={"Last-Event-ID": "0"}) as response:
        await response.content.readuntil(b"\n\n")
        assert (await response.content.readuntil(b"\n\n")).decode().splitlines()[:2] == [
            f"id: {number}",
            "event: letter",
        ]


async def test_a_stream_without_a_device_is_refused(house: House) -> None:
    browser = house.browser()
    await browser.get(f"/c/{HERE}/stream")
    assert browser.status == 403


@pytest.mark.parametrize("path", ["/c/nowhere", "/c/nowhere/stream", "/nothing"])
async def test_an_unknown_address_gets_a_kind_page(house: House, path: str) -> None:
    browser = house.browser()
    assert "没有这一页" in await browser.get(path)
    assert browser.status == 404


async def as_script(browser: Browser, **fields: str) -> tuple[int, object]:
    token = re.search(r'name="token" value="([0-9a-f]+)"', browser.page)
    assert token
    form = FormData({"token": token[1], "client_id": fresh_id(), **fields})
    path = browser.base.join(URL(f"/c/{HERE}/say"))
    headers = {"Accept": "application/json"}
    async with browser.session.post(path, data=form, headers=headers) as response:
        return response.status, await response.json()

from datetime import timedelta
from http.cookies import Morsel

import pytest

from tests.web.house import DISPATCHER, Browser, House


def cookie_of(browser: Browser) -> Morsel[str] | None:
    found = [item for item in browser.session.cookie_jar if item.key == "staff"]
    return found[0] if found else None


async def test_looking_at_a_link_uses_nothing_up_pressing_does(house: House) -> None:
    link = await house.link(DISPATCHER)
    preview, chen, thief = house.browser(), house.browser(), house.browser()
    for _ in range(3):
        assert "登录工作台" in await preview.get(f"/console/sign-in/{link}")
    assert "陈 社区调度员" in await chen.post(f"/console/sign-in/{link}")
    await thief.post(f"/console/sign-in/{link}")
    assert (thief.status, "用过或过期" in thief.page) == (403, True)
    assert cookie_of(thief) is None


async def test_a_link_is_good_for_a_quarter_of_an_hour(house: House) -> None:
    link = await house.link(DISPATCHER)
    house.clock.move(timedelta(minutes=16))
    chen = house.browser()
    await chen.post(f"/console/sign-in/{link}")
    assert chen.status == 403


async def test_a_session_has_a_secret_that_no_script_reads_and_that_is_new_each_time(
    house: House,
) -> None:
    chen = await house.staff()
    first = cookie_of(chen)
    assert first is not None
    assert first["httponly"]
    assert first["samesite"] == "Lax"
    await chen.post(f"/console/sign-in/{await house.link(DISPATCHER)}")
    second = cookie_of(chen)
    assert second is not None
    assert second.value != first.value
    old = house.browser()
    old.session.cookie_jar.update_cookies({"staff": first.value}, old.base)
    assert "登录" in await old.get("/console")
    assert old.status == 401


async def test_signing_out_ends_this_session_and_no_other(house: House) -> None:
    here, there = await house.staff(), await house.staff()
    await here.get("/console")
    await here.post("/console/sign-out")
    assert (here.status, cookie_of(here)) == (401, None)
    await there.get("/console")
    assert there.status == 200


async def test_signing_out_everywhere_ends_all(house: House) -> None:
    here, there = await house.staff(), await house.staff()
    await here.get("/console")
    await here.post("/console/sign-out", everywhere="yes")
    await there.get("/console")
    assert there.status == 401


async def test_an_idle_session_ends(house: House) -> None:
    chen = await house.staff()
    house.clock.move(timedelta(hours=13))
    await chen.get("/console")
    assert chen.status == 401


async def test_a_session_ends_after_a_day_however_busy(house: House) -> None:
    chen = await house.staff()
    for status in (200, 200, 401):
        house.clock.move(timedelta(hours=10))
        await chen.get("/console")
        assert chen.status == status


async def test_who_tries_links_has_to_wait_and_keeps_nobody_else_out(house: House) -> None:
    thief = house.browser()
    for status in (*[403] * 10, 429):
        await thief.post("/console/sign-in/" + "x" * 43)
        assert thief.status == status
    assert "一刻钟" in thief.page
    # From the same address, as behind a proxy, a right link still signs in.
    assert (await house.staff()).status == 200


@pytest.mark.parametrize("link", ["short", "x" * 200, "%3Cscript%3E" + "x" * 20])
async def test_what_cannot_be_a_link_is_no_page(house: House, link: str) -> None:
    browser = house.browser()
    await browser.get(f"/console/sign-in/{link}")
    assert browser.status == 404

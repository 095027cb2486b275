import re
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import FormData
from yarl import URL

from domain.turns import Turn
from storage.records import Receipt
from tests.web.house import HERE, House, open_house
from web.app import build_app
from web.cookies import fresh_id
from web.guards import check_token, form_token

STORY = "天成花园3幢2单元电梯停了"


async def headers_of(house: House, path: str) -> dict[str, str]:
    browser = house.browser()
    async with browser.session.get(browser.base.join(URL(path))) as response:
        return dict(response.headers)


@pytest.mark.parametrize("path", ["/", f"/c/{HERE}", "/console/sign-in", "/nothing"])
async def test_every_page_carries_the_safety_headers(house: House, path: str) -> None:
    headers = await headers_of(house, path)
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


async def test_static_files_are_kept_for_as_long_as_they_stay_the_same(house: House) -> None:
    page = await house.browser().get(f"/c/{HERE}")
    [sheet] = re.findall(r'href="(/static/station.css\?v=\w+)"', page)
    assert "immutable" in (await headers_of(house, sheet))["Cache-Control"]
    assert (await headers_of(house, "/static/station.css"))["Cache-Control"] == "no-store"


async def test_behind_tls_cookies_and_headers_are_for_tls_only(tmp_path: Path) -> None:
    async with open_house(tmp_path, lambda parts: replace(parts, secure_cookies=True)) as house:
        headers = await headers_of(house, f"/c/{HERE}")
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert headers["Set-Cookie"].startswith("__Host-device=")
    assert "Secure" in headers["Set-Cookie"]


def test_no_page_holds_a_script_or_a_style_of_its_own() -> None:
    templates = Path(__file__).resolve().parents[2] / "web" / "templates"
    for template in templates.glob("*.html"):
        source = template.read_text()
        assert not re.search(
            r"<script(?! src)|<style|\son\w+=|\sstyle=|javascript:|https?://", source
        )
        assert "| safe" not in source


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
    ids=["cross-site", "same-site", "another origin", "no origin"],
)
async def test_a_form_of_another_site_changes_nothing(
    house: House, headers: dict[str, str]
) -> None:
    wang = house.browser()
    await wang.get(f"/c/{HERE}")
    token = re.search(r'name="token" value="(\w+)"', wang.page)
    assert token
    form = FormData({"token": token[1], "client_id": fresh_id(), "text": STORY})
    path = wang.base.join(URL(f"/c/{HERE}/say"))
    async with wang.session.post(path, data=form, headers=headers) as response:
        assert response.status == 403
    assert STORY not in await wang.get(f"/c/{HERE}")


async def test_our_own_origin_passes(house: House) -> None:
    wang = house.browser()
    wang.session.headers["Origin"] = str(wang.base.origin())
    wang.session.headers["Sec-Fetch-Site"] = "same-origin"
    await wang.say(STORY)
    assert wang.status == 200


async def test_no_form_works_without_its_token(house: House) -> None:
    chen = await house.staff()
    app = build_app(house.parts)
    forms = [route for route in app.router.routes() if route.method == "POST"]
    assert len(forms) >= 6
    wang = house.browser()
    await wang.say(STORY)
    for route in forms:
        assert route.resource is not None
        path = route.resource.canonical.format(community_id=HERE, number="DQ000001", link="x" * 43)
        browser = wang if path.startswith("/c/") else chen
        browser.page = ""
        await browser.post(path, client_id=fresh_id(), text=STORY, token="0" * 64)
        assert browser.status == 403, path


def test_a_token_belongs_to_one_cookie() -> None:
    check_token("mine", form_token("mine"))
    with pytest.raises(Exception, match="Forbidden"):
        check_token("mine", form_token("yours"))
    with pytest.raises(Exception, match="Forbidden"):
        check_token("mine", "不是")
    # Without a cookie there is nobody to whom a form could belong.
    with pytest.raises(Exception, match="Forbidden"):
        check_token("", form_token(""))


class Broken:
    async def take_turn(self, turn: Turn) -> Receipt:
        raise ValueError(turn.text)


async def test_a_fault_of_ours_gets_a_number_and_shows_no_trace(tmp_path: Path) -> None:
    broken = Broken()
    async with open_house(
        tmp_path, lambda parts: replace(parts, take_turn=broken.take_turn)
    ) as house:
        wang = house.browser()
        await wang.say(STORY)
    assert wang.status == 500
    assert re.search(r"编号[0-9a-f]{8}", wang.page)
    assert "Traceback" not in wang.page
    assert STORY not in wang.page


async def test_a_wrong_method_is_told_kindly(house: House) -> None:
    browser = house.browser()
    await browser.get(f"/c/{HERE}/say")
    assert (browser.status, "不能这样打开" in browser.page) == (405, True)

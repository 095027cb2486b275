"""Staff without a messenger answer in the console: by the buttons of a notice, or in words."""

import html
import re

import pytest

from tests.web.house import DISPATCHER, HERE, Browser, House
from web.cookies import fresh_id

SAY = "/console/say"
BUTTON = re.compile(r'<button name="press" value="([^"]+)">([^<]+)</button>')


async def told(house: House) -> Browser:
    """Return the dispatcher's browser at the notice of a case that waits for an answer."""
    await house.browser().say("天成花园3幢外墙渗水到屋里，房屋质量问题，开发商保修金，2单元502室")
    await house.deliver()
    chen = await house.staff(DISPATCHER)
    await chen.get("/console/notices")
    return chen


async def test_a_button_of_a_notice_does_what_it_says(house: House) -> None:
    chen = await told(house)
    press = next(html.unescape(press) for press, label in BUTTON.findall(chen.page) if label)
    await chen.post(SAY, key=fresh_id(), community_id=HERE, press=press)
    assert chen.address.path == "/console/notices"
    assert 'class="answer"' in chen.page


async def test_words_are_a_turn_of_the_same_conversation(house: House) -> None:
    chen = await told(house)
    page = await chen.post(SAY, key=fresh_id(), text="我的调解")
    assert "您现在没有进行中的调解" in page


@pytest.mark.parametrize(
    "change",
    [
        {"text": ""},
        {"key": "short"},
        {"community_id": "shanxi"},
        {"community_id": "nowhere"},
    ],
)
async def test_what_is_no_form_of_the_page_is_refused(house: House, change: dict[str, str]) -> None:
    chen = await told(house)
    form = {"key": fresh_id(), "community_id": HERE, "text": "我的待办", **change}
    await chen.post(SAY, **form)
    assert chen.status == 400


async def test_nobody_speaks_without_the_token_of_his_page(house: House) -> None:
    chen = await told(house)
    await chen.post(SAY, key=fresh_id(), text="我的待办", token="x")
    assert chen.status == 403

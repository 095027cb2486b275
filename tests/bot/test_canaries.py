"""An hour of the station with every logger at DEBUG: nobody's words come out of it."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path

import pytest
import structlog

from bot.batches import Answer
from bot.clock import MovableClock
from bot.logs import set_up_logs
from domain.reading import Reading
from domain.turns import Desk, Step, Turn
from handlers.table import answer
from jobs.table import JOBS
from tests.domain.builders import SECRETARY
from tests.handlers.tabletop import MONDAY
from tests.talks import telegram
from tests.talks.stage import Actor
from tests.talks.telegram import OnTelegram, over_http, over_ptb
from tests.web import house as houses
from tests.web.house import House, open_house

HERE = "dongqiao"
PHONE, NAME, WORDS, BUG = "13977665544", "欧阳金丝雀", "金丝雀在楼道里叫", "金丝雀触发故障"
MINUTES, STEP = 60, 15


def stumbling(desk: Desk, turn: Turn, reading: Reading) -> Step:
    """Answer as the station does, but stumble over certain words, saying them."""
    if BUG in turn.text:
        raise ValueError(turn.text)
    return answer(desk, turn, reading)


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """Return what is logged, every logger of every library set to DEBUG."""
    written = io.StringIO()
    set_up_logs("DEBUG", "json", written)
    names = [name for name in logging.root.manager.loggerDict if not name.startswith("sqlalchemy")]
    levels = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    logging.disable(logging.NOTSET)
    yield written
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture(autouse=True)
def bug(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Let the station meet a bug now and then."""
    monkeypatch.setattr(houses, "answer", stumbling)
    monkeypatch.setattr(telegram, "answer", stumbling)
    return stumbling


def canaries(*more: str) -> tuple[str, ...]:
    written = (PHONE, f"{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}", NAME, WORDS, BUG, *more)
    escaped = (each.encode("unicode_escape").decode() for each in written)
    return tuple({*written, *escaped})


def sung(out: io.StringIO, *more: str) -> list[str]:
    lines = out.getvalue()
    return [each for each in canaries(*more) if each in lines]


async def spoken(house: House, minute: int) -> str:
    """Let a resident and the staff do something in this minute; return the link that was used."""
    browser, link = house.browser(), await house.link(SECRETARY)
    await browser.say(f"我是{NAME}，{WORDS}，天成花园3幢2单元第{minute}次，电话{PHONE}")
    await browser.say(f"{BUG}{PHONE}" if minute == 2 else f"补充：{WORDS}{PHONE}")
    staff = house.browser()
    await staff.post(f"/console/sign-in/{link}")
    await staff.get(f"/console?q={PHONE}&list=all")
    await staff.get(f"/console/c/{HERE}/DQ{minute + 1:06d}")
    await staff.get(f"/console/sign-in/{link}-{WORDS}")
    await browser.post(f"/c/{HERE}/say", text=WORDS, client_id="x")
    await browser.say(WORDS, photo=b"no photo at all")
    await browser.get(f"/{WORDS}/{PHONE}")
    await house.deliver()
    for job in JOBS:
        await house.engine.strike(job, house.clock.now().isoformat(), house.clock.now())
    house.clock.move(timedelta(minutes=STEP))
    return link


async def test_an_hour_of_pages_says_nothing_of_anybody(tmp_path: Path, out: io.StringIO) -> None:
    async with open_house(tmp_path) as house:
        links = [await spoken(house, minute) for minute in range(MINUTES // STEP)]
    assert sung(out, *links) == []
    assert "turn failed" in out.getvalue()


@pytest.mark.parametrize("way", [over_ptb, over_http], ids=["ptb", "http"])
async def test_an_hour_on_telegram_says_nothing_of_anybody(
    tmp_path: Path,
    out: io.StringIO,
    way: Callable[[Path, MovableClock], AbstractAsyncContextManager[OnTelegram]],
) -> None:
    clock = MovableClock(MONDAY)
    async with way(tmp_path, clock) as stage:
        resident = Actor("王", "resident", "canary", HERE)
        for minute in range(0, MINUTES, STEP):
            words = BUG if minute == 30 else f"我是{NAME}，{WORDS}，天成花园3幢2单元"
            await stage.say(resident, f"{words}{minute}，电话{PHONE}")
            await stage.letters()
            clock.move(timedelta(minutes=STEP))
        token = stage.api.bot.token
    assert sung(out, token) == []
    assert "turn failed" in out.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_search_hears_a_canary_that_sings(form: str) -> None:
    heard = io.StringIO()
    set_up_logs("DEBUG", form, heard)
    structlog.get_logger().debug("said", words=WORDS)
    logging.getLogger("aiohttp.web").debug("%s said %s", NAME, WORDS)
    assert {NAME, WORDS} <= set(sung(heard))


@pytest.mark.parametrize("name", ["", "aiohttp.server", "telegram.ext", "httpx"])
def test_numbers_and_tokens_are_masked_at_the_last_wall(name: str) -> None:
    heard, token = io.StringIO(), "123456789:AbCdEfGhIjKlMnOpQrStUvWx"
    set_up_logs("DEBUG", "json", heard)
    log = logging.getLogger(name) if name else structlog.get_logger()
    level = logging.getLogger(name).level
    if name:
        logging.getLogger(name).setLevel(logging.DEBUG)
    line = f"POST /bot{token}/send 电话{PHONE} /console/sign-in/{'s' * 43}"
    log.debug(line)
    if name:
        logging.getLogger(name).setLevel(level)
    assert heard.getvalue()
    assert not re.search(f"{token}|{PHONE}|s{{43}}", heard.getvalue())


def test_what_a_talkative_library_was_given_is_left_out() -> None:
    heard = io.StringIO()
    set_up_logs("DEBUG", "json", heard)
    log = logging.getLogger("telegram.ext.canary")
    log.warning("Calling %s with %s", "sendMessage", {"text": WORDS})
    line = f"given {WORDS}"
    log.warning(line)
    lines = heard.getvalue()
    assert WORDS not in lines
    assert "Calling %s with %s" in lines

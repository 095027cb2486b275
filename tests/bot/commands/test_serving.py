import asyncio
import io
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.clock import Clock, SystemClock
from bot.commands import watching
from bot.commands.opening import Station, open_station
from bot.commands.serving import Serving, sealed
from bot.commands.speech import catalog
from bot.settings import Settings
from domain.people import Address
from domain.turns import Choice, Letter, Text
from storage.database import Connection
from storage.outbox import Claimed
from storage.rulebooks import save_entries
from storage.strikes import last_slot
from tests.bot.workshop import COMMUNITY, START

# So many seconds, and what is waited for does not come.
PATIENCE = 240


@asynccontextmanager
async def station(
    folder: Path, clock: Clock | None = None
) -> AsyncIterator[tuple[Station, Serving, int]]:
    settings = Settings(_env_file=None, state_dir=folder, port=0)
    async with open_station(settings, clock or SystemClock()) as opened:
        running = Serving(opened, catalog())
        port = await running.open_port()
        async with asyncio.TaskGroup() as group:
            group.create_task(running.run())
            yield opened, running, port
            running.stop()


async def until(logged: io.StringIO, ready: Callable[[str], bool]) -> None:
    async for _ in moments():
        if ready(logged.getvalue()):
            return


async def moments() -> AsyncIterator[None]:
    """Yield again and again.

    Raises:
        TimeoutError: after so long nothing comes of it any more.
    """
    loop = asyncio.get_running_loop()
    last = loop.time() + PATIENCE
    while loop.time() < last:
        await asyncio.sleep(0.01)
        yield
    raise TimeoutError


async def test_the_chat_answers_as_soon_as_the_port_is_open(
    tmp_path: Path, logged: io.StringIO
) -> None:
    async with station(tmp_path) as (_, _, port), aiohttp.ClientSession() as browser:
        async with browser.get(f"http://127.0.0.1:{port}/c/{COMMUNITY}") as page:
            assert page.status == 200
        await until(logged, lambda words: '"ready"' in words)


async def figures_of(browser: aiohttp.ClientSession, port: int) -> str:
    async with browser.get(f"http://127.0.0.1:{port}/metrics") as page:
        return await page.text()


async def figures_after_a_letter(browser: aiohttp.ClientSession, port: int) -> str:
    figures = ""
    async for _ in moments():
        figures = await figures_of(browser, port)
        if 'yizhan_letters_total{kind="sent"}' in figures:
            break
    return figures


async def test_what_the_process_did_is_counted(tmp_path: Path) -> None:
    async with (
        station(tmp_path) as (_, _, port),
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser,
    ):
        async with browser.get(f"http://127.0.0.1:{port}/c/{COMMUNITY}") as page:
            token = re.findall(r'name="token" value="([0-9a-f]+)"', await page.text())[0]
        words = {"token": token, "client_id": "0" * 32, "text": "天成花园3幢2单元楼道灯不亮"}
        address = f"http://127.0.0.1:{port}/c/{COMMUNITY}/say"
        async with browser.post(address, data=words) as said:
            assert said.status == 200
        figures = await figures_after_a_letter(browser, port)
    assert 'yizhan_turns_total{kind="answered"} 1\n' in figures
    assert "yizhan_turn_seconds_count 1\n" in figures
    assert 'yizhan_pages_total{kind="200"}' in figures


async def test_a_station_that_is_stopped_while_it_loads_ends(tmp_path: Path) -> None:
    async with station(tmp_path) as (_, running, _):
        running.stop()


async def test_rules_that_changed_elsewhere_are_taken_over(
    tmp_path: Path, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY", timedelta(milliseconds=20))
    async with station(tmp_path) as (opened, _, _):
        await until(logged, lambda words: '"ready"' in words)
        first = opened.shelf.current
        await opened.database.write(_break_rules)
        await until(logged, lambda words: "rules not read again" in words)
        assert opened.shelf.current is first


def _break_rules(conn: Connection) -> None:
    conn.exec_driver_sql("update editions set version = 'new'")
    conn.exec_driver_sql("update directory_entries set content = '7'")


def test_a_letter_is_put_into_words_with_its_buttons() -> None:
    choice = Choice(Text("staff.accept"), "accept:DQ000001:1")
    letter = Letter("wang", "engine.apology", {"number": "7"}, (choice,), case_number="DQ000001")
    address = Address("web", "wang")
    found = sealed(Claimed(3, COMMUNITY, "wang", address, letter, 0, 3, START), catalog())
    assert (found.letter_id, found.address, found.case_number) == (3, address, "DQ000001")
    assert "编号7" in found.text
    assert found.choices == ((catalog().render(Text("staff.accept")), "accept:DQ000001:1"),)
    assert not found.is_card
    page = Letter("wang", "duty.list", {"lines": ()})
    assert sealed(Claimed(3, COMMUNITY, "wang", address, page, 0, 3, START), catalog()).is_card


async def test_an_import_that_changes_the_map_strikes_for_closed_grids_at_once(
    tmp_path: Path, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY", timedelta(milliseconds=20))
    async with station(tmp_path) as (opened, _, _):
        await until(logged, lambda words: '"ready"' in words)
        assert not await opened.database.read(_was_struck)
        await opened.database.write(_close_a_grid)
        while not await opened.database.read(_was_struck):
            await anext(moments())


def _close_a_grid(conn: Connection) -> None:
    conn.exec_driver_sql(
        "update directory_entries set until = '2026-01-01' where kind = 'grid'"
        " and code = '330602900001-G06'"
    )
    save_entries(conn, (), "edited")


def _was_struck(conn: Connection) -> bool:
    return bool(last_slot(conn, watching.REGRID.name))

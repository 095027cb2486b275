"""Four clients that are not ours, each with a small bot, live with the strict Bot API."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.botapi.harness import Exchange
from tests.botapi.phone import Phone
from tests.botapi.world import Message
from tests.conftest import do_without

CLIENTS = Path(__file__).parent / "clients"
LOOKS = 3_000
BOTS = ("echo_ptb.py", "echo_telebot.py", "echo_telegraf.js", "echo_grammy.js")


@pytest.fixture(scope="session")
def node_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the locked npm packages and the bots that use them."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        do_without("needs node and npm: telegraf and grammY stay untried")
    folder = tmp_path_factory.mktemp("clients")
    shutil.copytree(CLIENTS, folder, dirs_exist_ok=True)
    found = subprocess.run([npm, "ci"], cwd=folder, capture_output=True, text=True, check=False)
    if found.returncode:
        do_without(f"needs the npm packages of the echo bots: {found.stderr[-300:]}")
    return folder


@asynccontextmanager
async def running(api: Exchange, command: list[str], folder: Path) -> AsyncIterator[None]:
    env = {**os.environ, "API_BASE": api.server.url, "TOKEN": api.bot.token}
    bot = await asyncio.create_subprocess_exec(*command, cwd=folder, env=env)
    try:
        yield
    finally:
        bot.kill()
        await bot.wait()


async def shown(phone: Phone, count: int) -> Message:
    for _ in range(LOOKS):
        if len(phone.seen()) >= count:
            return phone.seen()[count - 1]
        await asyncio.sleep(0.01)
    return pytest.fail(f"message {count} never came")


async def changed(message: Message, words: str) -> None:
    for _ in range(LOOKS):
        if message["text"] == words:
            return
        await asyncio.sleep(0.01)
    pytest.fail(f"never said: {words}")


async def live(api: Exchange) -> None:
    phone = api.phone()
    phone.says("/start")
    hello = await shown(phone, 1)
    assert hello["text"] == "hello"
    phone.presses(hello, "B")
    await changed(hello, "chosen: b")
    assert [each["text"] for each in api.bot.answers] == ["ok"]
    said = phone.says("漏水😀")
    echo = await shown(phone, 2)
    assert echo["text"] == "echo: 漏水😀"
    assert echo["reply_to_message"]["message_id"] == said["message_id"]
    phone.edits(said, "不漏了")
    assert (await shown(phone, 3))["text"] == "edited: 不漏了"
    phone.shows(b"a photo of nine bytes")
    assert (await shown(phone, 4))["caption"] == "bytes: 21"
    phone.points(30.5, 120.25)
    assert (await shown(phone, 5))["location"] == {"latitude": 30.5, "longitude": 120.25}
    phone.says("album")
    await shown(phone, 7)
    assert len({each["media_group_id"] for each in phone.seen()[5:]}) == 1


@pytest.mark.parametrize("bot", BOTS)
async def test_a_bot_of_another_client_lives_with_the_strict_bot_api(
    bot: str, api: Exchange, request: pytest.FixtureRequest
) -> None:
    is_python = bot.endswith(".py")
    folder = CLIENTS if is_python else request.getfixturevalue("node_folder")
    command = [sys.executable if is_python else "node", bot]
    async with running(api, command, folder):
        await live(api)

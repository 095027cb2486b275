import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.clock import SystemClock
from bot.commands.opening import open_station
from bot.commands.phoning import Phoning, own_name
from bot.commands.serving import Serving
from bot.commands.speech import catalog
from bot.settings import Settings
from bot.telegram.parts import WEBHOOK_PATH
from tests.botapi.harness import Exchange, exchange
from tests.botapi.phone import Phone
from tests.botapi.server import TOKEN
from tests.botapi.world import Message

Client = Literal["ptb", "http"]


def settings_of(api: Exchange, folder: Path, client: Client = "ptb") -> Settings:
    return Settings(
        _env_file=None,
        state_dir=folder,
        port=0,
        telegram_token=SecretStr(TOKEN),
        telegram_api_base=api.server.url,
        telegram_client=client,
    )


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Serving]:
    async with open_station(settings, SystemClock()) as station:
        serving = Serving(station, catalog())
        await serving.open_port()
        async with asyncio.TaskGroup() as group:
            group.create_task(serving.run())
            yield serving
            serving.stop()


async def shown(phone: Phone, words: str) -> Message:
    for _ in range(4_000):
        found = [each for each in phone.seen() if words in each["text"]]
        if found:
            return found[0]
        await asyncio.sleep(0.01)
    return pytest.fail(f"never shown: {words}")


async def never(_turn: object) -> object:
    raise AssertionError


@pytest.mark.parametrize("client", ["ptb", "http"])
async def test_a_whole_station_answers_on_telegram(
    client: Client, tmp_path: Path, logged: io.StringIO
) -> None:
    async with exchange() as api, running(settings_of(api, tmp_path, client)):
        phone = api.phone()
        phone.says("天成花园3幢2单元楼道灯不亮")
        phone.presses(await shown(phone, "哪个社区"), "洞桥社区")
        await shown(phone, "已登记：DQ000001")
    assert TOKEN not in logged.getvalue()


async def test_without_a_token_there_is_no_telegram(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, state_dir=tmp_path)
    async with open_station(settings, SystemClock()) as station:
        phoning = Phoning(station, catalog(), never)  # type: ignore[arg-type]
        app = web.Application()
        phoning.add_routes(app)
        phoning.stop()
        await phoning.run()
        await phoning.close()
    assert (phoning.doors, list(app.router.routes())) == ((), [])


async def test_a_webhook_has_its_place_among_the_pages(tmp_path: Path) -> None:
    async with exchange() as api:
        settings = settings_of(api, tmp_path).model_copy(update={"telegram_mode": "webhook"})
        async with open_station(settings, SystemClock()) as station:
            phoning = Phoning(station, catalog(), never)  # type: ignore[arg-type]
            app = web.Application()
            phoning.add_routes(app)
            await phoning.close()
    [route] = app.router.routes()
    assert route.resource
    assert route.resource.canonical == WEBHOOK_PATH


def test_a_process_is_known_again_after_a_crash_unless_any_port_will_do() -> None:
    settings = Settings(_env_file=None, port=8080)
    assert own_name(settings) == own_name(settings)
    assert own_name(settings) != own_name(settings.model_copy(update={"port": 8081}))
    anywhere = settings.model_copy(update={"port": 0})
    assert own_name(anywhere) != own_name(anywhere)

"""A strict Bot API for one test: the server, one bot, people with phones."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from tests.botapi.phone import Phone
from tests.botapi.rates import Rates
from tests.botapi.server import TOKEN, Server, serving
from tests.botapi.spec import Spec, open_spec
from tests.botapi.world import Bot

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def spec_if_there() -> Spec | None:
    """Return the description of the Bot API, None where the shared folder is absent."""
    return open_spec(SHARED) if (SHARED / "telegram-bot-api.json").is_file() else None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A running server and its only bot."""

    server: Server
    bot: Bot
    session: ClientSession

    def phone(self, user_id: int = 1001, name: str = "王阿姨") -> Phone:
        """Return somebody's phone."""
        return Phone(self.server.world, self.bot, user_id, name)

    async def call(self, method: str, **params: Any) -> Any:
        """Call a method as a plain client would; return its result.

        Raises:
            AssertionError: it was refused.
        """
        body = await self.answer(method, **params)
        assert body["ok"], body
        return body["result"]

    async def answer(self, method: str, **params: object) -> dict[str, Any]:
        """Call a method and return the whole answer."""
        url = f"{self.server.url}/bot{self.bot.token}/{method}"
        async with self.session.post(url, json=params) as answer:
            body: dict[str, Any] = await answer.json()
        return body


@asynccontextmanager
async def exchange(rates: Rates | None = None) -> AsyncIterator[Exchange]:
    """Run a strict Bot API with one bot; every call and answer is held against the description."""
    server = Server(spec=spec_if_there(), rates=rates)
    bot = server.world.add_bot(TOKEN)
    async with serving(server), ClientSession() as session:
        yield Exchange(server, bot, session)
    assert not server.violations, server.violations

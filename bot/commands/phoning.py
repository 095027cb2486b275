"""The Telegram line of a running station: the chosen client, opened only where there is a token."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from importlib import import_module
from socket import gethostname

from aiohttp import ClientSession, web

from bot.commands.opening import Station
from bot.settings import Settings
from bot.telegram.door import TelegramDoor
from bot.telegram.line import Line
from bot.telegram.parts import Account, Parts, StaffChats
from domain.turns import Turn
from storage.attachments import Attachments
from storage.records import Receipt
from texts.catalog import Catalog

TakeTurn = Callable[[Turn], Awaitable[Receipt]]


class Phoning:
    """Telegram from ``run`` until ``stop``; without a token there is none and nothing happens."""

    def __init__(self, station: Station, catalog: Catalog, take_turn: TakeTurn) -> None:
        self.doors: tuple[TelegramDoor, ...] = ()
        self._lines: tuple[Line, ...] = ()
        self._session: ClientSession | None = None
        if station.settings.telegram_token.get_secret_value():
            # A proxy that the environment names is used: often there is no other way.
            self._session = ClientSession(trust_env=True)
            parts = _parts(station, catalog, take_turn, self._session)
            self.doors = (_open_door(station.settings.telegram_client, parts),)
            self._lines = (Line(self.doors[0]),)

    def add_routes(self, app: web.Application) -> None:
        """Let the web application take updates where a webhook is wanted."""
        for line in self._lines:
            line.add_route(app)

    def stop(self) -> None:
        """Take no more updates."""
        for line in self._lines:
            line.stop()

    async def run(self) -> None:
        """Take updates until ``stop``."""
        await asyncio.gather(*(line.run() for line in self._lines))

    async def close(self) -> None:
        """Hang up, once the last letter is on its way."""
        if self._session:
            await self._session.close()


def _open_door(client: str, parts: Parts) -> TelegramDoor:
    # Loaded only when chosen: who uses plain HTTP needs no library.
    module = import_module(f"bot.channels.telegram_{client}")
    door: TelegramDoor = getattr(module, f"open_{client}")(parts)
    return door


def _parts(
    station: Station, catalog: Catalog, take_turn: TakeTurn, session: ClientSession
) -> Parts:
    settings = station.settings
    return Parts(
        account=Account(
            token=settings.telegram_token.get_secret_value(),
            api_base=settings.telegram_api_base,
            mode=settings.telegram_mode,
            public_url=settings.public_url,
        ),
        session=session,
        database=station.database,
        take_turn=take_turn,
        directory=lambda: station.shelf.current.directory,
        catalog=catalog,
        attachments=Attachments(settings.state_dir, station.database.ring),
        now=station.clock.now,
        staff_chats=_groups(station),
        process=own_name(settings),
    )


def _groups(station: Station) -> StaffChats | None:
    chats = station.settings.telegram_topics
    return StaffChats(chats, lambda: station.shelf.current) if chats else None


def own_name(settings: Settings) -> str:
    """Name this process so that after a crash it is known again and need not wait for itself."""
    # Two processes of one machine listen at different ports; where any will do, nobody knows.
    return f"{gethostname()}:{settings.port or secrets.token_hex(8)}"

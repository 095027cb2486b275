"""One Telegram line from opening to closing: who the bot is, its menu, how updates come."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from json import JSONDecodeError
from typing import TypeVar

import structlog
from aiohttp import web

from bot.leases import Lease
from bot.telegram.door import TelegramDoor
from bot.telegram.intake import Intake
from bot.telegram.menus import Menus
from bot.telegram.parts import WEBHOOK_PATH, StaffChats
from bot.telegram.polling import PATIENCE, Poller
from bot.telegram.topics import Topics
from bot.telegram.updates import Me
from bot.telegram.wire import CHANNEL, Declined, Silent, Update
from domain.refusals import NotSaved

_PAUSE = 5.0
_HEADER = "X-Telegram-Bot-Api-Secret-Token"

Result = TypeVar("Result")
log = structlog.get_logger()


class Line:
    """Hears over Telegram from ``run`` until ``stop``."""

    def __init__(self, door: TelegramDoor, patience: int = PATIENCE) -> None:
        """Hear what the door's wire brings; ``patience`` is the longest poll in seconds."""
        self._door = door
        self._patience = patience
        self._pause = _PAUSE
        self._stopping = asyncio.Event()
        self._intake: Intake | None = None

    def stop(self) -> None:
        """Let ``run`` end; what was not taken comes again at the next start."""
        self._stopping.set()

    def add_route(self, app: web.Application) -> None:
        """Let the web application take updates where a webhook is wanted."""
        if self._door.parts.account.mode == "webhook":
            app.router.add_post(WEBHOOK_PATH, self.take_post)

    async def run(self) -> None:
        """Introduce the bot, then take updates until ``stop``."""
        async with asyncio.TaskGroup() as group:
            hearing = group.create_task(self._hear())
            await self._stopping.wait()
            hearing.cancel()

    async def _hear(self) -> None:
        async with asyncio.TaskGroup() as group:
            door = self._door
            me = Me(*await self._until_heard(door.wire.me))
            intake = Intake(door.parts, door.wire, door.cards, group, me)
            menus = Menus(door.parts, door.wire)
            await self._until_heard(menus.introduce)
            await self._until_heard(self._choose_way)
            group.create_task(menus.run())
            if door.parts.staff_chats:
                group.create_task(self._show_topics(me, door.parts.staff_chats))
            await intake.resume()
            self._intake = intake
            log.info("telegram open", bot=me.username, mode=door.parts.account.mode)
            if door.parts.account.mode == "polling":
                await self._poll(me, intake, group)
            await asyncio.Event().wait()

    async def _show_topics(self, me: Me, groups: StaffChats) -> None:
        door = self._door
        parts = door.parts
        lease = Lease(parts.database, f"topics:{me.bot_id}", parts.process, parts.now)
        try:
            await Topics(parts, door.wire, door.pace, groups, lease.is_mine).run()
        finally:
            await lease.drop()

    async def _poll(self, me: Me, intake: Intake, group: asyncio.TaskGroup) -> None:
        parts = self._door.parts
        lease = Lease(parts.database, f"{CHANNEL}:{me.bot_id}", parts.process, parts.now)
        try:
            poller = Poller(self._door.wire, intake.take, self._patience, lease.is_mine)
            await poller.run(group)
        finally:
            await lease.drop()

    async def take_post(self, request: web.Request) -> web.Response:
        """Take one update from Telegram; 200 only once it is answered or kept.

        Raises:
            HTTPForbidden: the secret is missing or wrong.
            HTTPServiceUnavailable: it must come again.
        """
        shown = request.headers.get(_HEADER, "").encode()
        if not hmac.compare_digest(shown, self._door.parts.account.secret.encode()):
            raise web.HTTPForbidden
        try:
            update: Update = await request.json()
            if self._intake is None:
                raise web.HTTPServiceUnavailable
            await self._intake.take(update)
        except JSONDecodeError as fault:
            raise web.HTTPBadRequest from fault
        except NotSaved as fault:
            raise web.HTTPServiceUnavailable from fault
        return web.Response()

    async def _choose_way(self) -> None:
        account, wire = self._door.parts.account, self._door.wire
        if account.mode == "webhook":
            await wire.listen_at(account.webhook, account.secret)
        else:
            await wire.listen_at("", "")

    async def _until_heard(self, ask: Callable[[], Awaitable[Result]]) -> Result:
        while True:
            try:
                return await ask()
            except (Declined, Silent) as fault:
                log.warning("telegram not reached", why=str(fault), pause=self._pause)
                await asyncio.sleep(self._pause)

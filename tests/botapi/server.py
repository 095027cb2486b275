"""The strict Bot API as an aiohttp application."""

import asyncio
import inspect
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from aiohttp import ClientSession, web

from tests.botapi import asking, editing, forums, listening, sending
from tests.botapi.faults import Faults, play
from tests.botapi.params import Params, read_params
from tests.botapi.rates import Rates
from tests.botapi.refusals import Refusal, not_found
from tests.botapi.spec import Spec
from tests.botapi.webhooks import Courier
from tests.botapi.world import Bot, World

TOKEN = "42:TEST-token-of-the-strict-bot-api-0000"
# What a script of faults calls the fetching of a file.
DOWNLOAD = "download"
Method: TypeAlias = Callable[[World, Bot, Params], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getMe": asking.get_me,
    "getChat": asking.get_chat,
    "getFile": asking.get_file,
    "getMyCommands": asking.get_commands,
    "setMyCommands": asking.set_commands,
    "deleteMyCommands": asking.delete_commands,
    "sendChatAction": asking.send_action,
    "answerCallbackQuery": asking.answer_callback,
    "getUpdates": listening.get_updates,
    "setWebhook": listening.set_webhook,
    "deleteWebhook": listening.delete_webhook,
    "getWebhookInfo": listening.webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendLocation": sending.send_location,
    "sendMediaGroup": sending.send_media_group,
    "editMessageText": editing.edit_text,
    "editMessageReplyMarkup": editing.edit_markup,
    "createForumTopic": forums.create_topic,
    "closeForumTopic": forums.close_topic,
    "reopenForumTopic": forums.reopen_topic,
    "deleteForumTopic": forums.delete_topic,
    "getChatMember": forums.get_member,
    "getChatMemberCount": forums.count_members,
    "deleteMessage": editing.delete_message,
}
_BY_LOWER = {name.lower(): name for name in METHODS}


@dataclass
class Server:
    """One running strict Bot API: the world behind it, faults, and what it saw."""

    world: World = field(default_factory=World)
    spec: Spec | None = None
    rates: Rates | None = None
    faults: Faults = field(default_factory=Faults)
    # Where a call or an answer did not fit the description.
    violations: list[str] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    url: str = ""

    def application(self) -> web.Application:
        """Return the application: methods, files."""
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self.answer)
        app.router.add_get("/file/bot{token}/files/{file_id}", self.fetch)
        return app

    def count(self, method: str) -> int:
        """Return how often a method was called."""
        return sum(name == method for name, _ in self.calls)

    async def fetch(self, request: web.Request) -> web.Response:
        """Give out a file."""
        if fault := self.faults.take(DOWNLOAD):
            return await play(fault, request)
        try:
            self.world.bot(request.match_info["token"])
            upload = self.world.file(request.match_info["file_id"])
        except Refusal as no:
            return web.json_response(no.body(), status=no.code)
        return web.Response(body=upload.content)

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one call of a method."""
        fault = self.faults.take(request.match_info["method"])
        if fault and fault.is_before:
            return await play(fault, request)
        response = await self._answered(request)
        return await play(fault, request) if fault else response

    async def _answered(self, request: web.Request) -> web.Response:
        try:
            bot = self.world.bot(request.match_info["token"])
            name = _named(request.match_info["method"])
            params = await read_params(request)
            self.calls.append((name, dict(params.fields)))
            self._check_rates(name, params)
            result = METHODS[name](self.world, bot, params)
            if inspect.isawaitable(result):
                result = await result
        except Refusal as no:
            return web.json_response(no.body(), status=no.code)
        # Held against the description only where the call was taken.
        self._check_spec(name, params, result)
        return web.json_response({"ok": True, "result": result}, dumps=_dumps)

    def _check_rates(self, name: str, params: Params) -> None:
        if self.rates and name.startswith("send") and name != "sendChatAction":
            at = asyncio.get_running_loop().time()
            self.rates.check(params.integer("chat_id"), at)

    def _check_spec(self, name: str, params: Params, result: object) -> None:
        if self.spec:
            self.violations += self.spec.faults_of_call(name, params)
            self.violations += self.spec.faults_of_answer(name, result)


def _named(method: str) -> str:
    return _BY_LOWER.get(method.lower()) or not_found()


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@asynccontextmanager
async def serving(server: Server, port: int = 0) -> AsyncIterator[Server]:
    """Let the strict Bot API listen on 127.0.0.1; webhooks are delivered meanwhile."""
    runner = web.AppRunner(server.application(), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        async with _delivering(server.world):
            yield server
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _delivering(world: World) -> AsyncIterator[None]:
    async with ClientSession() as session, asyncio.TaskGroup() as group:
        couriers = [Courier(world, bot, session) for bot in world.bots.values()]
        tasks = [group.create_task(each.deliver()) for each in couriers]
        # Where the body fails, the group ends them itself.
        yield
        for task in tasks:
            task.cancel()

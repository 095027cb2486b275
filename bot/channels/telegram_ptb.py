"""The Telegram door over python-telegram-bot: its typed client and parser, our own transport."""

import json
import logging
import os
from collections.abc import Awaitable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from aiohttp import ClientError, ClientTimeout
from telegram import Bot, BotCommandScope, BotCommandScopeChat, ReplyParameters, error
from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup as Keyboard
from telegram.request import BaseRequest, RequestData

from bot.telegram.door import TelegramDoor
from bot.telegram.forms import form_of
from bot.telegram.pace import Pace
from bot.telegram.parts import Parts
from bot.telegram.wire import KINDS, Declined, Menu, Params, Rows, Silent, Update

_SECONDS = 15.0
_CODES = {error.BadRequest: 400, error.InvalidToken: 401, error.Forbidden: 403, error.Conflict: 409}
Result = TypeVar("Result")


def open_ptb(parts: Parts, pace: Pace | None = None) -> TelegramDoor:
    """Return the door that speaks through python-telegram-bot."""
    # The library's own way to spans of time as such; without it each 429 is a warning, too.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    # At DEBUG the library writes down every text that it sends.
    logging.getLogger("telegram").setLevel(logging.WARNING)
    return TelegramDoor(parts, _Wire(parts), pace)


class _Transport(BaseRequest):
    """Carries the library's calls over the session of the doors, which others open and close."""

    def __init__(self, parts: Parts) -> None:
        self._session = parts.session

    @property
    def read_timeout(self) -> float:
        return _SECONDS

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, *_others: object, **named: object
    ) -> tuple[int, bytes]:
        patience = named.get("read_timeout")
        timeout = ClientTimeout(total=patience if isinstance(patience, float | int) else _SECONDS)
        said = cast(RequestData | None, named.get("request_data"))
        form = form_of(said.json_parameters, said.multipart_data) if said else None
        try:
            async with self._session.request(method, url, data=form, timeout=timeout) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise error.TimedOut from None
        except ClientError as fault:
            # The fault's own words may hold the address, and with it the token.
            raise error.NetworkError(type(fault).__name__) from None


class _Wire:
    def __init__(self, parts: Parts) -> None:
        base, token = parts.account.api_base, parts.account.token
        self._transport = way = _Transport(parts)
        self._bot = Bot(token, f"{base}/bot", f"{base}/file/bot", way, way)

    async def me(self) -> tuple[int, str]:
        me = await _heard(self._bot.get_me())
        return me.id, me.username or ""

    async def updates(self, offset: int, patience: int) -> Sequence[Update]:
        # Raw: one update that the library cannot parse must not hide the others.
        kinds = json.dumps(KINDS)
        wanted: Params = {"offset": offset, "timeout": patience, "allowed_updates": kinds}
        found = await self.ask("getUpdates", wanted, _SECONDS + patience)
        return found if isinstance(found, list) else []

    async def ask(self, method: str, params: Params, seconds: float = _SECONDS) -> Any:  # noqa: ANN401
        url = f"{self._bot.base_url}/{method}?{urlencode(params)}"
        return await _heard(self._transport.post(url, read_timeout=seconds))

    async def post(self, chat: int, thread: int, text: str) -> int:
        call = self._bot.send_message(chat, text, message_thread_id=thread)
        return (await _heard(call)).message_id

    async def send(self, chat: int, text: str, rows: Rows, reply_to: int = 0) -> int:
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        markup = _keyboard(rows)
        call = self._bot.send_message(chat, text, reply_markup=markup, reply_parameters=reply)
        return (await _heard(call)).message_id

    async def show(self, chat: int, photo: bytes, text: str, rows: Rows) -> int:
        markup = _keyboard(rows)
        call = self._bot.send_photo(chat, photo, text, reply_markup=markup, protect_content=True)
        return (await _heard(call)).message_id

    async def edit(self, chat: int, message_id: int, text: str, rows: Rows) -> None:
        markup = _keyboard(rows)
        await _heard(self._bot.edit_message_text(text, chat, message_id, reply_markup=markup))

    async def strip(self, chat: int, message_id: int) -> None:
        await _heard(self._bot.edit_message_reply_markup(chat, message_id))

    async def answer(self, query_id: str, text: str) -> None:
        await _heard(self._bot.answer_callback_query(query_id, text or None))

    async def type_to(self, chat: int) -> None:
        await _heard(self._bot.send_chat_action(chat, "typing"))

    async def fetch(self, file_id: str) -> bytes:
        file = await _heard(self._bot.get_file(file_id))
        return bytes(await _heard(file.download_as_bytearray()))

    async def show_menu(self, menu: Menu, scope: str, language: str = "", chat: int = 0) -> None:
        where = BotCommandScopeChat(chat) if chat else BotCommandScope(scope)
        if menu:
            await _heard(self._bot.set_my_commands(list(menu), where, language or None))
        else:
            await _heard(self._bot.delete_my_commands(where, language or None))

    async def listen_at(self, url: str, secret: str) -> None:
        call = partial(self._bot.set_webhook, url, allowed_updates=KINDS, secret_token=secret)
        await _heard(call() if url else self._bot.delete_webhook())


async def _heard(call: Awaitable[Result]) -> Result:
    try:
        return await call
    except error.RetryAfter as wait:
        pause = wait.retry_after
        seconds = pause.total_seconds() if isinstance(pause, timedelta) else pause
        raise Declined(429, "Too Many Requests", retry_after=int(seconds)) from None
    except error.ChatMigrated as moved:
        raise Declined(400, "chat moved", moved_to=moved.new_chat_id) from None
    except error.TelegramError as fault:
        code = _CODES.get(type(fault))
        raise (Declined(code, fault.message) if code else Silent(type(fault).__name__)) from None


def _keyboard(rows: Rows) -> Keyboard | None:
    made = [[Button(label, callback_data=back) for label, back in row] for row in rows]
    return Keyboard(made) if made else None

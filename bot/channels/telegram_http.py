"""The Telegram door over plain aiohttp: JSON out, JSON in, no library between."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import ClientError, ClientResponse, ClientTimeout, FormData

from bot.telegram.door import TelegramDoor
from bot.telegram.forms import form_of
from bot.telegram.pace import Pace
from bot.telegram.parts import Parts
from bot.telegram.wire import KINDS, Declined, Menu, Params, Rows, Silent, Update

# An answer takes no longer than so many seconds; a long poll so many more than asked for.
_SECONDS = 15
_SERVER_ERROR = 500


def open_http(parts: Parts, pace: Pace | None = None) -> TelegramDoor:
    """Return the door that speaks plain HTTP."""
    return TelegramDoor(parts, _Wire(parts), pace)


class _Wire:
    def __init__(self, parts: Parts) -> None:
        self._session = parts.session
        # The address holds the token, so it is never put into words.
        self._base = f"{parts.account.api_base}/bot{parts.account.token}/"
        self._files = f"{parts.account.api_base}/file/bot{parts.account.token}/"

    async def me(self) -> tuple[int, str]:
        me = await self._call("getMe")
        return int(me["id"]), str(me["username"])

    async def updates(self, offset: int, patience: int) -> Sequence[Update]:
        wanted = {"offset": offset, "timeout": patience, "allowed_updates": KINDS}
        found: list[Update] = await self._call("getUpdates", wanted, _SECONDS + patience)
        return found

    async def send(self, chat: int, text: str, rows: Rows, reply_to: int = 0) -> int:
        params = {"chat_id": chat, "text": text, **_markup(rows)}
        if reply_to:
            params["reply_parameters"] = {
                "message_id": reply_to,
                "allow_sending_without_reply": True,
            }
        return int((await self._call("sendMessage", params))["message_id"])

    async def show(self, chat: int, photo: bytes, text: str, rows: Rows) -> int:
        params = {"chat_id": chat, "caption": text, "protect_content": True, **_markup(rows)}
        form = form_of(params, {"photo": ("photo.jpg", photo, "image/jpeg")})
        return int((await self._call("sendPhoto", form))["message_id"])

    async def edit(self, chat: int, message_id: int, text: str, rows: Rows) -> None:
        params = {"chat_id": chat, "message_id": message_id, "text": text, **_markup(rows)}
        await self._call("editMessageText", params)

    async def strip(self, chat: int, message_id: int) -> None:
        await self._call("editMessageReplyMarkup", {"chat_id": chat, "message_id": message_id})

    async def answer(self, query_id: str, text: str) -> None:
        params = {"callback_query_id": query_id, **({"text": text} if text else {})}
        await self._call("answerCallbackQuery", params)

    async def post(self, chat: int, thread: int, text: str) -> int:
        params = {"chat_id": chat, "message_thread_id": thread, "text": text}
        return int((await self._call("sendMessage", params))["message_id"])

    async def ask(self, method: str, params: Params) -> Any:  # noqa: ANN401 - what it returns
        return await self._call(method, params)

    async def type_to(self, chat: int) -> None:
        await self._call("sendChatAction", {"chat_id": chat, "action": "typing"})

    async def fetch(self, file_id: str) -> bytes:
        file = await self._call("getFile", {"file_id": file_id})
        url, timeout = self._files + file["file_path"], ClientTimeout(total=_SECONDS * 4)
        try:
            async with self._session.get(url, timeout=timeout) as answer:
                answer.raise_for_status()
                return await answer.read()
        except (ClientError, TimeoutError) as fault:
            raise Silent(type(fault).__name__) from None

    async def show_menu(self, menu: Menu, scope: str, language: str = "", chat: int = 0) -> None:
        where = {"type": scope, **({"chat_id": chat} if chat else {})}
        commands = [{"command": name, "description": words} for name, words in menu]
        params: dict[str, Any] = {"scope": where, **({"commands": commands} if menu else {})}
        more = {"language_code": language} if language else {}
        await self._call("setMyCommands" if menu else "deleteMyCommands", {**params, **more})

    async def listen_at(self, url: str, secret: str) -> None:
        if url:
            params = {"url": url, "secret_token": secret, "allowed_updates": KINDS}
            await self._call("setWebhook", params)
        else:
            await self._call("deleteWebhook")

    async def _call(
        self,
        method: str,
        params: Mapping[str, Any] | FormData | None = None,
        seconds: float = _SECONDS,
    ) -> Any:  # noqa: ANN401 - what the method returns
        timeout = ClientTimeout(total=seconds)
        try:
            url = self._base + method
            body = {"data": params} if isinstance(params, FormData) else {"json": params or {}}
            async with self._session.post(url, timeout=timeout, **body) as answer:
                return await _result(answer)
        except (ClientError, TimeoutError, ValueError) as fault:
            raise Silent(type(fault).__name__) from None


async def _result(answer: ClientResponse) -> Any:  # noqa: ANN401 - what the method returns
    if answer.status >= _SERVER_ERROR:
        raise Silent(f"status {answer.status}")
    body = await answer.json()
    if body["ok"]:
        return body["result"]
    more = body.get("parameters", {})
    raise Declined(
        int(body["error_code"]),
        str(body["description"]),
        retry_after=int(more.get("retry_after", 0)),
        moved_to=int(more.get("migrate_to_chat_id", 0)),
    )


def _markup(rows: Rows) -> dict[str, Any]:
    keyboard = [[{"text": label, "callback_data": back} for label, back in row] for row in rows]
    return {"reply_markup": {"inline_keyboard": keyboard}} if keyboard else {}

"""Deliver updates to a webhook: one chat after its own order, again until 200."""

import asyncio
from http import HTTPStatus
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.botapi.world import Bot, World

_TICK = 0.02
_PATIENCE = ClientTimeout(total=10)


async def deliver(world: World, bot: Bot, session: ClientSession) -> None:
    """Deliver for ever; what is refused is tried again."""
    busy: set[int] = set()
    async with asyncio.TaskGroup() as group:
        while True:
            fresh = [_post(world, bot, session, update, busy) for update in _next(bot, busy)]
            _ = [group.create_task(each) for each in fresh]
            await asyncio.sleep(_TICK)


def _next(bot: Bot, busy: set[int]) -> list[dict[str, Any]]:
    found = []
    for update in bot.queue.waiting if bot.queue.has_webhook else ():
        if _lane(update) not in busy:
            busy.add(_lane(update))
            found.append(update)
    return found


async def _post(
    world: World, bot: Bot, session: ClientSession, update: dict[str, Any], busy: set[int]
) -> None:
    try:
        status = await _status(bot, session, update)
        if status == HTTPStatus.OK:
            bot.queue.waiting.remove(update)
        else:
            _note(world, bot, f"Wrong response from the webhook: {status}")
    except (ClientError, TimeoutError) as error:
        _note(world, bot, f"Connection failed: {type(error).__name__}")
    finally:
        busy.discard(_lane(update))


async def _status(bot: Bot, session: ClientSession, update: dict[str, Any]) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": bot.secret} if bot.secret else {}
    url = bot.webhook["url"]
    async with session.post(url, json=update, headers=headers, timeout=_PATIENCE) as answer:
        return answer.status


def _note(world: World, bot: Bot, words: str) -> None:
    bot.webhook |= {"last_error_date": world.seconds(), "last_error_message": words}


def _lane(update: dict[str, Any]) -> int:
    content = next(value for name, value in update.items() if name != "update_id")
    chat = content.get("chat") or content.get("message", {}).get("chat") or {"id": 0}
    return int(chat["id"])

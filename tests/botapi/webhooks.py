"""Deliver updates to a webhook as Telegram's own server does (docs/sources.md#telegram-webhook).

At most twice as many updates as there may be connections are in hand, the oldest ones; of one chat
one is under way. A refused one comes again at once, then after 2 s, 4 s and so on to a minute or
two, or when the other side says. Where nothing was taken for ten seconds one connection is tried,
every two seconds, and whose turn it was is not blamed.
"""

import asyncio
import random
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeAlias

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout

from tests.botapi.world import Bot, World

MOST = 40
QUIET_AFTER = 10.0
KNOCK_EVERY = 2.0
LONGEST = 60
LONGEST_ASKED = 3600
_TICK = 0.02
_PATIENCE = ClientTimeout(total=60)

Update: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Trial:
    """How one update fared: how often it was refused, and from when on it may go again."""

    refused: int = 0
    delay: int = 1
    again_at: float = 0.0

    def refuse(self, now: float, asked: int = 0) -> None:
        """Reckon when it goes again; ``asked`` are the seconds that the other side named."""
        pause = min(max(asked, 0), LONGEST_ASKED)
        if not pause and self.refused:
            most = random.randint(LONGEST, 2 * LONGEST)
            pause = self.delay = min(most, self.delay * 2)
        self.again_at = now + pause
        self.refused += 1


@dataclass
class Courier:
    """Carries the updates of one bot to its webhook."""

    world: World
    bot: Bot
    session: ClientSession
    _trials: dict[int, Trial] = field(default_factory=dict)
    _busy: set[int] = field(default_factory=set)
    _taken_at: float = -QUIET_AFTER
    _knock_at: float = 0.0

    async def deliver(self) -> None:
        """Deliver for ever; what is refused is tried again."""
        async with asyncio.TaskGroup() as group:
            while True:
                self._begin(group)
                await asyncio.sleep(_TICK)

    def _begin(self, group: asyncio.TaskGroup) -> None:
        for update in self._next(_now()):
            self._busy.add(_lane(update))
            group.create_task(self._post(update))

    def _next(self, now: float) -> list[Update]:
        if not self.bot.queue.has_webhook:
            return []
        most = self.bot.webhook.get("max_connections", MOST)
        heads: dict[int, Update] = {}
        for update in self.bot.queue.waiting[: 2 * most]:
            heads.setdefault(_lane(update), update)
        ready = [
            update
            for lane, update in heads.items()
            if lane not in self._busy and self._trial(update).again_at <= now
        ]
        return ready[: max(0, self._room(now, most))]

    def _room(self, now: float, most: int) -> int:
        if now - self._taken_at < QUIET_AFTER:
            return most - len(self._busy)
        if now < self._knock_at:
            return 0
        self._knock_at = now + KNOCK_EVERY
        return 1 - len(self._busy)

    async def _post(self, update: Update) -> None:
        try:
            await self._knock(update)
        finally:
            self._busy.discard(_lane(update))

    async def _knock(self, update: Update) -> None:
        try:
            status, asked = await self._status(update)
        except ClientConnectorError as shut:
            # Nobody was there: the next one waits, and the update is as fresh as before.
            self._knock_at, self._taken_at = _now() + KNOCK_EVERY, -QUIET_AFTER
            return self._note(f"Connection failed: {type(shut).__name__}")
        except (ClientError, TimeoutError) as error:
            self._trial(update).refuse(_now())
            return self._note(f"Connection failed: {type(error).__name__}")
        if status != HTTPStatus.OK:
            self._trial(update).refuse(_now(), asked)
            return self._note(f"Wrong response from the webhook: {status}")
        self._taken_at = _now()
        self._trials.pop(update["update_id"], None)
        self.bot.queue.waiting.remove(update)
        return None

    async def _status(self, update: Update) -> tuple[int, int]:
        secret = self.bot.secret
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        url = self.bot.webhook["url"]
        async with self.session.post(
            url, json=update, headers=headers, timeout=_PATIENCE
        ) as answer:
            asked = answer.headers.get("Retry-After", "")
            return answer.status, int(asked) if asked.isdecimal() else 0

    def _trial(self, update: Update) -> Trial:
        return self._trials.setdefault(update["update_id"], Trial())

    def _note(self, words: str) -> None:
        error = {"last_error_date": self.world.seconds(), "last_error_message": words}
        self.bot.webhook |= error


def _now() -> float:
    return asyncio.get_running_loop().time()


def _lane(update: Update) -> int:
    content = next(value for name, value in update.items() if name != "update_id")
    chat = content.get("chat") or content.get("message", {}).get("chat") or {"id": 0}
    return int(chat["id"])

"""Updates that wait for the bot: kept until an offset confirms them."""

import asyncio
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tests.botapi.refusals import conflict

KINDS = frozenset(
    {
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
        "channel_post",
        "inline_query",
    }
)
# What is left out unless it is asked for by name.
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class _Poll:
    over: asyncio.Event


class Queue:
    """The updates of one bot, in order; ids are never used again."""

    def __init__(self) -> None:
        self.waiting: list[dict[str, Any]] = []
        self.allowed: frozenset[str] = frozenset()
        self.has_webhook = False
        self._next_id = 100_000 + secrets.randbelow(100_000_000)
        self._news = asyncio.Event()
        self._poll: _Poll | None = None
        # Ids that the next answers repeat although they were confirmed: a fault to be played.
        self.repeated: list[dict[str, Any]] = []
        self.is_reversed = False

    def add(self, kind: str, content: dict[str, Any]) -> dict[str, Any] | None:
        """Let an update wait, unless the bot did not want its kind when it came about."""
        is_wanted = kind in self.allowed if self.allowed else kind not in UNASKED
        if not is_wanted:
            return None
        update = {"update_id": self._next_id, kind: content}
        self._next_id += 1
        self.waiting.append(update)
        self._news.set()
        return update

    def drop(self) -> None:
        """Forget what waits."""
        self.waiting.clear()

    async def read(
        self, offset: int, limit: int, patience: float, allowed: Sequence[str] | None
    ) -> list[dict[str, Any]]:
        """Confirm all before the offset and return what waits, within ``patience`` seconds.

        Raises:
            Refusal: there is a webhook, or another call took this one's place.
        """
        if self.has_webhook:
            conflict("can't use getUpdates method while webhook is active; use deleteWebhook first")
        if allowed is not None:
            self.allowed = frozenset(allowed)
        self._confirm(offset)
        mine = self._take_over()
        try:
            await self._wait(mine, patience)
        finally:
            if self._poll is mine:
                self._poll = None
        found = [*self.repeated, *self.waiting][: max(1, min(limit, 100))]
        self.repeated = []
        return found[::-1] if self.is_reversed else found

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            del self.waiting[: max(0, len(self.waiting) + offset)]
        else:
            self.waiting = [each for each in self.waiting if each["update_id"] >= offset]

    def _take_over(self) -> _Poll:
        if self._poll:
            self._poll.over.set()
        self._poll = _Poll(asyncio.Event())
        self._news.set()
        return self._poll

    async def _wait(self, mine: _Poll, patience: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._listen(mine)
        if mine.over.is_set():
            conflict(
                "terminated by other getUpdates request; "
                "make sure that only one bot instance is running"
            )

    async def _listen(self, mine: _Poll) -> None:
        while not (self.waiting or self.repeated or mine.over.is_set()):
            self._news.clear()
            await self._news.wait()

"""Asking for updates: the offset moves only over updates that were taken."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from bot.telegram.wire import Declined, Silent, Update, Wire
from domain.refusals import NotSaved

# Shorter than the lease (bot/leases.py), which is renewed between two questions.
PATIENCE = 20
# A process that stands by looks so often whether the other is gone, in seconds.
STAND_BY = 2
# While something is under way the next look comes so soon, in seconds.
GLANCE = 0.05
_CONFLICT = 409
_PAUSES = (0.2, 0.5, 1, 2, 5, 10)

log = structlog.get_logger()


async def _always() -> bool:
    return True


@dataclass
class Poller:
    """Takes every update at least once, many people at a time.

    ``may_ask`` is asked before each question: of several processes one asks, the rest stand by.
    """

    wire: Wire
    take: Callable[[Update], Awaitable[None]]
    patience: int = PATIENCE
    may_ask: Callable[[], Awaitable[bool]] = _always
    _open: set[int] = field(default_factory=set)
    _done: set[int] = field(default_factory=set)
    _offset: int = 0
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, group: asyncio.TaskGroup) -> None:
        """Ask until cancelled; each update is taken by a task of the group."""
        failures = 0
        while True:
            if not await self.may_ask():
                await asyncio.sleep(STAND_BY)
                continue
            try:
                self._begin(await self._ask(), group)
                failures = 0
            except (Declined, Silent) as fault:
                await self._rest(fault, failures)
                failures += 1
            await self._settle()

    async def _ask(self) -> Sequence[Update]:
        offset = self._offset
        found = await self.wire.updates(offset, 0 if self._open else self.patience)
        fresh = [each for each in found if int(each["update_id"]) not in self._open | self._done]
        # Only what this very question confirmed never comes again.
        self._done = {each for each in self._done if each >= offset}
        return fresh

    def _begin(self, found: Sequence[Update], group: asyncio.TaskGroup) -> None:
        for update in found:
            self._open.add(int(update["update_id"]))
            group.create_task(self._take(update))

    async def _take(self, update: Update) -> None:
        number = int(update["update_id"])
        tries = 0
        while True:
            try:
                await self.take(update)
                break
            except NotSaved:
                await asyncio.sleep(_PAUSES[min(tries, len(_PAUSES) - 1)])
                tries += 1
        self._open.discard(number)
        self._done.add(number)
        self._move()
        self._news.set()

    def _move(self) -> None:
        """Confirm up to the first update that is still open."""
        self._offset = min(self._open) if self._open else max(self._done) + 1

    async def _settle(self) -> None:
        if not self._open:
            return
        self._news.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(GLANCE):
                await self._news.wait()

    async def _rest(self, fault: Declined | Silent, failures: int) -> None:
        pause = _PAUSES[min(failures, len(_PAUSES) - 1)]
        if isinstance(fault, Declined):
            # Another process asks, too: it is let go first.
            pause = fault.retry_after or (5 if fault.code == _CONFLICT else pause)
        log.warning("no updates", why=str(fault), pause=pause)
        await asyncio.sleep(pause)

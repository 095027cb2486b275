"""How fast letters may go: 30 a second in all, one a second to one chat, 20 a minute to a group."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field

from domain.refusals import Unreachable

# A little below what Telegram allows: its clock and ours are not the same.
_OVERALL = 28.0
_CHAT = 1.0
_GROUP = 19 / 60
_BURST = 3
# Chats that were not written to for so long need no memory, in seconds.
_IDLE = 120.0
_MANY = 10_000
# A line that takes longer to answer, in seconds, carries more than one letter at a time.
_SLOW = 0.1
# Who waits longer than so many seconds has certainly not been sent and may come back later.
_PATIENCE = 5.0


@dataclass(slots=True)
class Bucket:
    """Lets ``rate`` pass a second, ``burst`` of them at once after a rest."""

    rate: float
    burst: int = 1
    free_at: float = 0

    def reserve(self, now: float) -> float:
        """Take one place; return how many seconds to wait for it."""
        step = 1 / self.rate
        self.free_at = max(self.free_at, now - (self.burst - 1) * step) + step
        return max(0.0, self.free_at - step - now)


@dataclass(slots=True)
class Pace:
    """The buckets of one bot; ``is_kept`` false lets all pass, for a Bot API of one's own."""

    is_kept: bool = True
    _overall: Bucket = field(default_factory=lambda: Bucket(_OVERALL))
    _chats: dict[int, Bucket] = field(default_factory=dict)
    _line: asyncio.Lock = field(default_factory=asyncio.Lock)

    @asynccontextmanager
    async def alone(self, chat: int) -> AsyncIterator[None]:
        """Let one letter at a time be on the wire, at its pace.

        Of a letter on the wire when the process is killed nobody knows whether it came, so it is
        sent again: the fewer there are, the fewer come twice.

        Raises:
            Unreachable: too many others wait.
        """
        await self._wait_own(chat)
        try:
            await asyncio.wait_for(self._line.acquire(), _PATIENCE)
        except TimeoutError:
            raise Unreachable("crowded", retry_after=1) from None
        with ExitStack() as free:
            free.callback(self._line.release)
            # Only here, where the letter really goes: what piled up before it is no burst then.
            await self._wait_common()
            slow = asyncio.get_running_loop().call_later(_SLOW, free.close)
            free.callback(slow.cancel)
            yield

    async def wait(self, chat: int) -> None:
        """Return when one more message may go to the chat."""
        # First the chat's own turn, then the common one: who waits for himself delays nobody.
        await self._wait_own(chat)
        await self._wait_common()

    async def _wait_own(self, chat: int) -> None:
        now = asyncio.get_running_loop().time()
        if self.is_kept:
            await asyncio.sleep(self._bucket(chat, now).reserve(now))

    async def _wait_common(self) -> None:
        if self.is_kept:
            await asyncio.sleep(self._overall.reserve(asyncio.get_running_loop().time()))

    def _bucket(self, chat: int, now: float) -> Bucket:
        if len(self._chats) > _MANY:
            self._chats = {
                each: bucket for each, bucket in self._chats.items() if bucket.free_at > now - _IDLE
            }
        fresh = Bucket(_GROUP, _BURST) if chat < 0 else Bucket(_CHAT, _BURST)
        return self._chats.setdefault(chat, fresh)

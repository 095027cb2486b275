"""How fast letters may go: 30 a second in all, one a second to one chat, 20 a minute to a group."""

import asyncio
from dataclasses import dataclass, field

# A little below what Telegram allows: its clock and ours are not the same.
_OVERALL = 28.0
_CHAT = 1.0
_GROUP = 19 / 60
_BURST = 3
# Chats that were not written to for so long need no memory, in seconds.
_IDLE = 120.0
_MANY = 10_000


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

    async def wait(self, chat: int) -> None:
        """Return when one more message may go to the chat."""
        if not self.is_kept:
            return
        now = asyncio.get_running_loop().time()
        # First the chat's own turn, then the common one: who waits for himself delays nobody.
        await asyncio.sleep(self._bucket(chat, now).reserve(now))
        await asyncio.sleep(self._overall.reserve(asyncio.get_running_loop().time()))

    def _bucket(self, chat: int, now: float) -> Bucket:
        if len(self._chats) > _MANY:
            self._chats = {
                each: bucket for each, bucket in self._chats.items() if bucket.free_at > now - _IDLE
            }
        fresh = Bucket(_GROUP, _BURST) if chat < 0 else Bucket(_CHAT, _BURST)
        return self._chats.setdefault(chat, fresh)

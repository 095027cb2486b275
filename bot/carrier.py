"""The carrier: takes the letters of one address to its door, one after the other."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.pauses import pause_after
from bot.points import Passing, Point
from bot.slips import Slips
from domain.refusals import Unreachable
from domain.turns import Door, Sealed
from storage.outbox import Claimed

# A door that says nothing for so long counts as shut; the lease outlives it. Longer than a letter
# waits at its door and its messenger for an answer: cut off on the wire, it would come twice.
PATIENCE = timedelta(seconds=25)
LEASE = timedelta(seconds=30)
HORIZON = timedelta(hours=4)
BEHIND = "behind"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Returned:
    """What became of one letter: sent with these words, or why not and when again.

    ``shut`` says that the fault lies with the door or the address, not with the letter.
    """

    claimed: Claimed
    words: str = ""
    why: str = ""
    pause: timedelta | None = None
    shut: bool = False
    for_good: bool = False

    @property
    def kind(self) -> str:
        """Return the fate's name among the figures."""
        if not self.why:
            return "sent"
        return "dead" if self.for_good or self.pause is None else "again"


@dataclass(frozen=True)
class Carrier:
    """Carries to these doors; ``come_back`` hears of each letter as soon as its fate is known."""

    doors: Mapping[str, Door]
    seal: Callable[[Claimed], Sealed]
    come_back: Callable[[Returned], None]
    clock: Clock
    slips: Slips
    passing: Passing

    async def carry(self, letters: Sequence[Claimed], since: float) -> None:
        """Carry letters of one address that were leased at ``since``, by the loop's clock."""
        last = since + (LEASE - PATIENCE).total_seconds()
        for place, claimed in enumerate(letters):
            # Who comes late, or stood still, might send what another process sends by now.
            is_late = asyncio.get_running_loop().time() > last
            failed = _behind(claimed, timedelta(0)) if is_late else await self._send(claimed)
            if failed:
                self.come_back(failed)
            if failed and failed.shut:
                self._put_back(failed, letters[place + 1 :])
                return

    def _put_back(self, failed: Returned, rest: Sequence[Claimed]) -> None:
        # What is behind it goes back into the lane, not to sit out its lease.
        for each in () if failed.for_good else rest:
            self.come_back(_behind(each, failed.pause or timedelta(0)))

    async def _send(self, claimed: Claimed) -> Returned | None:
        """Send one letter; return why it failed, None if it came through."""
        try:
            sealed = self.seal(claimed)
        except Exception as error:
            log.exception("letter has no words", letter=claimed.letter_id, key=claimed.letter.key)
            return Returned(claimed, why=type(error).__name__)
        has_arrived = False

        def arrived() -> None:
            nonlocal has_arrived
            self.passing(Point.LETTER_SENT)
            self.slips.note(claimed)
            self.come_back(Returned(claimed, words=sealed.text))
            has_arrived = True

        why = await self._hand_in(sealed, arrived)
        return self._shut(claimed, why) if why and not has_arrived else None

    async def _hand_in(self, sealed: Sealed, arrived: Callable[[], None]) -> Unreachable | None:
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                await self.doors[sealed.address.channel].send(sealed, arrived)
        except Unreachable as shut:
            return shut
        except Exception as error:
            log.exception("door failed", channel=sealed.address.channel)
            return Unreachable(type(error).__name__)
        return None

    def _shut(self, claimed: Claimed, shut: Unreachable) -> Returned:
        if shut.for_good:
            return Returned(claimed, why=shut.why, shut=True, for_good=True)
        age = self.clock.now() - claimed.created_at
        is_too_old = age > HORIZON and not claimed.letter.urgent
        pause = None if is_too_old else pause_after(claimed.tries, shut.retry_after)
        return Returned(claimed, why=shut.why, shut=True, pause=pause)


def _behind(claimed: Claimed, pause: timedelta) -> Returned:
    return Returned(claimed, why=BEHIND, pause=pause, shut=True)

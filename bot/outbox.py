"""The post room: waiting letters become sent ones, each door at its own pace."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from domain.refusals import Unreachable
from domain.turns import Door, Sealed
from storage.database import Connection, Database
from storage.outbox import Claimed, claim_letters, mark_address_dead, mark_failed, mark_sent

# So many letters are under way at one door at once.
UNDER_WAY = 64
# A door that says nothing for so long counts as shut; the lease outlives it.
PATIENCE = timedelta(seconds=20)
LEASE = timedelta(seconds=30)
TICK = timedelta(seconds=1)
# Letters under way when the station stops get so long to arrive.
GRACE = timedelta(seconds=0.5)
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=2)
HORIZON = timedelta(hours=4)
# How often staff are told of letters that died without a try.
SWEEP = timedelta(minutes=1)
BEHIND = "behind"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Post:
    """What the post room is handed: where letters lie, how one is put into words, who hears."""

    database: Database
    seal: Callable[[Claimed], Sealed]
    tell_undelivered: Callable[[Connection, str, datetime], None]
    clock: Clock


@dataclass(frozen=True, slots=True)
class _Returned:
    """What became of one letter: sent with these words, or why not and when again.

    ``shut`` says that the fault lies with the door or the address, not with the letter.
    """

    claimed: Claimed
    words: str = ""
    why: str = ""
    pause: timedelta | None = None
    shut: bool = False
    for_good: bool = False


class PostRoom:
    """Delivers at every door until it is stopped; a slow door keeps no other waiting."""

    def __init__(self, post: Post, doors: Sequence[Door]) -> None:
        self._post = post
        self._counters = [Counter(post, door) for door in doors]
        self._closing = asyncio.Event()

    def wake(self) -> None:
        """Look for fresh letters now."""
        for counter in self._counters:
            counter.wake()

    def stop(self) -> None:
        """Let ``run`` end; letters that are under way get half a second more."""
        self._closing.set()
        for counter in self._counters:
            counter.stop()

    async def run(self) -> None:
        """Deliver until ``stop``."""
        async with asyncio.TaskGroup() as group:
            for counter in self._counters:
                group.create_task(counter.run())
            group.create_task(self._sweep())

    async def _sweep(self) -> None:
        while not self._closing.is_set():
            try:
                await self._post.database.write(self._tell_undelivered)
            except Exception:
                log.exception("dead letters not told of")
            await _wait(self._closing, SWEEP)

    def _tell_undelivered(self, conn: Connection) -> None:
        self._post.tell_undelivered(conn, "", self._post.clock.now())


class Counter:
    """One door's share of the post: claims, sends and writes down what became of it."""

    def __init__(self, post: Post, door: Door) -> None:
        self._post = post
        self._door = door
        self._returned: list[_Returned] = []
        self._under_way: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._stopped = False

    def wake(self) -> None:
        """Look for fresh letters now."""
        self._news.set()

    def stop(self) -> None:
        """Claim no more."""
        self._stopped = True
        self._news.set()

    async def run(self) -> None:
        """Deliver until ``stop``, then write down what has arrived by the end of the grace."""
        async with asyncio.TaskGroup() as group:
            await self._send_all(group)
        await self._round()

    async def _send_all(self, group: asyncio.TaskGroup) -> None:
        while not self._stopped:
            self._news.clear()
            for letters in _by_address(await self._round()):
                task = group.create_task(self._deliver(letters))
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)
            await _wait(self._news, TICK)
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=GRACE.total_seconds())
        for task in self._under_way:
            task.cancel()

    async def _round(self) -> list[Claimed]:
        """Write down what came back and claim what may go, in one transaction."""
        returned = list(self._returned)
        room = 0 if self._stopped else UNDER_WAY - len(self._under_way)
        try:
            claimed = await self._post.database.write(
                lambda conn: self._exchange(conn, returned, room)
            )
        except Exception:
            # What came back stays in hand; the next round writes it down.
            log.exception("post not written down", channel=self._door.channel)
            return []
        del self._returned[: len(returned)]
        return claimed

    def _exchange(
        self, conn: Connection, returned: Sequence[_Returned], room: int
    ) -> list[Claimed]:
        at = self._post.clock.now()
        mark_sent(conn, [(each.claimed, each.words) for each in returned if not each.why], at)
        for each in returned:
            if each.why:
                self._write_failure(conn, each)
        return claim_letters(conn, (self._door.channel,), at, room, LEASE) if room else []

    def _write_failure(self, conn: Connection, each: _Returned) -> None:
        at = self._post.clock.now()
        again_at = None if each.pause is None else at + each.pause
        if each.for_good:
            mark_address_dead(conn, each.claimed, at)
        else:
            mark_failed(conn, each.claimed, each.why, again_at, at)
        if each.for_good or again_at is None:
            self._post.tell_undelivered(conn, each.claimed.community_id, at)

    async def _deliver(self, letters: Sequence[Claimed]) -> None:
        for place, claimed in enumerate(letters):
            returned = await self._send(claimed)
            self._returned.append(returned)
            self._news.set()
            if returned.shut:
                # What is behind it goes back into the lane, or it would sit out its lease.
                behind = replace(returned, why=BEHIND, pause=returned.pause or timedelta(0))
                rest = () if returned.for_good else letters[place + 1 :]
                self._returned += [replace(behind, claimed=each) for each in rest]
                return

    async def _send(self, claimed: Claimed) -> _Returned:
        try:
            sealed = self._post.seal(claimed)
        except Exception as error:
            log.exception("letter has no words", letter=claimed.letter_id, key=claimed.letter.key)
            return _Returned(claimed, why=type(error).__name__)
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                await self._door.send(sealed)
        except Unreachable as shut:
            return self._shut(claimed, shut)
        except Exception as error:
            log.exception("door failed", channel=self._door.channel, letter=claimed.letter_id)
            return self._shut(claimed, Unreachable(type(error).__name__))
        return _Returned(claimed, words=sealed.text)

    def _shut(self, claimed: Claimed, shut: Unreachable) -> _Returned:
        if shut.for_good:
            return _Returned(claimed, why=shut.why, shut=True, for_good=True)
        age = self._post.clock.now() - claimed.created_at
        is_too_old = age > HORIZON and not claimed.letter.urgent
        pause = None if is_too_old else pause_after(claimed.tries, shut.retry_after)
        return _Returned(claimed, why=shut.why, shut=True, pause=pause)


async def _wait(event: asyncio.Event, patience: timedelta) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(patience.total_seconds()):
            await event.wait()


def pause_after(tries: int, retry_after: int) -> timedelta:
    """Return how long a letter waits after its try number ``tries`` + 1.

    The pause doubles from one second to two minutes, less up to a quarter by chance; a door
    that names its own pause (seconds) is taken at its word.
    """
    if retry_after:
        return timedelta(seconds=retry_after)
    pause = min(FIRST_PAUSE * (1 << min(tries, 10)), LONGEST_PAUSE)
    return pause * (1 - secrets.randbelow(256) / 1024)


def _by_address(claimed: Sequence[Claimed]) -> list[list[Claimed]]:
    lanes: dict[tuple[str, str], list[Claimed]] = {}
    for each in claimed:
        lanes.setdefault((each.community_id, each.address.handle), []).append(each)
    return list(lanes.values())

"""The post room: waiting letters become sent ones, each door at its own pace."""

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from domain.people import Address
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
# After a round the post room keeps off the database for so many times as long.
SHARE = 3
# Letters under way when the station stops get so long to arrive.
GRACE = timedelta(seconds=0.5)
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=2)
HORIZON = timedelta(hours=4)
# How often staff are told of letters that died without a try.
SWEEP = timedelta(minutes=1)
BEHIND = "behind"

log = structlog.get_logger()


def _all(_conn: Connection, claimed: Sequence[Claimed], _at: datetime) -> list[Claimed]:
    return list(claimed)


@dataclass(frozen=True, slots=True)
class Post:
    """What the post room is handed: where letters lie, how one is put into words, who hears.

    ``may_go`` keeps back what its reader may not know any more.
    """

    database: Database
    seal: Callable[[Claimed], Sealed]
    tell_undelivered: Callable[[Connection, str, datetime], None]
    clock: Clock
    may_go: Callable[[Connection, Sequence[Claimed], datetime], list[Claimed]] = _all


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
    """Delivers at every door until it is stopped; a slow door or address keeps no other waiting."""

    def __init__(self, post: Post, doors: Sequence[Door]) -> None:
        self._post = post
        self._doors = {door.channel: door for door in doors}
        self._under_way: dict[str, set[asyncio.Task[None]]] = {each: set() for each in self._doors}
        self._returned: list[_Returned] = []
        self._news = asyncio.Event()
        self._closing = asyncio.Event()

    def wake(self) -> None:
        """Look for fresh letters now."""
        self._news.set()

    def stop(self) -> None:
        """Let ``run`` end; letters that are under way get half a second more."""
        self._closing.set()
        self._news.set()

    async def run(self) -> None:
        """Deliver until ``stop``, then write down what has arrived by the end of the grace."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._sweep())
            await self._send_all(group)
            tasks = [task for tasks in self._under_way.values() for task in tasks]
            if tasks:
                await asyncio.wait(tasks, timeout=GRACE.total_seconds())
            for task in tasks:
                task.cancel()
        await self._round()

    async def _send_all(self, group: asyncio.TaskGroup) -> None:
        while not self._closing.is_set():
            self._news.clear()
            begin = time.perf_counter()
            for letters in _by_address(await self._round()):
                under_way = self._under_way[letters[0].address.channel]
                task = group.create_task(self._deliver(letters))
                under_way.add(task)
                task.add_done_callback(under_way.discard)
            # Letters wait a moment for each other: residents who speak go before the post.
            pause = SHARE * timedelta(seconds=time.perf_counter() - begin)
            await _wait(self._closing, min(pause, TICK))
            await _wait(self._news, TICK)

    async def _sweep(self) -> None:
        while not self._closing.is_set():
            try:
                await self._post.database.write(self._tell_undelivered)
            except Exception:
                log.exception("dead letters not told of")
            await _wait(self._closing, SWEEP)

    def _tell_undelivered(self, conn: Connection) -> None:
        self._post.tell_undelivered(conn, "", self._post.clock.now())

    async def _round(self) -> list[Claimed]:
        """Write down what came back and claim what may go, in one transaction."""
        returned = list(self._returned)
        try:
            claimed = await self._post.database.write(
                lambda conn: self._exchange(conn, returned, self._open_channels())
            )
        except Exception:
            # What came back stays in hand; the next round writes it down.
            log.exception("post not written down")
            return []
        del self._returned[: len(returned)]
        return claimed

    def _open_channels(self) -> list[str]:
        if self._closing.is_set():
            return []
        return [each for each, tasks in self._under_way.items() if len(tasks) < UNDER_WAY]

    def _exchange(
        self, conn: Connection, returned: Sequence[_Returned], channels: Sequence[str]
    ) -> list[Claimed]:
        at = self._post.clock.now()
        mark_sent(conn, [(each.claimed, each.words) for each in returned if not each.why], at)
        for each in returned:
            if each.why:
                self._write_failure(conn, each)
        claimed = claim_letters(conn, channels, at, UNDER_WAY, LEASE) if channels else []
        return self._post.may_go(conn, claimed, at) if claimed else []

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
                await self._doors[sealed.address.channel].send(sealed)
        except Unreachable as shut:
            return self._shut(claimed, shut)
        except Exception as error:
            log.exception("door failed", channel=claimed.address.channel)
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
    lanes: dict[tuple[str, Address], list[Claimed]] = {}
    for each in claimed:
        lanes.setdefault((each.community_id, each.address), []).append(each)
    return list(lanes.values())

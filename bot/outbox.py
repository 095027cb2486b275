"""The post room: waiting letters become sent ones, each door at its own pace."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.carrier import LEASE, Carrier, Returned
from bot.clock import Clock
from bot.lanes import by_address
from bot.points import Passing, Point, pass_by
from bot.slips import Slips
from domain.turns import Door, Sealed
from storage.clocks import bring_back
from storage.database import Connection, Database
from storage.outbox import (
    Claimed,
    claim_letters,
    mark_address_dead,
    mark_failed,
    mark_sent,
    waiting_letters,
)

# So many letters are under way at one door at once; they pass even a slow line within PATIENCE.
UNDER_WAY = 48
TICK = timedelta(seconds=1)
# After a round the post room keeps off the database for so many times as long.
SHARE = 3
# Letters under way at the stop get so long to arrive.
GRACE = timedelta(seconds=0.5)
# How often staff are told of letters that died without a try, and clocks are made up for.
SWEEP = timedelta(minutes=1)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Post:
    """What the post room is handed: where letters lie, how one is put into words, who hears.

    ``may_go`` keeps back what may not be known any more; ``keep_sent`` writes down what went out,
    with its words; ``count`` is told what became of each try, ``passing`` of each point.
    """

    database: Database
    seal: Callable[[Claimed], Sealed]
    tell_undelivered: Callable[[Connection, str, datetime], None]
    clock: Clock
    may_go: Callable[[Connection, Sequence[Claimed], datetime], list[Claimed]] = (
        lambda _conn, claimed, _at: list(claimed)
    )
    keep_sent: Callable[[Connection, Sequence[tuple[Claimed, str]], datetime], None] = mark_sent
    count: Callable[[str], None] = lambda _kind: None
    passing: Passing = pass_by
    slips: Slips = field(default_factory=Slips)


class PostRoom:
    """Delivers at every door until it is stopped; a slow door or address keeps no other waiting."""

    def __init__(self, post: Post, doors: Sequence[Door]) -> None:
        self._post = post
        by_channel = {door.channel: door for door in doors}
        self._under_way: dict[str, set[asyncio.Task[None]]] = {each: set() for each in by_channel}
        self._returned: list[Returned] = []
        self._news = asyncio.Event()
        self._closing = asyncio.Event()
        self._carrier = Carrier(
            by_channel, post.seal, self._come_back, post.clock, post.slips, post.passing
        )

    def wake(self) -> None:
        """Look for fresh letters now."""
        self._news.set()

    def stop(self) -> None:
        """Let ``run`` end; letters that are under way get half a second more."""
        self._closing.set()
        self._news.set()

    async def run(self) -> None:
        """Deliver until ``stop``, then write down what has arrived by the end of the grace."""
        await self._take_up()
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
            begin = asyncio.get_running_loop().time()
            for letters in by_address(await self._round()):
                under_way = self._under_way[letters[0].address.channel]
                task = group.create_task(self._carrier.carry(letters, begin))
                under_way.add(task)
                task.add_done_callback(under_way.discard)
            # Letters wait a moment for each other: residents who speak go before the post.
            pause = SHARE * timedelta(seconds=asyncio.get_running_loop().time() - begin)
            await _wait(self._closing, min(pause, TICK))
            await _wait(self._news, TICK)

    async def _take_up(self) -> None:
        """Write down what a killed process had sent; at worst some letters come a second time."""
        try:
            await self._post.database.write(self._write_slips)
            self._post.slips.keep(())
        except Exception:
            log.exception("slips not taken up")

    def _write_slips(self, conn: Connection) -> None:
        sent = waiting_letters(conn, self._post.slips.noted())
        words = [(each, self._post.seal(each).text) for each in sent]
        self._post.keep_sent(conn, words, self._post.clock.now())

    async def _sweep(self) -> None:
        while not self._closing.is_set():
            try:
                await self._post.database.write(self._look_after)
            except Exception:
                log.exception("dead letters not told of")
            await _wait(self._closing, SWEEP)

    def _look_after(self, conn: Connection) -> None:
        at = self._post.clock.now()
        bring_back(conn, at, LEASE)
        self._post.tell_undelivered(conn, "", at)

    async def _round(self) -> list[Claimed]:
        """Write down what came back and claim what may go, in one transaction."""
        returned = list(self._returned)
        try:
            room = self._room()
            claimed = await self._post.database.write(
                lambda conn: self._exchange(conn, returned, room)
            )
        except Exception:
            # What came back stays in hand; the next round writes it down.
            log.exception("post not written down")
            return []
        del self._returned[: len(returned)]
        for each in returned:
            self._post.count(each.kind)
        self._post.slips.keep([each.claimed for each in self._returned if not each.why])
        self._post.passing(Point.LETTERS_LEASED)
        return claimed

    def _room(self) -> Mapping[int, list[str]]:
        """Return the doors by how many letters more may be under way there."""
        doors: dict[int, list[str]] = {}
        for each, tasks in self._under_way.items() if not self._closing.is_set() else ():
            doors.setdefault(UNDER_WAY - len(tasks), []).append(each)
        doors.pop(0, None)
        return doors

    def _exchange(
        self, conn: Connection, returned: Sequence[Returned], room: Mapping[int, list[str]]
    ) -> list[Claimed]:
        at = self._post.clock.now()
        sent = [(each.claimed, each.words) for each in returned if not each.why]
        self._post.keep_sent(conn, sent, at)
        for each in returned:
            if each.why:
                self._write_failure(conn, each)
        claimed = [
            each
            for limit, channels in room.items()
            for each in claim_letters(conn, channels, at, limit, LEASE)
        ]
        may_go = self._post.may_go(conn, claimed, at) if claimed else []
        self._post.passing(Point.LETTERS_CLAIMED)
        return may_go

    def _write_failure(self, conn: Connection, each: Returned) -> None:
        at = self._post.clock.now()
        again_at = None if each.pause is None else at + each.pause
        if each.for_good:
            mark_address_dead(conn, each.claimed, at)
        else:
            mark_failed(conn, each.claimed, each.why, again_at, at)
        if each.for_good or again_at is None:
            self._post.tell_undelivered(conn, each.claimed.community_id, at)

    def _come_back(self, returned: Returned) -> None:
        self._returned.append(returned)
        self._news.set()


async def _wait(event: asyncio.Event, patience: timedelta) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(patience.total_seconds()):
            await event.wait()

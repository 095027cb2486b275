"""What people tell becomes turns, in the order of each person; nothing accepted is lost."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from weakref import WeakValueDictionary

import structlog

from bot.telegram.cards import Cards
from bot.telegram.desk import Desk, Homeless
from bot.telegram.parts import Parts
from bot.telegram.presses import Presses
from bot.telegram.updates import Me, Told, Unreadable, decode
from bot.telegram.wire import CHANNEL, Silent, Update, Wire
from domain.refusals import NotSaved
from storage.homes import move_address
from storage.parking import Parked, park, parked_handles, parked_of, unpark

# The parts of an album come one by one; so long after the last one it counts as whole.
ALBUM_SECONDS = 1.5

log = structlog.get_logger()


@dataclass
class Intake:
    """Takes updates; ``group`` runs what must go on after an update was taken."""

    parts: Parts
    wire: Wire
    cards: Cards
    group: asyncio.TaskGroup
    me: Me = field(default_factory=Me)
    _lanes: "WeakValueDictionary[int, asyncio.Lock]" = field(default_factory=WeakValueDictionary)
    # Whose updates are parked, and the newest part of each album that is still open.
    _waiting: set[str] = field(default_factory=set)
    _newest: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Set up the desk at which words and presses are taken."""
        self._desk = Desk(self.parts, self.wire, self.group)
        self._presses = Presses(self._desk, self.cards)

    async def resume(self) -> None:
        """Take up what was parked before a restart."""
        handles = await self.parts.database.read(lambda conn: parked_handles(conn, CHANNEL))
        self._waiting.update(handles)
        for handle in handles:
            self.group.create_task(self._drain_later(int(handle), 0))

    async def take(self, update: Update) -> None:
        """Return once the update is answered or kept.

        Raises:
            NotSaved: it is neither; it must come again.
        """
        try:
            told = decode(update, self.me)
        except Unreadable as fault:
            log.warning("update unreadable", update=update.get("update_id"), why=str(fault))
            return await self._park(update, why="unreadable")
        if told is None:
            return None
        lane = self._lanes.setdefault(told.user_id, asyncio.Lock())
        async with lane:
            return await self._guarded(told, update)

    async def _guarded(self, told: Told, update: Update) -> None:
        try:
            await self._take(told, update)
        except NotSaved:
            raise
        except Silent as silent:
            raise NotSaved(str(silent)) from None
        except Exception:
            log.exception("update failed", update=update.get("update_id"))
            await self._park(update, why="failed")

    async def _take(self, told: Told, update: Update) -> None:
        handle = told.address.handle
        if told.moved_to:
            await self._follow(told)
        elif told.pressed:
            if await self._presses.take(told, told.pressed):
                await self._drain(told.user_id, is_greeted=True)
        elif told.album:
            await self._park(update, told, why="album")
            self._newest[handle] = told.key
            self.group.create_task(self._drain_later(told.user_id, ALBUM_SECONDS, told.key))
        else:
            if handle in self._waiting:
                await self._drain(told.user_id)
            await self._answer([told], [update])

    async def _answer(self, told: Sequence[Told], updates: Sequence[Update]) -> bool:
        # What is answered to words stands below them, and changes nothing above.
        self.cards.forget(told[0].address)
        try:
            await self._desk.take(told)
        except Homeless:
            for each, update in zip(told, updates, strict=True):
                await self._park(update, each, why="community")
            await self._desk.ask_home(told[0])
            return False
        return True

    async def _drain_later(self, user_id: int, seconds: float, key: str = "") -> None:
        await asyncio.sleep(seconds)
        if self._newest.get(str(user_id), "") not in {"", key}:
            return
        with suppress(NotSaved, Silent):
            async with self._lanes.setdefault(user_id, asyncio.Lock()):
                await self._drain(user_id)

    async def _drain(self, user_id: int, *, is_greeted: bool = False) -> None:
        """Answer what is parked of one person, each album as one turn.

        Who chose his community is greeted for that, and not once more for his "start".
        """
        handle = str(user_id)
        parked = await self.parts.database.read(lambda conn: parked_of(conn, CHANNEL, handle))
        for together in _albums(parked):
            told = [found for each in together if (found := decode(each.content, self.me))]
            if is_greeted and all(each.is_hello for each in told):
                told = []
            if told and not await self._answer(told, [each.content for each in together]):
                return
            keys = [each.key for each in together]
            await self.parts.database.write(partial(unpark, channel=CHANNEL, keys=keys))
        self._waiting.discard(handle)
        self._newest.pop(handle, None)

    async def _park(self, update: Update, told: Told | None = None, *, why: str) -> None:
        parked = Parked(
            CHANNEL,
            told.key if told else f"{CHANNEL}:{self.me.bot_id}:update:{update.get('update_id')}",
            dict(update),
            told.address.handle if told else "",
            told.album if told else "",
            why,
        )
        now = self.parts.now()
        await self.parts.database.write(lambda conn: park(conn, parked, now))
        self._waiting |= {parked.handle} - {""}

    async def _follow(self, told: Told) -> None:
        old = self._desk.address_of(told.chat_id)
        communities, handle = self.parts.communities(), str(told.moved_to)
        await self.parts.database.write(lambda conn: move_address(conn, communities, old, handle))


def _albums(parked: Sequence[Parked]) -> list[list[Parked]]:
    together: dict[str, list[Parked]] = {}
    for each in parked:
        together.setdefault(each.album or each.key, []).append(each)
    return list(together.values())

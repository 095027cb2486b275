"""The engine: waiting turns become committed answers, many in one transaction."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

import structlog

from bot.batches import Answer, Batch, Rules, Taken, apologise
from bot.clock import Clock
from bot.lanes import Lanes
from bot.points import Passing, Point, pass_by
from bot.strikes import Strike
from domain.reading import Reading
from domain.refusals import NotSaved, Stale
from domain.turns import Turn
from jobs.table import Job
from storage.database import Connection, Database
from storage.desks import Heard
from storage.records import Receipt

BATCH = 64
REPEATS = 3

Result = TypeVar("Result")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Craft:
    """What the engine is handed: where it writes, how it reads, what it answers, its rules.

    ``on_commit`` is called after letters may have been written; ``by_turn`` lets each turn be
    decided by its own moment instead of the clock's, for a replay; ``passing`` hears of each
    point between two things that may come apart.
    """

    database: Database
    read: Callable[[str, str], Reading]
    answer: Answer
    rules: Rules
    clock: Clock
    on_commit: Callable[[], None] = lambda: None
    by_turn: bool = False
    passing: Passing = pass_by


@dataclass(frozen=True, slots=True)
class _Waiting:
    owner: str
    turn: Turn
    receipt: asyncio.Future[Receipt]

    def answered(self, receipt: Receipt) -> None:
        if not self.receipt.done():
            self.receipt.set_result(receipt)

    def not_saved(self) -> None:
        if not self.receipt.done():
            self.receipt.set_exception(NotSaved("the turn was not written"))


class Engine:
    """Takes turns one batch after another until it is stopped."""

    def __init__(self, craft: Craft) -> None:
        self._craft = craft
        self._lanes: Lanes[_Waiting] = Lanes()
        self._waiting = asyncio.Event()
        self._stopped = False
        self._owner = secrets.token_hex(8)

    async def take_turn(self, turn: Turn) -> Receipt:
        """Return once the answer to the turn is committed.

        Raises:
            NotSaved: if the store failed or the station is stopping; nothing was written.
        """
        if self._stopped:
            raise NotSaved("the station is stopping")
        turn = _writable(turn)
        receipt: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        owner = turn.person_id or f"{turn.address.channel}:{turn.address.handle}"
        self._lanes.add(owner, _Waiting(owner, turn, receipt))
        self._waiting.set()
        return await receipt

    def stop(self) -> None:
        """Let ``run`` finish the batch in hand; whatever else waits is not saved."""
        self._stopped = True
        self._waiting.set()

    async def run(self) -> None:
        """Take waiting turns until ``stop``."""
        try:
            await self._serve_all()
        finally:
            self._stopped = True
            _give_up(self._lanes.clear())

    async def strike(self, job: Job, slot: str, at: datetime) -> bool:
        """Strike the job once for its slot; say whether it was this call that did.

        Raises:
            NotSaved: if the store failed; the slot is struck again when its lease has run out.
        """
        strike = Strike(job, slot, at, self._owner)
        rules = self._craft.rules
        if not await self._craft.database.write(strike.claim):
            return False
        self._craft.passing(Point.STRIKE_CLAIMED)
        book = await self._craft.database.read(lambda conn: rules(conn, at))
        for share in strike.shares(book):
            while await self._repeat(partial(self._take_share, strike, share)):
                self._craft.on_commit()
        self._craft.passing(Point.STRIKE_COMMITTED)
        await self._craft.database.write(strike.finish)
        self._craft.on_commit()
        return True

    def _take_share(self, strike: Strike, share: Sequence[str], conn: Connection) -> bool:
        more = strike.take(conn, share, self._craft.rules(conn, strike.at))
        self._craft.passing(Point.STRIKE_WRITTEN)
        return more

    async def _serve_all(self) -> None:
        while not self._stopped:
            if self._lanes:
                await self._serve(self._lanes.take(BATCH))
            else:
                self._waiting.clear()
                await self._waiting.wait()

    async def _serve(self, batch: Sequence[_Waiting]) -> None:
        try:
            heard = await asyncio.to_thread(self._read_all, batch)
            taken = await self._take(heard)
            self._craft.passing(Point.TURNS_COMMITTED)
            for waiting, each, became in zip(batch, heard, taken, strict=True):
                await self._settle(waiting, each, became)
        except NotSaved:
            log.exception("turns not saved", turns=len(batch))
            _give_up(batch)
        except BaseException:
            _give_up(batch)
            raise
        self._craft.on_commit()

    def _read_all(self, batch: Sequence[_Waiting]) -> list[Heard]:
        return [Heard(each.turn, self._read(each.turn)) for each in batch]

    def _read(self, turn: Turn) -> Reading:
        try:
            return self._craft.read(turn.text, turn.community_id) if turn.text else Reading()
        except Exception:
            # A message that cannot be understood is still a message: somebody will read it.
            log.exception("reading failed", turn=turn.key)
            return Reading(text=turn.text)

    async def _take(self, heard: Sequence[Heard]) -> list[Taken]:
        try:
            return await self._repeat(lambda conn: self._batch(conn, heard))
        except NotSaved:
            raise
        except Exception as error:
            log.exception("batch failed", turns=len(heard))
            return [error] * len(heard)

    def _batch(self, conn: Connection, heard: Sequence[Heard]) -> list[Taken]:
        at = self._craft.clock.now()
        rules, by_turn = self._craft.rules(conn, at), self._craft.by_turn
        taken = Batch(heard, rules, at, by_turn=by_turn).take(conn, self._craft.answer)
        self._craft.passing(Point.TURNS_WRITTEN)
        return taken

    async def _settle(self, waiting: _Waiting, heard: Heard, became: Taken) -> None:
        if isinstance(became, Exception):
            became = await self._take_alone(heard)
        match became:
            case None:
                self._lanes.put_back(waiting.owner, waiting)
            case NotSaved():
                waiting.not_saved()
            case Receipt():
                waiting.answered(became)

    async def _take_alone(self, heard: Heard) -> Receipt | NotSaved | None:
        try:
            [became] = await self._take([heard])
            if isinstance(became, Exception):
                return await self._apologise(heard.turn, type(became).__name__)
        except NotSaved as failure:
            log.exception("turn not saved", turn=heard.turn.key)
            return failure
        return became

    async def _apologise(self, turn: Turn, kind: str) -> Receipt:
        def words(conn: Connection) -> Receipt:
            at = self._craft.clock.now()
            return apologise(conn, turn, kind, self._craft.rules(conn, at), at)

        try:
            return await self._craft.database.write(words)
        except NotSaved:
            raise
        except Exception as error:
            raise NotSaved("the failed turn could not be kept") from error

    async def _repeat(self, work: Callable[[Connection], Result]) -> Result:
        for _ in range(REPEATS):
            with suppress(Stale):
                return await self._craft.database.write(work)
        return await self._craft.database.write(work)


def _give_up(batch: Sequence[_Waiting]) -> None:
    for waiting in batch:
        waiting.not_saved()


def _writable(turn: Turn) -> Turn:
    """Leave out what no database can hold: half characters and zero bytes."""
    clean = {
        name: value.encode("utf-8", "replace").decode().replace("\0", "")
        for name in ("key", "text", "press", "reply_to", "edits", "place_code")
        if not (value := getattr(turn, name)).isascii() or "\0" in value
    }
    return replace(turn, **clean) if clean else turn

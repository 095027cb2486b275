"""Simulated time: turns, letters and strikes of the clock in their order, through the engine."""

import asyncio
import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count

from bot.clock import MovableClock
from bot.commands.simulated_people import Deed, Residents, Staff
from bot.engine import Engine
from domain.calendar import SHANGHAI, shanghai_day
from domain.cases import Case
from domain.people import Address, Role
from domain.turns import Turn
from jobs.table import JOBS, Job
from storage.cases import load_cases
from storage.database import Connection, Database
from storage.figures import next_due_at, next_held_until
from storage.outbox import Claimed, claim_letters, mark_sent

CHANNEL = "simulated"
CONSOLE = "console"
_MOST = 500
_LEASE = _MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_EPOCH = datetime(2020, 1, 1, tzinfo=SHANGHAI)
_FAR = datetime.max.replace(tzinfo=SHANGHAI) - 2 * _DAY
# What the station learns of words is no part of the story, and reads three months each night.
_DAILY = tuple(job for job in JOBS if job.cron.split()[1].isdecimal() and job.lay != "told")
_CHASE = next(job for job in JOBS if job.lay == "due")


@dataclass(frozen=True, slots=True)
class World:
    """What time passes through; what is due within a ``step`` happens together at its end.

    ``on_week`` hears after each week what day it is and how many turns there were.
    """

    database: Database
    engine: Engine
    clock: MovableClock
    staff: Staff
    residents: Residents
    step: timedelta = _MINUTE
    on_week: Callable[[date, int], None] = lambda _day, _turns: None


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody of staff comes back to a case at a moment."""

    at: datetime
    who: str
    community: str
    number: str


@dataclass
class Passing:
    """Time as it passes; ``of_week`` counts letters that reach for a secretary, by week.

    ``answers`` are those that only answer his own press.
    """

    world: World
    keys: Counter[str] = field(default_factory=Counter)
    of_week: Counter[tuple[str, str]] = field(default_factory=Counter)
    answers: int = 0
    turns: int = 0
    deliveries: int = 0
    _waiting: list[tuple[datetime, int, Deed | Look]] = field(default_factory=list)
    _due: datetime = _FAR
    _acted: set[tuple[str, datetime]] = field(default_factory=set)
    _slots: dict[str, datetime] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)
    _stopped: bool = False

    def plan(self, what: Deed | Look) -> None:
        """Let something happen when its time comes."""
        heapq.heappush(self._waiting, (what.at, next(self._numbers), what))

    async def until(self, end: datetime) -> None:
        """Let time pass until then or ``stop``, without the minutes in which nothing is."""
        week = self.world.clock.now() + _WEEK
        while not self._stopped and (now := await self._next()) < end:
            self.world.clock.move_to(now)
            if now >= week:
                self.world.on_week(shanghai_day(now), self.turns)
                week += _WEEK
            await self._strike(now)
            await self._happen(now)
            await self._deliver(now)

    def stop(self) -> None:
        """Let time stand still after the step in hand."""
        self._stopped = True

    async def _next(self) -> datetime:
        now, database = self.world.clock.now(), self.world.database
        due = await database.read(next_due_at)
        self._due = due or _FAR
        held = await database.read(lambda conn: next_held_until(conn, now))
        first = self._waiting[0][0] if self._waiting else _FAR
        slots = (self._slot(job, now) for job in _DAILY)
        soonest = min(first, self._due, held or _FAR, *slots)
        step = self.world.step
        return max(_whole(soonest, step), now + step)

    def _slot(self, job: Job, now: datetime) -> datetime:
        return self._slots.setdefault(job.name, _slot_after(job, now))

    async def _strike(self, now: datetime) -> None:
        for job in _DAILY:
            if self._slot(job, now) <= now:
                await self.world.engine.strike(job, now.isoformat(), now)
                self._slots[job.name] = _slot_after(job, now)
        # A minute in which nothing is due changes nothing, so it is passed over.
        if self._due <= now:
            await self.world.engine.strike(_CHASE, now.isoformat(), now)

    async def _happen(self, now: datetime) -> None:
        deeds: list[Deed] = []
        looks: list[Look] = []
        while self._waiting and self._waiting[0][0] <= now:
            _, _, what = heapq.heappop(self._waiting)
            if isinstance(what, Deed):
                deeds.append(what)
            else:
                looks.append(what)
        deeds += await self._decided(looks, now)
        self._acted = {(deed.who, now) for deed in deeds}
        turns = [self._turn(deed, now) for deed in deeds]
        await asyncio.gather(*map(self.world.engine.take_turn, turns))

    async def _decided(self, looks: list[Look], now: datetime) -> list[Deed]:
        once = {(look.community, look.number, look.who): look for look in looks}
        keys = {key[:2] for key in once}
        cases = await self.world.database.read(lambda conn: load_cases(conn, keys))
        deeds = (self._look(look, cases, now) for look in once.values())
        return [deed for deed in deeds if deed]

    def _look(self, look: Look, cases: dict[tuple[str, str], Case], now: datetime) -> Deed | None:
        case = cases.get((look.community, look.number))
        deed = self.world.staff.acts(case, look.who, now) if case else None
        later = self.world.staff.plan(case, look.who) if case else None
        if later and later > now:
            self.plan(replace(look, at=later))
        return deed

    def _turn(self, deed: Deed, now: datetime) -> Turn:
        self.turns += 1
        serves = self.world.staff.rules.directory.person(deed.who) is not None
        return Turn(
            key=f"{CHANNEL}:{self.turns}",
            community_id=deed.community,
            address=Address(CONSOLE if serves else CHANNEL, deed.who),
            at=now,
            text=deed.words,
            press=deed.press,
            attachments=deed.attachments,
            person_id=deed.who if serves else "",
        )

    async def _deliver(self, now: datetime) -> None:
        def work(conn: Connection) -> list[Claimed]:
            claimed = claim_letters(conn, (CHANNEL, CONSOLE), now, _MOST, _LEASE)
            mark_sent(conn, [(each, "") for each in claimed], now)
            return claimed

        while claimed := await self.world.database.write(work):
            self.deliveries += 1
            for each in claimed:
                self._read(each, now)

    def _read(self, claimed: Claimed, now: datetime) -> None:
        letter, community = claimed.letter, claimed.community_id
        person = self.world.staff.rules.directory.person(claimed.person_id)
        if person is None:
            deed = self.world.residents.answers(claimed.address.handle, letter.choices, now)
            if deed:
                self.plan(replace(deed, community=community))
            return
        self._counted(claimed, now)
        looks = self.world.staff.looks_at(now, pressing=letter.urgent, who=person.person_id)
        numbers = _numbers_in(claimed)
        for number in numbers:
            self.plan(Look(looks, person.person_id, community, number))

    def _counted(self, claimed: Claimed, now: datetime) -> None:
        person = self.world.staff.rules.directory.person(claimed.person_id)
        role = person.posts[0].role if person else Role.RESIDENT
        if role is not Role.SECRETARY:
            return
        if (claimed.person_id, now) in self._acted:
            # What comes back at once to who pressed a button is no message that reaches for him.
            self.answers += 1
            return
        year, week, _ = shanghai_day(now).isocalendar()
        self.of_week[claimed.person_id, f"{year}-W{week:02d}"] += 1
        self.keys[claimed.letter.key] += 1


def _numbers_in(claimed: Claimed) -> tuple[str, ...]:
    if claimed.letter.case_number:
        return (claimed.letter.case_number,)
    presses = (choice.press.split(":") for choice in claimed.letter.choices)
    return tuple(dict.fromkeys(parts[1] for parts in presses if len(parts) > 1 and parts[1]))


def _whole(at: datetime, step: timedelta) -> datetime:
    """Return the end of the step in which the moment lies; days are whole numbers of steps."""
    return at + (_EPOCH - at) % step


def _slot_after(job: Job, now: datetime) -> datetime:
    minute, hour, *_ = job.cron.split()
    local = now.astimezone(SHANGHAI)
    slot = local.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
    return slot if slot > local else slot + _DAY

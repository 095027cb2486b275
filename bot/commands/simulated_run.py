"""One run of a simulation: a station on a database of its own, and a year that passes in it."""

import asyncio
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

from bot.clock import MovableClock
from bot.commands.directory import import_source
from bot.commands.ears import Ears
from bot.commands.simulated_people import Deed, Manners, Residents, Staff
from bot.commands.simulated_place import HOMES, community_id, compounds, directory_words
from bot.commands.simulated_result import Result
from bot.commands.simulated_words import Words
from bot.commands.simulated_year import Passing, World
from bot.engine import Craft, Engine
from domain.calendar import SHANGHAI
from domain.people import Role
from domain.rules import Rulebook
from handlers.table import answer
from storage.calendars import load_calendar
from storage.categories import load_categories
from storage.database import Connection, Database, open_database
from storage.failures import failed_turns
from storage.figures import chased, promises, sizes
from storage.floor import floor_seconds
from storage.rulebooks import load_rulebook

BEGIN = datetime(2026, 1, 1, tzinfo=SHANGHAI)
YEAR = 365
# Most people write by day and in the evening: how much of a day's letters comes in each hour. [D]
HOURS = (1, 1, 1, 1, 1, 2, 4, 8, 12, 12, 10, 8, 6, 8, 10, 10, 9, 8, 8, 9, 9, 7, 4, 2)
_MOST_KEYS = 12
_MOST_FAILED = 100_000


@dataclass(frozen=True, slots=True)
class Plan:
    """How large, how long, by whom; ``matters`` a year and community, ``words`` of a file.

    ``begin`` is a midnight in Shanghai; ``step`` is the finest time: what is due within one
    happens together. ``on_week`` hears after each week what day it is and how many turns there
    were.
    """

    communities: int
    matters: int
    days: int
    seed: int
    manners: Manners
    words: Sequence[str] = ()
    step: timedelta = timedelta(minutes=1)
    begin: datetime = BEGIN
    on_week: Callable[[date, int], None] = lambda _day, _turns: None


@dataclass
class _Commits:
    """Counts the commits of the engine."""

    count: int = 0

    def one(self) -> None:
        """Count one."""
        self.count += 1


@dataclass(frozen=True, slots=True)
class _Station:
    database: Database
    rules: Rulebook
    engine: Engine
    clock: MovableClock
    commits: _Commits = field(default_factory=_Commits)


async def simulated(plan: Plan, folder: Path) -> Result:
    """Let the time of the plan pass in the folder and return what it came to.

    An interrupt (Ctrl-C) ends it early: the result is of the days that had passed by then.
    """
    clock, commits = MovableClock(plan.begin), _Commits()
    database = open_database(f"sqlite:///{folder / 'simulated.db'}", state_dir=folder)
    try:
        await database.upgrade()
        rules = await database.write(lambda conn: _imported(conn, plan, folder))
        ears = Ears()
        await asyncio.to_thread(ears.fit, rules.directory)
        craft = Craft(
            database, ears.read, answer, lambda _conn, _at: rules, clock, on_commit=commits.one
        )
        station = _Station(database, rules, Engine(craft), clock, commits)
        return await _lived(plan, folder, station)
    finally:
        await database.close()


def _imported(conn: Connection, plan: Plan, folder: Path) -> Rulebook:
    file = folder / "simulated.toml"
    file.write_text(directory_words(plan.communities), encoding="utf-8")
    import_source(conn, file, plan.begin)
    return load_rulebook(conn, load_calendar(), load_categories())


async def _lived(plan: Plan, folder: Path, station: _Station) -> Result:
    chance = Random(plan.seed)
    staff = Staff(station.rules, plan.manners, chance)
    residents = Residents(plan.manners, chance)
    world = World(
        station.database,
        station.engine,
        station.clock,
        staff,
        residents,
        plan.step,
        plan.on_week,
    )
    passing = Passing(world)
    written = list(_letters(plan, station.rules, chance))
    for deed in written:
        passing.plan(deed)
    begin = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        group.create_task(station.engine.run())
        with _interrupted_by(passing.stop):
            await passing.until(plan.begin + timedelta(days=plan.days))
        station.engine.stop()
    seconds = time.perf_counter() - begin
    days = (station.clock.now() - plan.begin) // timedelta(days=1) + 1
    plan = replace(plan, days=min(days, plan.days))
    matters = sum(deed.at <= station.clock.now() for deed in written)
    transactions = station.commits.count + passing.deliveries
    floor = await asyncio.to_thread(
        floor_seconds, folder / "simulated.db", folder / "floor.db", transactions
    )
    return await _result(plan, station, passing, (matters, seconds, floor))


@contextmanager
def _interrupted_by(stop: Callable[[], None]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, stop)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)


def _letters(plan: Plan, rules: Rulebook, chance: Random) -> Iterator[Deed]:
    words = Words(rules.categories, chance, plan.words)
    total = round(plan.matters * plan.days / YEAR)
    for place in range(plan.communities):
        names = compounds(place)
        for _ in range(total):
            home = chance.randrange(HOMES)
            day, [hour] = chance.randrange(plan.days), chance.choices(range(24), HOURS)
            at = plan.begin + timedelta(days=day, hours=hour, minutes=chance.randrange(60))
            who = f"{community_id(place)}-home-{home}"
            said = words.written(names[home % len(names)])
            yield Deed(at, who, community_id(place), words=said)


async def _result(
    plan: Plan, station: _Station, passing: Passing, measured: tuple[int, float, float]
) -> Result:
    now, database = station.clock.now(), station.database
    rows = await database.read(sizes)
    nudged = await database.read(chased)
    failures = 0
    for place in range(plan.communities):
        failures += await database.read(partial(_failures, community_id(place)))
    weekly = _weekly(plan, station.rules, passing)
    most = passing.keys.most_common(_MOST_KEYS)
    matters, seconds, floor = measured
    return Result(
        communities=plan.communities,
        days=plan.days,
        matters=matters,
        seed=plan.seed,
        cases=rows["cases"],
        turns=passing.turns,
        errors=failures,
        promises=await database.read(lambda conn: promises(conn, now)),
        nudges=nudged.get("nudge", 0) + nudged.get("escalate", 0),
        climbs=nudged.get("escalate", 0),
        weekly=weekly,
        answers=passing.answers,
        keys={key: count / max(len(weekly), 1) for key, count in most},
        seconds=seconds,
        floor=floor,
    )


def _failures(community: str, conn: Connection) -> int:
    return len(failed_turns(conn, community, _MOST_FAILED))


def _weekly(plan: Plan, rules: Rulebook, passing: Passing) -> list[int]:
    days = (plan.begin.date() + timedelta(days=day) for day in range(plan.days))
    weeks = dict.fromkeys(f"{year}-W{week:02d}" for year, week, _ in map(_iso, days))
    secretaries = [
        person.person_id
        for person in rules.directory.staff
        if person.has_role(Role.SECRETARY, plan.begin.date())
    ]
    return [passing.of_week[person, week] for person in secretaries for week in weeks]


def _iso(day: date) -> tuple[int, int, int]:
    year, week, weekday = day.isocalendar()
    return year, week, weekday

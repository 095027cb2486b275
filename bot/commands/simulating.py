"""``yizhan simulate``: a year of a community or a district through the whole engine."""

import asyncio
import logging
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.commands.rows import NoRows, read_rows
from bot.commands.simulated_people import USUAL, Manners
from bot.commands.simulated_result import Result
from bot.commands.simulated_run import Plan, simulated
from bot.commands.speech import CANNOT, FAULTY, say, say_aside, stop, write_json
from bot.logs import set_up_logs
from domain.calendar import SHANGHAI

MOST_COMMUNITIES = 400
_SHARE = click.FloatRange(0, 1)


def _with_plan(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command the options of a run and hand it the plan."""
    return _with_size(_with_manners(_with_course(command)))


def _with_size(command: Callable[..., None]) -> Callable[..., None]:
    @click.option("--communities", type=click.IntRange(1, MOST_COMMUNITIES), default=1)
    @click.option("--matters", type=click.IntRange(0), default=850, help="A year and community.")
    @click.option("--days", type=click.IntRange(1, 366), default=365)
    @click.option("--seed", type=int, default=1, help="Another seed, another year.")
    @wraps(command)
    def sized(*, communities: int, matters: int, days: int, seed: int, **others: object) -> None:
        command(plan=Plan(communities, matters, days, seed, USUAL), **others)

    return sized


def _with_manners(command: Callable[..., None]) -> Callable[..., None]:
    @click.option("--speed", type=click.FloatRange(0.01), default=USUAL.speed)
    @click.option("--absence", type=_SHARE, default=USUAL.absence)
    @click.option("--returns", type=_SHARE, default=USUAL.returns)
    @click.option("--taps", type=_SHARE, default=USUAL.taps)
    @wraps(command)
    def mannered(
        *, speed: float, absence: float, returns: float, taps: float, **others: object
    ) -> None:
        manners = replace(USUAL, speed=speed, absence=absence, returns=returns, taps=taps)
        command(manners=manners, **others)

    return mannered


def _with_course(command: Callable[..., None]) -> Callable[..., None]:
    @click.option("--since", type=click.DateTime(["%Y-%m-%d"]), default="2026-01-01")
    @click.option("--step", type=click.IntRange(1, 60), default=1, help="Minutes that go as one.")
    @wraps(command)
    def coursed(
        *, plan: Plan, manners: Manners, since: datetime, step: int, **others: object
    ) -> None:
        begin = since.replace(tzinfo=SHANGHAI)
        whole = replace(plan, manners=manners, begin=begin, step=timedelta(minutes=step))
        command(plan=whole, **others)

    return coursed


@click.command("simulate")
@_with_plan
@click.option("--words", type=click.Path(path_type=Path, dir_okay=False), help="CSV with text.")
@click.option("--progress", is_flag=True, help="Tell of each week, as on a terminal.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@click.pass_context
def simulate(
    ctx: click.Context, words: Path | None, *, plan: Plan, progress: bool, as_json: bool
) -> None:
    """Let invented people live with the station, on a database of its own and a moved clock.

    Prints promises kept, nudges a case, letters a secretary and week, time a simulated day beside
    the floor of the database. Ctrl-C ends it early with the figures so far. Exits with 1 if a
    message met an unhandled error.
    """
    set_up_logs("ERROR", "text")
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    plan = replace(plan, words=_words(words) if words else ())
    if progress or sys.stderr.isatty():
        plan = replace(plan, on_week=_Weeks().passed)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="yizhan-simulated-")))
        result = asyncio.run(simulated(plan, folder))
    if as_json:
        write_json(result.plain())
    else:
        _show(result)
    ctx.exit(FAULTY if result.errors else 0)


@dataclass
class _Weeks:
    """Tells of each week on the error output, and how long it took."""

    since: float = field(default_factory=time.perf_counter)

    def passed(self, day: date, turns: int) -> None:
        now = time.perf_counter()
        took, self.since = now - self.since, now
        say_aside(
            "commands.simulated_week", day=day.isoformat(), turns=turns, each=f"{took / 7:.1f}"
        )


def _words(file: Path) -> tuple[str, ...]:
    try:
        rows, _ = read_rows(file)
    except (NoRows, OSError) as fault:
        stop(CANNOT, "commands.failed", why=getattr(fault, "why", str(fault)))
    return tuple(row.text for row in rows)


def _show(result: Result) -> None:
    plain = {name: str(value) for name, value in result.plain().items()}
    say("commands.simulated", **plain)
    for line in ("cases", "promises", "nudges", "letters"):
        say(f"commands.simulated_{line}", **plain)
    for key, share in result.keys.items():
        say("commands.simulated_key", letter=key, share=f"{share:.2f}")
    say("commands.simulated_time", **plain)

"""``yizhan strike JOB --at TIME``: let the clock strike by hand, now or as if it were then."""

import asyncio
from dataclasses import replace
from datetime import datetime

import click

from bot.clock import Clock, FixedClock, SystemClock
from bot.commands.opening import open_station
from bot.commands.speech import say, write_json
from bot.engine import Craft, Engine
from bot.settings import read_settings
from domain.calendar import SHANGHAI
from domain.reading import Reading
from handlers.table import answer
from jobs.table import JOBS, Job

_FORMS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"]


@click.command("strike")
@click.argument("job", type=click.Choice([job.name for job in JOBS]))
@click.option("--at", type=click.DateTime(_FORMS), help="The moment in Shanghai (default: now).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def strike(job: str, at: datetime | None, *, as_json: bool) -> None:
    """Strike a JOB as the clock would at that moment; a moment that was struck is left alone."""
    clock = FixedClock(at.replace(tzinfo=SHANGHAI)) if at else SystemClock()
    [chosen] = [each for each in JOBS if each.name == job]
    slot, done = asyncio.run(_strike(chosen, clock))
    if as_json:
        write_json({"job": job, "slot": slot, "struck": done})
    else:
        say("commands.struck" if done else "commands.not_struck", job=job, slot=slot)


async def _strike(job: Job, clock: Clock) -> tuple[str, bool]:
    async with open_station(read_settings(), clock) as station:
        craft = Craft(
            database=station.database,
            read=lambda text, _community: Reading(text=text),
            answer=answer,
            rules=station.shelf,
            clock=clock,
        )
        now = clock.now()
        slot = now.astimezone(SHANGHAI).isoformat(timespec="minutes")
        # By hand is a job of its own: it must not make the schedule believe that it has struck.
        by_hand = replace(job, name=f"{job.name}-by-hand")
        return slot, await Engine(craft).strike(by_hand, slot, now)

"""``yizhan replay FILE.csv``: a file of real messages through the whole engine."""

import asyncio
import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from bot.clock import Clock
from bot.commands.ears import Ears
from bot.commands.opening import Station, open_station
from bot.commands.rows import NoRows, Row, Skipped, read_rows
from bot.commands.samples import model_folder
from bot.commands.speech import FAULTY, say, say_aside, sentence, stop, write_json
from bot.commands.tallies import Tally
from bot.engine import BATCH, Craft, Engine
from bot.logs import set_up_logs
from bot.settings import read_settings
from domain.people import Address
from domain.refusals import NotSaved
from domain.turns import Text, Turn
from handlers.table import answer
from storage.failures import failed_turns

# Nobody opens this door: replayed residents are never written to.
CHANNEL = "replay"
MOST_LINES = 30
MOST_FAILED = 100_000


@click.command("replay")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--community", help="Whose messages these are (default: the first community).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@click.pass_context
def replay(ctx: click.Context, file: Path, *, community: str | None, as_json: bool) -> None:
    """Take the messages of FILE.csv (columns text and, if there, title, place, at) as turns.

    Cases are written into the configured database, each row as a resident of its own; the same
    file again changes nothing. Exits with 1 if a row was skipped or met an unhandled error.
    """
    try:
        rows, skipped = read_rows(file)
    except NoRows as fault:
        stop(FAULTY, "commands.failed", why=fault.why)
    for each in skipped:
        say_aside("commands.skipped", row=each.number, why=each.why)
    set_up_logs("ERROR", "text")
    tally = asyncio.run(_replay(rows, community))
    if as_json:
        write_json({**tally.plain(), "skipped": [each.number for each in skipped]})
    else:
        _show(tally, len(rows), skipped)
    ctx.exit(FAULTY if skipped or tally.errors else 0)


async def _replay(rows: Sequence[Row], community: str | None) -> Tally:
    async with open_station(read_settings()) as station:
        known = station.shelf.current.directory.index.communities
        place = community or next(iter(known))
        if place not in known:
            stop(FAULTY, "commands.no_community", given=place, known="、".join(known))
        turns = [_turn_of(row, place, station.clock) for row in rows]
        tally, ears = Tally(), Ears(model_folder(station.settings.state_dir))
        with tally.timing("load"):
            await asyncio.to_thread(ears.fit, station.shelf.current.directory)
        failed = await _failed(station, place)
        with tally.timing("all"):
            await _take_all(turns, _engine(station, ears, tally), tally)
        for kind, count in (await _failed(station, place) - failed).items():
            tally.errors[kind] += count
    # Reading and deciding run one after the other with the database: the rest is its share.
    spent = tally.seconds
    spent["write"] = spent["all"] - spent["read"] - spent["decide"]
    return tally


def _engine(station: Station, ears: Ears, tally: Tally) -> Engine:
    return Engine(
        Craft(
            database=station.database,
            read=tally.reading(ears.read),
            answer=tally.deciding(answer),
            rules=station.shelf,
            clock=station.clock,
            by_turn=True,
        )
    )


async def _failed(station: Station, community: str) -> Counter[str]:
    found = await station.database.read(lambda conn: failed_turns(conn, community, MOST_FAILED))
    return Counter(each.error_kind for each in found)


async def _take_all(turns: Sequence[Turn], engine: Engine, tally: Tally) -> None:
    label = sentence("commands.replaying")
    async with asyncio.TaskGroup() as group:
        group.create_task(engine.run())
        with click.progressbar(length=len(turns), label=label, file=sys.stderr) as bar:
            waiting = iter(turns)
            lanes = [_take_each(waiting, engine, tally, bar.update) for _ in range(2 * BATCH)]
            await asyncio.gather(*lanes)
        engine.stop()


async def _take_each(
    turns: Iterator[Turn], engine: Engine, tally: Tally, done: Callable[[int], None]
) -> None:
    for turn in turns:
        try:
            await engine.take_turn(turn)
        except NotSaved:
            tally.errors["NotSaved"] += 1
        done(1)


def _turn_of(row: Row, community: str, clock: Clock) -> Turn:
    digest = hashlib.sha256(f"{row.number}\n{row.at}\n{row.text}".encode()).hexdigest()[:24]
    return Turn(
        key=f"{CHANNEL}:{digest}",
        community_id=community,
        address=Address(CHANNEL, digest),
        at=row.at or clock.now(),
        text=row.text,
    )


def _show(tally: Tally, rows: int, skipped: Sequence[Skipped]) -> None:
    plain = tally.plain()
    say("commands.replayed", rows=rows, skipped=len(skipped), cases=str(plain["cases"]))
    say("commands.seen_before", count=rows - len(tally.outcomes))
    for column in ("leaf", "holder", "reason", "asked", "alarm"):
        _show_table(f"commands.by_{column}", tally.counted(column))
    _show_table("commands.by_error", tally.errors)
    say("commands.time")
    for stage in ("load", "read", "decide", "write", "all"):
        took = tally.seconds[stage]
        each = f"{1000 * took / max(rows, 1):.2f}"
        say("commands.stage", stage=Text(f"commands.stages.{stage}"), took=f"{took:.1f}", each=each)


def _show_table(title: str, counts: Mapping[str, int]) -> None:
    say(title, count=sum(counts.values()))
    for name, count in list(counts.items())[:MOST_LINES]:
        click.echo(f"{count:8}  {name}")
    if len(counts) > MOST_LINES:
        rest = sum(list(counts.values())[MOST_LINES:])
        say("commands.rest", kinds=len(counts) - MOST_LINES, count=rest)

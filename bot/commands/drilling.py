"""``yizhan drill FOLDER``: restore the newest backup beside, check it, say what would be lost."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.clock import SystemClock
from bot.commands.speech import CANNOT, FAULTY, say, say_aside, stop
from bot.settings import read_settings
from storage.attachments import Attachments
from storage.copies import restore_from
from storage.database import Connection, Database, open_database
from storage.epochs import begin_epoch
from storage.invariants import Breach, Census, breaches, census, missing_files, turns_since


@dataclass(frozen=True, slots=True)
class Drilled:
    """What a drill found: breaches, counts, how long it took and what would be lost."""

    found: list[Breach]
    census: Census
    restored: float
    checked: float


@click.command("drill")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def drill(folder: Path) -> None:
    """Restore the newest backup in FOLDER into a place of its own and check every row of it."""
    backup = newest_backup(folder)
    if backup is None:
        stop(CANNOT, "commands.no_backups", folder=str(folder))
    drilled, lost = asyncio.run(_drill(backup))
    for each in drilled.found:
        say_aside(
            "commands.breach", what=each.what, community=each.community_id, number=each.number
        )
    if drilled.found:
        stop(FAULTY, "commands.breached", count=len(drilled.found))
    say(
        "commands.drilled",
        folder=backup.name,
        cases=drilled.census.cases,
        events=drilled.census.events,
        seconds=f"{drilled.checked:.1f}",
    )
    made = datetime.fromtimestamp(backup.stat().st_mtime, UTC)
    age = SystemClock().now() - made
    say("commands.drill_rpo", minutes=f"{age / timedelta(minutes=1):.1f}", turns=lost)
    say("commands.drill_rto", seconds=f"{drilled.restored:.1f}")


def newest_backup(folder: Path) -> Path | None:
    """Return the newest backup in the folder, None if there is none."""
    files = [*folder.glob("*/station.db"), *folder.glob("*/station.jsonl")]
    return max((file.parent for file in files), key=lambda each: each.stat().st_mtime, default=None)


async def _drill(backup: Path) -> tuple[Drilled, int]:
    with TemporaryDirectory(prefix="yizhan-drill-") as scratch:
        drilled = await _restored(backup, Path(scratch))
    settings = read_settings()
    living = open_database(settings.database, state_dir=settings.state_dir, keys=settings.keys)
    try:
        await living.upgrade()
        return drilled, await living.read(lambda conn: turns_since(conn, drilled.census.newest))
    finally:
        await living.close()


async def _restored(backup: Path, scratch: Path) -> Drilled:
    # A backup of either kind comes back into a file; nothing of the living station is touched.
    url = f"sqlite:///{scratch / 'drill.db'}"
    database = open_database(url, state_dir=scratch, keys=read_settings().keys)
    try:
        began = time.monotonic()
        await restore_from(database, backup)
        now = SystemClock().now()
        await database.write(lambda conn: begin_epoch(conn, now))
        restored = time.monotonic()
        return await _checked(database, restored - began, restored)
    finally:
        await database.close()


async def _checked(database: Database, took: float, since: float) -> Drilled:
    kept = list(Attachments(database.state_dir, database.ring).ids())

    def work(conn: Connection) -> Drilled:
        found = [*breaches(conn), *missing_files(conn, kept)]
        return Drilled(found, census(conn), took, time.monotonic() - since)

    return await database.read(work)

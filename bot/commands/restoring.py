"""``yizhan restore FOLDER``: bring a backup into a database in which there is nothing yet."""

import asyncio
from pathlib import Path

import click

from bot.clock import SystemClock
from bot.commands.speech import CANNOT, FAULTY, say, stop
from bot.settings import read_settings
from storage.copies import NotEmpty, restore_from
from storage.database import open_database
from storage.epochs import begin_epoch


@click.command("restore")
@click.argument("folder", type=click.Path(path_type=Path))
def restore(folder: Path) -> None:
    """Bring the backup in FOLDER into the configured, empty database."""
    settings = read_settings()
    try:
        asyncio.run(_restore(folder))
    except NotEmpty:
        stop(CANNOT, "commands.not_empty", folder=settings.database_url.rpartition("@")[2])
    except ValueError as fault:
        stop(FAULTY, "commands.no_backup", folder=str(folder), why=str(fault))
    say("commands.restored", folder=str(folder))


async def _restore(folder: Path) -> None:
    settings = read_settings()
    database = open_database(settings.database, state_dir=settings.state_dir, keys=settings.keys)
    try:
        await restore_from(database, folder)
        now = SystemClock().now()
        await database.write(lambda conn: begin_epoch(conn, now))
    finally:
        await database.close()

"""``yizhan backup FOLDER``: a whole copy of the station while it runs."""

import asyncio
from pathlib import Path

import click

from bot.commands.speech import CANNOT, say, stop
from bot.settings import read_settings
from storage.copies import NotEmpty, backup_to
from storage.database import open_database


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path))
def backup(folder: Path) -> None:
    """Copy the station as it stands into a new FOLDER."""
    try:
        asyncio.run(_backup(folder))
    except NotEmpty:
        stop(CANNOT, "commands.not_empty", folder=str(folder))
    say("commands.backed_up", folder=str(folder))


async def _backup(folder: Path) -> None:
    settings = read_settings()
    database = open_database(settings.database, state_dir=settings.state_dir, keys=settings.keys)
    try:
        await database.upgrade()
        await backup_to(database, folder)
    finally:
        await database.close()

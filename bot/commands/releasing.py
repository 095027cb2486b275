"""``yizhan release``: let letters go again that a restore has kept back."""

import asyncio
from functools import partial

import click

from bot.commands.speech import say
from bot.settings import read_settings
from storage import epochs
from storage.database import Connection, open_database


@click.command("release")
@click.option("--drop", is_flag=True, help="Do not send what waited when the backup came back.")
def release(*, drop: bool) -> None:
    """Send letters again after a restore."""
    count = asyncio.run(_release(drop=drop))
    if count is None:
        say("commands.not_frozen")
    else:
        say("commands.dropped" if drop else "commands.released", count=count)


async def _release(*, drop: bool) -> int | None:
    settings = read_settings()
    database = open_database(settings.database, state_dir=settings.state_dir, keys=settings.keys)
    try:
        await database.upgrade()
        return await database.write(partial(_let_go, drop=drop))
    finally:
        await database.close()


def _let_go(conn: Connection, *, drop: bool) -> int | None:
    return epochs.release(conn, drop=drop) if epochs.frozen_since(conn) else None

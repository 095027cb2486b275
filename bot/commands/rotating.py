"""``yizhan rotate``: new keys, and everything sealed anew with them while the station serves."""

import asyncio
from collections import Counter
from functools import partial

import click

from bot.commands.speech import CANNOT, say, stop
from bot.settings import read_settings
from storage.attachments import Attachments
from storage.database import Database, open_database
from storage.keyring import LOOK_AGAIN
from storage.reindexing import reindex_step
from storage.resealing import count_keys, reseal_step, sealed_tables

# Each walk passes over what is done; one is enough unless somebody starts a station meanwhile.
_WALKS = 5


@click.command("rotate")
@click.option("--drop", is_flag=True, help="Take older keys out of the file when all is done.")
def rotate(*, drop: bool) -> None:
    """Seal personal fields and files with new keys; broken off, it goes on where it was."""
    rows, left = asyncio.run(_rotate(drop=drop))
    if left:
        stop(CANNOT, "commands.rotation_unfinished", count=left)
    say("commands.rotated_dropped" if drop else "commands.rotated", count=rows)


async def _rotate(*, drop: bool) -> tuple[int, int]:
    settings = read_settings()
    database = open_database(settings.database, state_dir=settings.state_dir, keys=settings.keys)
    try:
        await database.upgrade()
        return await _rotated(database, drop=drop)
    finally:
        await database.close()


async def _rotated(database: Database, *, drop: bool) -> tuple[int, int]:
    files = Attachments(database.state_dir, database.ring)
    if not await _older(database, files):
        await asyncio.to_thread(_added, database)
        # By then every process of the station writes with the new key.
        await asyncio.sleep(2 * LOOK_AGAIN)
    rows, left, walks = 0, 1, 0
    while left and walks < _WALKS:
        rows += await _walked(database) + await asyncio.to_thread(files.reseal)
        left, walks = await _older(database, files), walks + 1
    await _marked(database)
    if drop and not left:
        await asyncio.to_thread(database.ring.keep_newest)
    return rows, left


def _added(database: Database) -> None:
    # A station that never wrote anything personal has no file yet.
    if database.ring.newest.key_id:
        database.ring.add()


async def _older(database: Database, files: Attachments) -> int:
    counted: Counter[str] = await database.read(count_keys)
    newest = database.ring.newest.key_id
    rows = sum(many for key_id, many in counted.items() if key_id != newest)
    return rows + await asyncio.to_thread(files.count_older)


async def _marked(database: Database) -> None:
    step = await database.write(reindex_step)
    while step.seen:
        step = await database.write(partial(reindex_step, after=step.after))


async def _walked(database: Database) -> int:
    rows = 0
    for table in sealed_tables():
        step = await database.write(partial(reseal_step, table=table))
        while step.seen:
            rows += step.sealed
            step = await database.write(partial(reseal_step, table=table, after=step.after))
    return rows

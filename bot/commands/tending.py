"""The files of a station at work: what lies plain is sealed, what nothing names is swept away."""

import asyncio
from datetime import datetime, timedelta

import structlog

from storage.attachments import Attachments
from storage.database import Database
from storage.sweeping import named_files

# A turn may be under way, or its sender may send it again: younger files stay.
SPARED = timedelta(days=1)

log = structlog.get_logger()


async def tend(database: Database, attachments: Attachments, at: datetime) -> None:
    """Seal files that an older release kept plain, and delete those that nothing names.

    A database that names none of the files is not theirs: nothing is deleted then.
    """
    sealed = await asyncio.to_thread(attachments.seal_plain)
    there = await asyncio.to_thread(frozenset, attachments.ids())
    named = await database.read(named_files)
    swept = 0
    if there & named:
        swept = await asyncio.to_thread(attachments.sweep, named, at - SPARED)
    log.info("files tended", sealed=sealed, swept=swept)

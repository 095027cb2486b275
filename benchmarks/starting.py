"""From the command to the open port and the first answer; memory; and the way out."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.chatting import chat_through
from benchmarks.figures import Figure, seconds_of, span
from benchmarks.living import living
from benchmarks.messages import short_messages


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures of a new station with the demo's directory, then of the same again."""
    with TemporaryDirectory() as folder:
        yield from _one_start("first start", Path(folder), 0)
        yield from _one_start("later start", Path(folder), 500 if quick else 10_000)


def _one_start(name: str, folder: Path, messages: int) -> Iterator[Figure]:
    with living(folder) as station:
        yield span(f"{name}: port open", station.opened_after)
        spent = seconds_of(lambda: asyncio.run(chat_through(station.url, short_messages(1))))
        yield span(f"{name}: first message committed", station.opened_after + spent)
        yield Figure(f"{name}: memory", f"{station.megabytes:.0f} MB")
        if messages:
            asyncio.run(chat_through(station.url, short_messages(messages)))
            yield Figure(f"memory after {messages:,} messages", f"{station.megabytes:.0f} MB")
        yield span(f"{name}: ended after SIGTERM", station.end())

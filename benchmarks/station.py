"""A station to measure: the real engine, reader and answers over a database of its own."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from bot.clock import SystemClock
from bot.commands.ears import Ears
from bot.commands.opening import open_station
from bot.engine import Craft, Engine
from bot.settings import Settings
from domain.people import Address
from domain.reading import Reading
from domain.turns import Turn
from handlers.table import answer
from storage.database import Database

COMMUNITY = "dongqiao"
# Several processes may say something to one station.
_KEYS = count(os.getpid() << 32)


class Measured:
    """An engine at work."""

    def __init__(self, database: Database, engine: Engine) -> None:
        self.database = database
        self._engine = engine

    async def take(self, texts: Sequence[str], clients: int) -> None:
        """Let so many people at once say the texts, each a resident of its own."""
        waiting = iter(texts)
        await asyncio.gather(*(self._say_each(waiting) for _ in range(clients)))

    async def _say_each(self, texts: Iterable[str]) -> None:
        for text in texts:
            await self._engine.take_turn(turn_of(text))


def turn_of(text: str) -> Turn:
    """Return a turn of somebody who was never heard before."""
    number = next(_KEYS)
    return Turn(
        key=f"bench-{number}",
        community_id=COMMUNITY,
        address=Address("bench", str(number)),
        at=SystemClock().now(),
        text=text,
    )


@asynccontextmanager
async def measured(
    folder: Path, ears: Ears, readings: Mapping[str, Reading] | None = None
) -> AsyncIterator[Measured]:
    """Run an engine over a database of that folder; ``readings`` stand in for reading."""
    settings = Settings(_env_file=None, state_dir=folder)
    async with open_station(settings) as station, asyncio.TaskGroup() as group:
        engine = Engine(
            Craft(
                database=station.database,
                read=(lambda text, _: readings[text]) if readings else ears.read,
                answer=answer,
                rules=station.shelf,
                clock=station.clock,
            )
        )
        group.create_task(engine.run())
        yield Measured(station.database, engine)
        engine.stop()

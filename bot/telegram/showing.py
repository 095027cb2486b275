"""Keeps which message shows which letter; what comes while one write is under way goes together."""

import asyncio
from dataclasses import dataclass, field

import structlog

from bot.telegram.parts import Parts
from domain.refusals import NotSaved
from storage.database import Connection
from storage.shown import Shown, keep_shown, take_buttons

log = structlog.get_logger()


@dataclass
class Showing:
    """What was shown and is not written yet, and the older cards that it puts out of use."""

    parts: Parts
    _waiting: list[Shown] = field(default_factory=list)
    _older: dict[Shown, tuple[str, ...]] = field(default_factory=dict)
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def keep(self, shown: Shown) -> tuple[str, ...]:
        """Keep one message; return the older ones about the same case that lose their buttons."""
        self._waiting.append(shown)
        async with self._writing:
            if shown in self._waiting:
                await self._write()
        return self._older.pop(shown, ())

    async def _write(self) -> None:
        together, self._waiting = self._waiting, []
        try:
            older = await self.parts.database.write(lambda conn: self._kept(conn, together))
        except NotSaved:
            # The letters have arrived; a reply to one will have to name the case.
            log.warning("messages not kept", letters=[each.letter_id for each in together])
        else:
            self._older |= {shown: found for shown, found in older.items() if found}

    def _kept(self, conn: Connection, together: list[Shown]) -> dict[Shown, tuple[str, ...]]:
        keep_shown(conn, together, self.parts.now())
        return {each: take_buttons(conn, each) for each in together if each.has_buttons}

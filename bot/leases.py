"""The lease of work that only one process does at a time, such as asking a messenger for news."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

import structlog

from domain.refusals import NotSaved, Stale
from storage.database import Database
from storage.leases import drop_lease, hold_lease

# A process that is stopped or dead loses its work after so long.
LASTS = timedelta(seconds=30)
# While it lives it asks again at least so often.
RENEW = timedelta(seconds=5)

log = structlog.get_logger()


class Lease:
    """One piece of work; ``owner`` names this process, the same after a restart if it can."""

    def __init__(
        self, database: Database, name: str, owner: str, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._name = name
        self._owner = owner
        self._now = now
        self._asked_at: datetime | None = None
        self._held = False

    async def is_mine(self) -> bool:
        """Say whether this process may do the work now; without the store it may not."""
        now = self._now()
        fresh = self._asked_at and timedelta(0) <= now - self._asked_at < RENEW
        if self._held and fresh:
            return True
        held = await self._hold(now)
        if held is not self._held:
            log.info("lease", name=self._name, held=held)
        self._held, self._asked_at = held, now
        return held

    async def drop(self) -> None:
        """Let another process have the work at once."""
        drop = partial(drop_lease, name=self._name, owner=self._owner)
        with suppress(NotSaved, Stale):
            await self._database.write(drop)
        self._held = False

    async def _hold(self, now: datetime) -> bool:
        hold = partial(hold_lease, name=self._name, owner=self._owner, at=now, lasts=LASTS)
        try:
            return await self._database.write(hold)
        except (NotSaved, Stale):
            return False

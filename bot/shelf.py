"""The shelf: the rulebook in force, read again when its edition in the database changes."""

from collections.abc import Callable
from datetime import datetime, timedelta

from domain.rules import Rulebook
from storage.database import Connection
from storage.rulebooks import edition

# Another process may import a directory or tell an absence; so old may the copy here be. Who lost
# his post acts no more after a second (docs/sources.md#revocation).
LOOK_AGAIN = timedelta(seconds=0.5)


class Shelf:
    """Hands out one rulebook until the database has another."""

    def __init__(self, load: Callable[[Connection], Rulebook]) -> None:
        self._load = load
        self._held: tuple[object, Rulebook] | None = None
        self._looked_at: datetime | None = None

    @property
    def current(self) -> Rulebook:
        """Return the rulebook that was handed out last.

        Raises:
            LookupError: none was, yet.
        """
        if self._held is None:
            raise LookupError("the rulebook was not read yet")
        return self._held[1]

    def __call__(self, conn: Connection, at: datetime) -> Rulebook:
        """Return the rulebook, at most half a second old.

        Raises:
            ValueError: no directory was imported yet.
        """
        # A clock that was put back looks again at once.
        fresh = self._looked_at and timedelta(0) <= at - self._looked_at < LOOK_AGAIN
        if self._held is None or not fresh:
            found = edition(conn)
            if self._held is None or self._held[0] != found:
                self._held = (found, self._load(conn))
            self._looked_at = at
        return self._held[1]

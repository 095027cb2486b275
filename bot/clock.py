"""The only place that asks what time it is."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the machine's moment, aware, in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still: one moment for a whole strike or a test."""

    def __init__(self, at: datetime) -> None:
        self._at = _in_utc(at)

    def now(self) -> datetime:
        """Return the moment at which the clock stands, in UTC."""
        return self._at


class MovableClock(FixedClock):
    """A clock that somebody else moves, forward only."""

    def move(self, by: timedelta) -> None:
        """Move the clock on by so much.

        Raises:
            ValueError: If that would turn it back.
        """
        self.move_to(self._at + by)

    def move_to(self, at: datetime) -> None:
        """Set the clock to a later moment, or leave it.

        Raises:
            ValueError: If ``at`` is naive or earlier than now.
        """
        at = _in_utc(at)
        if at < self._at:
            raise ValueError(f"the clock stands at {self._at.isoformat()} and does not turn back")
        self._at = at


def _in_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} names no time zone")
    return at.astimezone(UTC)

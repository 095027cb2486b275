"""Working days, office hours and quiet hours of one place, read in Asia/Shanghai.

A rest day is a weekend day or a holiday; a weekend day that the yearly notice makes up
for (调休) is a working day. Moments are aware and come back in UTC.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import count, pairwise

from domain.refusals import Refused

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

_SATURDAY = 5
_NINE = time(9)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The windows of a working day in Shanghai time, open end excluded, earliest first.

    Raises:
        Refused: ``calendar.bad_hours`` if there is no window, or they overlap or run backwards.
    """

    windows: tuple[tuple[time, time], ...] = (
        (time(8, 30), time(12)),
        (time(13, 30), time(17, 30)),
    )

    def __post_init__(self) -> None:
        """Refuse windows in which time would not run forward."""
        edges = [edge for window in self.windows for edge in window]
        if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
            raise Refused("calendar.bad_hours")

    @property
    def close(self) -> time:
        """Return the close of business, where periods in days end."""
        return self.windows[-1][1]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the years that are known; a day that no set names follows its weekday.

    ``rest`` holds weekdays that are off, ``work`` weekend days that are worked. Quiet hours run
    from ``quiet_from`` to ``quiet_to``, over midnight if the first is later; equal means none.
    """

    rest: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    provisional: frozenset[int] = frozenset()
    official: frozenset[int] = frozenset()
    hours: OfficeHours = OfficeHours()
    quiet_from: time = time(21)
    quiet_to: time = time(8)

    def is_working_day(self, day: date) -> bool:
        """Say whether offices work on that day."""
        return day in self.work if day.weekday() >= _SATURDAY else day not in self.rest

    def is_provisional(self, day: date) -> bool:
        """Say whether the official notice for that day's year is still missing."""
        return day.year not in self.official

    def next_working_day(self, day: date) -> date:
        """Return the first working day strictly after ``day``."""
        days = (day + timedelta(days=ahead) for ahead in count(1))
        return next(filter(self.is_working_day, days))

    def is_first_working_day_of_week(self, day: date) -> bool:
        """Say whether ``day`` is the first working day of its Monday-to-Sunday week.

        A make-up Sunday closes its week, so it is first only if the whole week was off.
        """
        monday = day - timedelta(days=day.weekday())
        return self.next_working_day(monday - timedelta(days=1)) == day

    def is_first_working_day_of_month(self, day: date) -> bool:
        """Say whether ``day`` is the first working day of its month."""
        return self.next_working_day(day.replace(day=1) - timedelta(days=1)) == day

    def windows_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Return the office windows of that day in UTC, none on a rest day."""
        if not self.is_working_day(day):
            return ()
        return tuple((_utc(day, start), _utc(day, end)) for start, end in self.hours.windows)

    def close_of(self, day: date) -> datetime:
        """Return the close of business of that day in UTC, whether it is worked or not."""
        return _utc(day, self.hours.close)

    def open_from(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield office windows in UTC without end; one that is open at ``at`` begins then."""
        now = at.astimezone(UTC)
        day = shanghai_day(at)
        while True:
            yield from (
                (max(now, opens), ends) for opens, ends in self.windows_on(day) if now < ends
            )
            day = self.next_working_day(day)

    def next_opening(self, at: datetime) -> datetime:
        """Return ``at`` itself within office hours, else when the next window starts, in UTC."""
        return next(self.open_from(at))[0]

    def is_quiet(self, at: datetime) -> bool:
        """Say whether ordinary messages must wait at that moment."""
        clock = at.astimezone(SHANGHAI).time()
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= clock < self.quiet_to
        return clock >= self.quiet_from or clock < self.quiet_to

    def quiet_ends(self, at: datetime) -> datetime:
        """Return ``at`` itself outside quiet hours, else when they end, in UTC."""
        if not self.is_quiet(at):
            return at.astimezone(UTC)
        local = at.astimezone(SHANGHAI)
        day = local.date() + timedelta(days=local.time() >= self.quiet_to)
        return _utc(day, self.quiet_to)

    def next_message_time(self, at: datetime) -> datetime:
        """Return the earliest moment from ``at`` on for an ordinary nudge, in UTC.

        It is a working day, in office hours and not quiet, unless all office hours are quiet.
        """
        return self.next_opening(self.quiet_ends(self.next_opening(at)))


def shanghai_day(at: datetime) -> date:
    """Return the day that the calendar on the wall in Shanghai shows at that moment."""
    return at.astimezone(SHANGHAI).date()


def _utc(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, SHANGHAI).astimezone(UTC)


def at_nine(day: date) -> datetime:
    """Return nine in the morning of a Shanghai day, in UTC."""
    return datetime.combine(day, _NINE, SHANGHAI).astimezone(UTC)

"""Four clocks that are never mixed: natural time, working hours, working days, calendar days."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Self, assert_never

from domain.calendar import Calendar, shanghai_day
from domain.refusals import Refused

_LIMIT = re.compile(r"([1-9][0-9]{0,3})(m|h|wh|wd|d)")


class Unit(StrEnum):
    """What one step of a clock is."""

    MINUTES = "m"
    HOURS = "h"
    WORKING_HOURS = "wh"
    WORKING_DAYS = "wd"
    CALENDAR_DAYS = "d"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit of 1 to 9999 units, written like ``4wh``.

    Raises:
        Refused: ``deadlines.bad_limit`` if the amount is out of range.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse an amount that cannot be written."""
        if not _LIMIT.fullmatch(str(self)):
            raise Refused("deadlines.bad_limit", limit=str(self))

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a limit such as ``30m``, ``24h``, ``4wh``, ``3wd`` or ``15d``.

        Raises:
            Refused: ``deadlines.bad_limit`` if it is written otherwise.
        """
        found = _LIMIT.fullmatch(text)
        if not found:
            raise Refused("deadlines.bad_limit", limit=text)
        return cls(int(found[1]), Unit(found[2]))


def due_at(start: datetime, limit: Limit, calendar: Calendar) -> datetime:
    """Return the moment in UTC at which ``limit``, begun at the aware moment ``start``, runs out.

    Minutes and hours run at any hour. Working hours run inside office windows only. Periods in
    days leave out the Shanghai day of ``start``, whatever its hour, and end at close of business
    (docs/sources.md#periods); the last calendar day moves off a rest day.
    """
    match limit.unit:
        case Unit.MINUTES:
            return start.astimezone(UTC) + timedelta(minutes=limit.amount)
        case Unit.HOURS:
            return start.astimezone(UTC) + timedelta(hours=limit.amount)
        case Unit.WORKING_HOURS:
            return _after_working_time(start, timedelta(hours=limit.amount), calendar)
        case Unit.WORKING_DAYS:
            return calendar.close_of(_after_working_days(shanghai_day(start), limit, calendar))
        case Unit.CALENDAR_DAYS:
            eve = shanghai_day(start) + timedelta(days=limit.amount - 1)
            return calendar.close_of(calendar.next_working_day(eve))
        case _ as never:
            assert_never(never)


def _after_working_time(start: datetime, left: timedelta, calendar: Calendar) -> datetime:
    windows = calendar.open_from(start)
    opens, closes = next(windows)
    while left > closes - opens:
        left -= closes - opens
        opens, closes = next(windows)
    return opens + left


def _after_working_days(day: date, limit: Limit, calendar: Calendar) -> date:
    for _ in range(limit.amount):
        day = calendar.next_working_day(day)
    return day

"""Pauses (暂停计时): for which causes the clock may stand still, how long, how often."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.calendar import Calendar, shanghai_day
from domain.deadlines import Limit, due_at


class Cause(StrEnum):
    """What others decide, so that the holder cannot go on until they have."""

    APPRAISAL = "appraisal"  # 鉴定检测
    VOTE = "vote"  # 业主表决
    COURT = "court"  # 诉讼、仲裁


# The longest that one pause may last (docs/sources.md#pauses).
LONGEST: Mapping[Cause, Limit] = {
    Cause.APPRAISAL: Limit.parse("30wd"),
    Cause.VOTE: Limit.parse("60wd"),
    Cause.COURT: Limit.parse("120wd"),
}
# So often one cause may stop the clock of a case; what lasts longer is extended, with a reason.
MOST_PAUSES = 1
# And so often the resident's own silence may: asking is no way to let a case lie.
MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Pause:
    """One pause: its cause, aware UTC moments of its beginning and its planned end."""

    cause: str
    since: datetime
    until: datetime


def times_paused(pauses: Iterable[Pause], cause: str) -> int:
    """Return how often the cause has stopped the clock."""
    return sum(pause.cause == cause for pause in pauses)


def latest_end(cause: Cause, at: datetime, calendar: Calendar) -> datetime:
    """Return the last moment to which a pause begun at ``at`` may be set."""
    return due_at(at, LONGEST[cause], calendar)


def moved_on(due: datetime, since: datetime, until: datetime, calendar: Calendar) -> datetime:
    """Return the due time after a pause: as many working days later as it takes.

    A due time that was over when the pause began stays where it is.
    """
    if due <= since:
        return due
    day, end = shanghai_day(since), shanghai_day(until)
    days = 0
    while day < end:
        day = calendar.next_working_day(day)
        days += 1
    return due_at(due, Limit.parse(f"{days}wd"), calendar) if days else due

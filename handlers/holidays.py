"""Whether holidays count (过年也算吗): what is left out of a promise, and what is worked."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from domain.calendar import shanghai_day
from domain.turns import Step, Text, Value
from handlers import belongings
from handlers.talk import Talk

# An ordinary weekend is shorter.
_SHORTEST = 3
_SATURDAY = 5


def counted(talk: Talk) -> Step:
    """Say until when the newest matter of the speaker is promised, and how holidays count."""
    mine = [case for case in belongings.own_open(talk) if case.clocks.promised]
    if not mine:
        return talk.say("holidays.in_general")
    case = max(mine, key=lambda each: (each.opened_at, each.number))
    promised = case.clocks.promised or talk.desk.at
    days = tuple(_days(talk.day, shanghai_day(promised)))
    values: dict[str, Value] = {
        "number": case.number,
        "promised": promised,
        "off": _off(talk, days),
        "on": _on(talk, days),
    }
    return talk.say("holidays.counted", values)


def _days(first: date, last: date) -> Iterator[date]:
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)


def _off(talk: Talk, days: tuple[date, ...]) -> Value:
    """Return the longest break in the days, "" if there is none but weekends."""
    runs = groupby(days, talk.rules.calendar.is_working_day)
    breaks = (tuple(run) for works, run in runs if not works)
    longest = max(breaks, key=len, default=())
    if len(longest) < _SHORTEST:
        return ""
    return Text("holidays.off", {"first": _named(longest[0]), "last": _named(longest[-1])})


def _on(talk: Talk, days: tuple[date, ...]) -> Value:
    """Return the first weekend day that is worked, "" for none."""
    worked = (day for day in days[1:] if talk.rules.calendar.is_working_day(day))
    made_up = next((day for day in worked if day.weekday() >= _SATURDAY), None)
    return Text("holidays.on", {"day": _named(made_up)}) if made_up else ""


def _named(day: date) -> Text:
    return Text("holidays.day", {"month": str(day.month), "day": str(day.day)})

"""When people of a mediation may meet, and what a time that found nobody leads to.

Half-hours, answers and their weights are those of ``domain.sessions``.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from fractions import Fraction

from domain.calendar import SHANGHAI
from domain.mediation_stages import Role
from domain.sessions import IF_NEED_BE, NO, SLOT, YES, Session, best_session, blockers
from domain.turns import Text

NOTICE = timedelta(hours=48)
"""So long before a meeting people know of it, in hours of the clock."""

HOURS = (time(9, 30), time(19, 0))
DAYS = 3
SLOTS = 2
GRACE = timedelta(minutes=15)
"""So late somebody may come before it counts as not coming."""

_SAID = {"2": YES, "1": IF_NEED_BE, "0": NO}


def candidates(at: datetime, *, later: int = 0) -> tuple[str, ...]:
    """Return beginnings to ask about, morning and evening of three days, as ISO words in UTC.

    ``later`` counts the weeks by which an earlier search is widened.
    """
    first = (at + NOTICE).astimezone(SHANGHAI).date() + timedelta(days=1 + 7 * later)
    days = (first + timedelta(days=number) for number in range(DAYS))
    moments = (datetime.combine(day, hour, SHANGHAI) for day in days for hour in HOURS)
    return tuple(moment.astimezone(at.tzinfo).isoformat() for moment in moments)


def found_time(names: Sequence[str], answers: Mapping[Role, str], at: datetime) -> Session | None:
    """Return the best of those beginnings for all who were asked, None if none suits all."""
    return best_session(SLOTS, _said(names, answers), not_before=at)


def in_the_way(names: Sequence[str], answers: Mapping[Role, str], at: datetime) -> list[str]:
    """Return who alone keeps the others from a time; for the mediator only."""
    return blockers(SLOTS, _said(names, answers), not_before=at)


def _said(names: Sequence[str], answers: Mapping[Role, str]) -> dict[str, dict[datetime, Fraction]]:
    return {
        str(who): {
            datetime.fromisoformat(name) + slot * SLOT: _SAID[digit]
            for name, digit in zip(names, digits, strict=False)
            for slot in range(SLOTS)
        }
        for who, digits in answers.items()
    }


def time_text(at: datetime) -> Text:
    """Return a moment with its day of the week, by which people know whether they are free."""
    day = at.astimezone(SHANGHAI).weekday()
    return Text("accords.time", {"at": at, "weekday": Text(f"accords.weekday_{day}")})

"""How long each stage of a mediation may last, when the station looks again, and the thirty days.

Limits and their origin are docs/sources.md#mediation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.calendar import Calendar
from domain.deadlines import Limit, due_at
from domain.mediation_states import Do, Stage

CLOCK = Limit.parse("30d")
"""From acceptance to the draft of an agreement."""

LOOKED_AGAIN = timedelta(days=1)
"""Whoever lets a stage last too long is asked once a day."""

REMINDED_AFTER = timedelta(hours=24)
VISITED_ON = 3
"""The fourth way to the other side, after three that the station chose, is the captain's visit."""

REACHED_AFTER = (timedelta(0), timedelta(days=2), timedelta(days=4), timedelta(days=5))
"""When the other side is reached, each time by another way, counted from the applicant's yes."""


@dataclass(frozen=True, slots=True)
class Timer:
    """How long a stage may last, in calendar time unless in working days, and who is asked then.

    ``on_expiry`` is what the station does by itself; ``PAGE`` only wakes those above.
    """

    limit: Limit
    on_expiry: Do


TIMERS: Mapping[Stage, Timer] = {
    Stage.SCREEN: Timer(Limit.parse("4h"), Do.PAGE),
    Stage.SAFETY_HOLD: Timer(Limit.parse("30m"), Do.PAGE),
    Stage.OFFER_A: Timer(Limit.parse("48h"), Do.DECLINE),
    Stage.INVITE_B: Timer(Limit.parse("168h"), Do.LAPSE),
    Stage.ACCEPTED: Timer(Limit.parse("1wd"), Do.PAGE),
    Stage.SELECT_M: Timer(Limit.parse("48h"), Do.PAGE),
    Stage.PREPARE: Timer(Limit.parse("5d"), Do.PAGE),
    Stage.SHUTTLE: Timer(Limit.parse("10d"), Do.PAGE),
    Stage.SESSION: Timer(Limit.parse("48h"), Do.PAGE),
    Stage.PROPOSAL: Timer(Limit.parse("144h"), Do.PAGE),
    Stage.SUSPENDED: Timer(Limit.parse("30d"), Do.PAGE),
    Stage.DRAFT: Timer(Limit.parse("72h"), Do.PAGE),
    Stage.SIGNED: Timer(Limit.parse("1wd"), Do.PAGE),
    Stage.PERFORM: Timer(Limit.parse("7d"), Do.BREACH),
    Stage.BREACH: Timer(Limit.parse("15d"), Do.CLOSE),
    Stage.FOLLOW_UP: Timer(Limit.parse("97d"), Do.CLOSE),
}


_EARLY: Mapping[Stage, timedelta] = {
    Stage.OFFER_A: REMINDED_AFTER,
    Stage.INVITE_B: REACHED_AFTER[0],
    # The list of mediators is made at once.
    Stage.SELECT_M: timedelta(0),
    Stage.SIGNED: timedelta(0),
    Stage.PERFORM: timedelta(0),
    Stage.BREACH: timedelta(0),
    Stage.FOLLOW_UP: timedelta(0),
}


def stage_due(stage: Stage, at: datetime, calendar: Calendar) -> datetime | None:
    """Return until when the stage, entered at that moment, may last; None where it has ended."""
    timer = TIMERS.get(stage)
    return due_at(at, timer.limit, calendar) if timer else None


def first_look(stage: Stage, at: datetime, due: datetime | None) -> datetime | None:
    """Return when the station looks at the stage first: at its limit, or earlier to speak."""
    return at + _EARLY[stage] if stage in _EARLY else due

"""When the station looks at the talks of a mediation next: one moment, whatever the reason.

It is worked out from stored deadlines alone, so that it survives every restart (P21).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from domain.accords import Accord
from domain.mediation_stages import CLOCKED, Stage
from domain.mediation_timers import LOOKED_AGAIN
from domain.mediations import Mediation

WARNED_BEFORE = timedelta(days=3)
"""So long before the end of the thirty days both sides are asked whether they want more time."""

REMINDED_BEFORE = (timedelta(hours=24), timedelta(hours=2))
"""Before a meeting everybody is reminded twice."""


def next_wake(mediation: Mediation, accords: Iterable[Accord], at: datetime) -> datetime | None:
    """Return the earliest moment after ``at``, in aware UTC, at which there is something to do."""
    moments = (*_of_stage(mediation), *_of_clock(mediation), *_of_meeting(mediation))
    asked = (each.due_at for each in accords if each.is_live)
    return min((each for each in (*moments, *asked) if each > at), default=None)


def stage_ends(mediation: Mediation) -> datetime | None:
    """Return until when the stage may last, in aware UTC; a meeting that is set is waited for."""
    ends, meets = mediation.due_at, mediation.course.meets_at
    if ends and meets and mediation.stage is Stage.SESSION:
        return max(ends, meets + LOOKED_AGAIN)
    return ends


def _of_stage(mediation: Mediation) -> Iterator[datetime]:
    ends = stage_ends(mediation)
    if ends:
        yield ends + mediation.reminded * LOOKED_AGAIN


def _of_clock(mediation: Mediation) -> Iterator[datetime]:
    if mediation.clock_ends and mediation.stage in CLOCKED:
        yield mediation.clock_ends
        yield mediation.clock_ends - WARNED_BEFORE


def _of_meeting(mediation: Mediation) -> Iterator[datetime]:
    meets = mediation.course.meets_at
    if meets:
        yield from (meets - before for before in REMINDED_BEFORE)

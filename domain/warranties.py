"""Warranty of buildings (保修): how long each part is covered, and the way to the deposit, dated.

Terms and the five days are docs/sources.md#warranty; days here are calendar days without roll-over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.calendar import at_nine, shanghai_day
from domain.refusals import Refused

LEAVES = frozenset({"A1", "A2", "A7"})
"""Kinds of matter in which the builder may have to repair."""

PERFORMED_WITHIN = timedelta(days=5)
"""So long the builder has after the notice reached him, in natural days."""


class Covered(StrEnum):
    """What of a building is covered."""

    WATERPROOF = "waterproof"  # 屋面、外墙、有防水要求的房间
    FITTINGS = "fittings"  # 管线、设备、装修


YEARS: Mapping[Covered, int] = {Covered.WATERPROOF: 5, Covered.FITTINGS: 2}
"""Least years from the day on which completion was accepted."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: what part, since when the building is complete, when the notice arrived."""

    part: Covered
    completed: date
    delivered: date

    @property
    def covered_until(self) -> date:
        """Return the last day of the warranty."""
        return _after_years(self.completed, YEARS[self.part])

    @property
    def is_covered(self) -> bool:
        """Say whether the notice arrived within the warranty."""
        return self.completed <= self.delivered <= self.covered_until

    @property
    def performed_until(self) -> date:
        """Return the last day for the builder to begin; the day of notice is not counted."""
        return self.delivered + PERFORMED_WITHIN

    def may_apply(self, today: date) -> bool:
        """Say whether the deposit may be asked for: covered, and the five days are over."""
        return self.is_covered and today > self.performed_until


class Stage(StrEnum):
    """How far a claim is; the comment is the word of the trade."""

    NOTICED = "noticed"  # 维修通知已送达
    PERFORMED = "performed"  # 建设单位已履行
    APPLIED = "applied"  # 已申请动用
    GRANTED = "granted"  # 已核准动用
    DENIED = "denied"  # 未予核准
    REPAIRED = "repaired"  # 已用保修金修好


NEXT: Mapping[Stage, tuple[Stage, ...]] = {
    Stage.NOTICED: (Stage.PERFORMED, Stage.APPLIED),
    Stage.PERFORMED: (),
    Stage.APPLIED: (Stage.GRANTED, Stage.DENIED, Stage.PERFORMED),
    Stage.GRANTED: (Stage.REPAIRED,),
    Stage.DENIED: (Stage.APPLIED, Stage.PERFORMED),
    Stage.REPAIRED: (),
}
ASKED_EVERY = timedelta(days=7)
"""So often who works on it is asked how far the department or the repair is."""

_ASKED = frozenset({Stage.APPLIED, Stage.GRANTED})


@dataclass(frozen=True, slots=True)
class Taken:
    """One step: which, on which Shanghai day, written down when (aware UTC) and by whom."""

    stage: Stage
    day: date
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Warranty:
    """One claim on its way: against which builder, for how many homes, step after step.

    ``told`` counts the reminders about the newest step.
    """

    claim: Claim
    builder: str
    homes: int
    steps: tuple[Taken, ...]
    told: int = 0

    @property
    def stage(self) -> Stage:
        """Return how far it is."""
        return self.steps[-1].stage

    @property
    def since(self) -> date:
        """Return the day of the newest step."""
        return self.steps[-1].day

    @property
    def due_at(self) -> datetime | None:
        """Return when somebody is to be reminded next (aware UTC), None where nothing is due.

        After the notice once, on the first day on which the deposit may be asked for.
        """
        if self.stage is Stage.NOTICED and not self.told:
            return at_nine(self.claim.performed_until + timedelta(days=1))
        if self.stage in _ASKED:
            return at_nine(self.since + (self.told + 1) * ASKED_EVERY)
        return None


def begun(claim: Claim, builder: str, homes: int, first: Taken) -> Warranty:
    """Return a claim whose notice reached the builder.

    Raises:
        Refused: ``warranting.not_covered`` out of warranty, ``warranting.unreadable`` without a
            builder, a home, or for a day that has not been.
    """
    if not builder or homes < 1 or first.day != claim.delivered:
        raise Refused("warranting.unreadable")
    _check_day(first)
    if not claim.is_covered:
        raise Refused("warranting.not_covered")
    return Warranty(claim, builder, homes, (first,))


def taken(warranty: Warranty, step: Taken) -> Warranty:
    """Return the claim one step on.

    Raises:
        Refused: ``warranting.not_now`` if the step does not follow, ``warranting.too_early`` for an
            application within the five days, ``warranting.unreadable`` for a day that cannot be.
    """
    if step.stage not in NEXT[warranty.stage]:
        raise Refused("warranting.not_now")
    _check_day(step)
    if step.day < warranty.since:
        raise Refused("warranting.unreadable")
    if step.stage is Stage.APPLIED and not warranty.claim.may_apply(step.day):
        raise Refused("warranting.too_early")
    return replace(warranty, steps=(*warranty.steps, step), told=0)


def _check_day(step: Taken) -> None:
    if step.day > shanghai_day(step.at):
        raise Refused("warranting.unreadable")


def _after_years(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        # Begun on a leap day, it ends on the last day of that February.
        return day.replace(year=day.year + years, day=28)

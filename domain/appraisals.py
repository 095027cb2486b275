"""Appraisal (考评): exact counts; docs/appraisal.md explains every figure.

Shares are counts or ``Fraction``; nothing is rounded before it is shown.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

from domain.calendar import SHANGHAI, shanghai_day
from domain.states import State

SOLVED = "solved"
NOT_SOLVED = "not_solved"
# So many stars of five say that somebody is pleased.
PLEASED = 4
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Weighting:
    """How figures become one score; a row of the category file (docs/sources.md#appraisal).

    ``points`` are what one to five stars are worth of a hundred; below ``fewest`` rateable cases
    there are counts, but no shares and no rank.
    """

    response: int = 10
    solved: int = 45
    satisfied: int = 45
    points: tuple[int, ...] = (0, 30, 60, 80, 100)
    fewest: int = 10


@dataclass(frozen=True, slots=True)
class Fact:
    """What one case gives to the appraisal of a period; moments are aware UTC.

    ``opened`` and ``ended`` say whether it was within the period. ``answer`` is the residents'
    first word on whether it is solved, ``stars`` their first rating, 0 for none; ``silent_days``
    the longest run of whole working days on which nobody of staff did anything; ``returned_by``
    the unit of each return (退单), whoever holds it now.
    """

    community_id: str
    number: str
    grid: str
    unit: str
    leaf: str
    state: State
    opened_at: datetime
    opened: bool = True
    ended: bool = False
    answer_due: datetime | None = None
    accepted_at: datetime | None = None
    answered_at: datetime | None = None
    resolved_at: datetime | None = None
    answer: str = ""
    stars: int = 0
    returned_by: tuple[str, ...] = ()
    reopened: int = 0
    relapsed: bool = False
    silent_days: int = 0
    households: int = 1
    excluded: str = ""
    whistled: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """So many ``of`` so many, both counts; of none there is no share."""

    count: int = 0
    of: int = 0

    @property
    def value(self) -> Fraction | None:
        """Return the share, 0 to 1, None where there is nothing to share."""
        return Fraction(self.count, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one group of cases in one period.

    ``satisfied.count`` are points, ``satisfied.of`` a hundred for each rated case; ``pleased`` are
    those of the rated cases with four stars or five. Medians are minutes of the clock. ``apart``
    counts what ended and cannot be rated, by why.
    """

    opened: int = 0
    ended: int = 0
    response: Share = Share()
    solved: Share = Share()
    satisfied: Share = Share()
    pleased: Share = Share()
    accept_median: Fraction | None = None
    answer_median: Fraction | None = None
    solve_median: Fraction | None = None
    reopened: int = 0
    returned: int = 0
    relapsed: int = 0
    silent_days: int = 0
    joined_households: int = 0
    whistled: int = 0
    apart: Mapping[str, int] = field(default_factory=dict)

    def score(self, weights: Weighting) -> Fraction | None:
        """Return the weighted score out of a hundred, None where there are too few cases."""
        shares = (self.response.value, self.solved.value, self.satisfied.value)
        worth = (weights.response, weights.solved, weights.satisfied)
        if self.solved.of < weights.fewest:
            return None
        known = [each for each in zip(shares, worth, strict=True) if each[0] is not None]
        total = sum(weight for _, weight in known)
        if len(known) < len(shares) or not total:
            return None
        return 100 * sum((share or 0) * weight for share, weight in known) / Fraction(total)


def month_before(at: datetime) -> tuple[datetime, datetime]:
    """Return the first moments of the Shanghai month before that of ``at`` and of its own month."""
    until = shanghai_day(at).replace(day=1)
    return midnight((until - timedelta(days=1)).replace(day=1)), midnight(until)


def midnight(day: date) -> datetime:
    """Return the first moment of the Shanghai day."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def figures_of(facts: Iterable[Fact], at: datetime, weights: Weighting) -> Figures:
    """Return the figures of these cases as they stand at that moment."""
    known = tuple(facts)
    counted = [fact for fact in known if not fact.excluded]
    ended = [fact for fact in counted if fact.ended and fact.state is State.CLOSED]
    rateable = [fact for fact in ended if fact.answer]
    rated = [fact for fact in ended if fact.stars]
    points = sum(weights.points[fact.stars - 1] for fact in rated)
    return Figures(
        opened=sum(fact.opened for fact in known),
        ended=sum(fact.ended for fact in known),
        response=_response(counted, at),
        solved=Share(sum(fact.answer == SOLVED for fact in rateable), len(rateable)),
        satisfied=Share(points, 100 * len(rated)),
        pleased=Share(sum(fact.stars >= PLEASED for fact in rated), len(rated)),
        accept_median=_median(counted, lambda fact: fact.accepted_at),
        answer_median=_median(counted, lambda fact: fact.answered_at),
        solve_median=_median(ended, lambda fact: fact.resolved_at),
        reopened=sum(fact.reopened > 0 for fact in counted),
        returned=sum(len(fact.returned_by) for fact in counted),
        relapsed=sum(fact.relapsed for fact in counted),
        silent_days=max((fact.silent_days for fact in counted), default=0),
        joined_households=sum(max(fact.households - 1, 0) for fact in counted),
        whistled=sum(fact.whistled for fact in counted),
        apart=Counter(filter(None, map(_apart, known))),
    )


def _response(facts: Iterable[Fact], at: datetime) -> Share:
    # A merged case is answered by the one that is left; who withdrew asks for no answer.
    asked = [
        (fact.answered_at, fact.answer_due)
        for fact in facts
        if fact.opened and fact.state not in (State.MERGED, State.WITHDRAWN)
    ]
    due = [(answered, due) for answered, due in asked if due and (answered or due < at)]
    return Share(sum(answered is not None and answered <= due for answered, due in due), len(due))


def _apart(fact: Fact) -> str:
    if not fact.ended:
        return ""
    if fact.excluded:
        return f"excluded_{fact.excluded}"
    if fact.state is not State.CLOSED:
        return fact.state.value
    return "" if fact.answer else "unconfirmed"


def _median(facts: Iterable[Fact], moment: Callable[[Fact], datetime | None]) -> Fraction | None:
    spent = sorted(
        Fraction((at - fact.opened_at) // _MINUTE)
        for fact in facts
        if (at := moment(fact)) and fact.state is not State.MERGED
    )
    middle = len(spent) // 2
    if not spent:
        return None
    return spent[middle] if len(spent) % 2 else (spent[middle - 1] + spent[middle]) / 2


@dataclass(frozen=True, slots=True)
class Called:
    """What became of the whistles (吹哨) of a period: of one body called, or of one that blew.

    ``arrived`` counts who came at all, ``in_time`` who came by the time that was named.
    """

    code: str
    called: int
    arrived: int
    in_time: int

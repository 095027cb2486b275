"""Find a time for several people (约时间): half-hours, three answers, no secrets told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

SLOT = timedelta(minutes=30)

YES = Fraction(1)
IF_NEED_BE = Fraction(1, 2)
NO = Fraction(0)

Answers = Mapping[datetime, Fraction]
"""What one person said of each half-hour, by its beginning in aware UTC; silence is no."""


@dataclass(frozen=True, slots=True)
class Session:
    """A time that suits everybody who has to be there."""

    begins: datetime
    slots: int
    score: Fraction

    @property
    def ends(self) -> datetime:
        """Return when it is over, in aware UTC."""
        return self.begins + self.slots * SLOT


def best_session(
    slots: int,
    required: Mapping[str, Answers],
    optional: Mapping[str, Answers] | None = None,
    *,
    not_before: datetime,
) -> Session | None:
    """Return the best time of ``slots`` half-hours, None if none suits all who are required.

    A person's answer to a session is the lowest of its half-hours. The score is the sum of those
    required plus half the sum of those optional; of equals the one with fewer "if need be" among
    the required wins, then the earliest.
    """
    asked = required.values()
    starts = sorted({at for answers in asked for at in answers if at >= not_before})
    found = [
        (-score, unsure, begins)
        for begins in starts
        for score, unsure in _scored(begins, slots, required, optional or {})
    ]
    if not found:
        return None
    score, _, begins = min(found)
    return Session(begins, slots, -score)


def blockers(slots: int, required: Mapping[str, Answers], *, not_before: datetime) -> list[str]:
    """Return who, alone, leaves the others without a time; told to the mediator only."""
    return [
        name
        for name in required
        if best_session(
            slots,
            {other: said for other, said in required.items() if other != name},
            not_before=not_before,
        )
        and not best_session(slots, required, not_before=not_before)
    ]


def _scored(
    begins: datetime,
    slots: int,
    required: Mapping[str, Answers],
    optional: Mapping[str, Answers],
) -> Iterator[tuple[Fraction, int]]:
    must = [_lowest(answers, begins, slots) for answers in required.values()]
    if all(answer >= IF_NEED_BE for answer in must):
        may = [_lowest(answers, begins, slots) for answers in optional.values()]
        unsure = sum(answer == IF_NEED_BE for answer in must)
        yield sum(must, NO) + sum(may, NO) / 2, unsure


def _lowest(answers: Answers, begins: datetime, slots: int) -> Fraction:
    times: Sequence[datetime] = [begins + number * SLOT for number in range(slots)]
    return min(answers.get(at, NO) for at in times)

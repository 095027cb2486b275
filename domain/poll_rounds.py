"""When a vote (表决) begins and ends, and whom the clock asks, how often and in which order.

Nobody is asked more or less for what his neighbours said: only whether a home has answered is known
(docs/sources.md#votes).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from domain.ballots import NO_VOTES, ClosedVotes, Poll, Stairs, order_of
from domain.calendar import SHANGHAI, Calendar, shanghai_day
from domain.polls import Asked

# So many days before it begins a vote is announced, and so many it is open.
NOTICE, SHORTEST, LONGEST = 15, 5, 60
_USUAL_DAYS = 20
# So long is a question at most: it stands on a ballot.
LONGEST_QUESTION = 200
# So often a household is asked in all, the first time included.
MOST_ASKED = 4
# So many days after the close objections are heard before the result is final.
OBJECTED = timedelta(days=7)
_A_DAY = timedelta(days=1)
_CLOSES_AT = time(20)
_OPENS_AT = time(8)
# After so many questions without an answer whoever serves the stairwell goes to the door.
_UNHEARD = 2


@dataclass(frozen=True, slots=True)
class PollRound:
    """A poll as the clock looks at it; ``votes`` are those of one that is over, else empty."""

    poll: Poll
    homes: tuple[Asked, ...]
    votes: ClosedVotes = NO_VOTES


def usual_days(day: date) -> tuple[date, date]:
    """Return the first and last day of a vote that is announced on that day, as is usual."""
    first = day + timedelta(days=NOTICE)
    return first, first + timedelta(days=_USUAL_DAYS)


def window_of(first: date, last: date, at: datetime) -> tuple[datetime, datetime] | None:
    """Return when a poll of those Shanghai days opens and closes, in UTC; None if it may not."""
    announced = (first - shanghai_day(at)).days
    if announced < NOTICE or not SHORTEST <= (last - first).days <= LONGEST:
        return None
    opens = datetime.combine(first, _OPENS_AT, SHANGHAI).astimezone(at.tzinfo)
    closes = datetime.combine(last, _CLOSES_AT, SHANGHAI).astimezone(at.tzinfo)
    return opens, closes


def looks_again(poll: Poll, at: datetime, calendar: Calendar) -> datetime:
    """Return when the clock looks at an open poll next: each morning, and at the close."""
    return min(calendar.quiet_ends(at) + _A_DAY, poll.closes)


def to_ask(poll: Poll, homes: Iterable[Asked], at: datetime) -> tuple[Asked, ...]:
    """Return which homes are asked now: at the beginning, and thrice if they do not answer.

    Nobody is asked twice within a day, more than four times, after he voted or said enough of it.
    """
    return tuple(each for each in homes if _is_due(poll, each, at))


def _is_due(poll: Poll, home: Asked, at: datetime) -> bool:
    if home.stopped or home.is_cast or home.unit.let or not home.people:
        return False
    if home.asked_at is None:
        return True
    if home.times >= MOST_ASKED or at - home.asked_at < _A_DAY:
        return False
    asked = shanghai_day(home.asked_at)
    return any(asked < mark <= shanghai_day(at) for mark in _marks(poll))


def to_visit(poll: Poll, homes: Iterable[Asked], at: datetime) -> tuple[Asked, ...]:
    """Return which homes somebody should go to today: on the third day, and three before the end.

    Those who were asked twice in vain or whom no chat reaches; never who wants to hear no more.
    """
    if shanghai_day(at) not in _marks(poll)[:2]:
        return ()
    silent = (each for each in homes if not each.is_cast and not each.stopped)
    return tuple(
        each for each in silent if each.times >= _UNHEARD or not each.people or each.unit.let
    )


def by_response(homes: Iterable[Asked]) -> tuple[tuple[Stairs, Sequence[Asked]], ...]:
    """Return the homes by stairwell; first where the smallest share of them has answered."""
    found: dict[Stairs, list[Asked]] = {}
    for each in homes:
        found.setdefault(each.unit.stairs, []).append(each)
    return tuple(sorted(found.items(), key=lambda item: (_answered(item[1]), order_of(item[0]))))


def _answered(homes: Sequence[Asked]) -> Fraction:
    return Fraction(sum(each.is_cast for each in homes), len(homes))


def _marks(poll: Poll) -> tuple[date, ...]:
    first, last = shanghai_day(poll.opens), shanghai_day(poll.closes)
    return first + 3 * _A_DAY, last - 3 * _A_DAY, last - _A_DAY

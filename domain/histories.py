"""What the events of one case say for the appraisal: first answers, first rating, silence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.appraisals import NOT_SOLVED, SOLVED
from domain.calendar import Calendar, shanghai_day
from domain.states import RESIDENTS, Act, Part, State

_ANSWERS = {Act.CONFIRM: SOLVED, Act.DISPUTE: NOT_SOLVED}
# While residents are asked, or others decide, nobody of staff is silent.
_IN_HANDS = frozenset({State.NEW, State.ASSIGNED, State.ACCEPTED, State.IN_MEDIATION})
_NOT_STAFF = RESIDENTS | {Part.STATION}


@dataclass(frozen=True, slots=True)
class Happening:
    """So much of one event: who did what, when, and where it led; ``actor`` as in ``Event``."""

    at: datetime
    part: Part
    act: Act
    after: State
    reason: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """The residents' first word, their first stars, when it was first signed for, the silence.

    ``returns`` are the returns (退单), oldest first.
    """

    answer: str = ""
    stars: int = 0
    accepted_at: datetime | None = None
    silent_days: int = 0
    returns: tuple[Happening, ...] = ()


def history_of(happenings: Iterable[Happening], until: datetime, calendar: Calendar) -> History:
    """Return what the events of a case, oldest first, say up to that moment.

    The first answer counts, whatever follows it: what was done again was not solved at first.
    """
    known = tuple(happenings)
    answers = (_ANSWERS[each.act] for each in known if each.act in _ANSWERS)
    stars = (int(each.reason) for each in known if each.act is Act.RATE and each.reason)
    signed = (each.at for each in known if each.act is Act.ACCEPT)
    return History(
        answer=next(answers, ""),
        stars=next(stars, 0),
        accepted_at=next(signed, None),
        silent_days=_silence(known, until, calendar),
        returns=tuple(each for each in known if each.act is Act.RETURN),
    )


def _silence(known: tuple[Happening, ...], until: datetime, calendar: Calendar) -> int:
    longest = 0
    since: datetime | None = None
    for each in known:
        if since and (each.part not in _NOT_STAFF or each.after not in _IN_HANDS):
            longest = max(longest, whole_working_days(since, each.at, calendar))
            since = None
        if each.after in _IN_HANDS and since is None:
            since = each.at
    return max(longest, whole_working_days(since, until, calendar)) if since else longest


def whole_working_days(since: datetime, until: datetime, calendar: Calendar) -> int:
    """Return how many working days lie wholly between the two moments, Shanghai days."""
    day, last = calendar.next_working_day(shanghai_day(since)), shanghai_day(until)
    days = 0
    while day < last:
        days += 1
        day = calendar.next_working_day(day)
    return days

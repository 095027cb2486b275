"""After the agreement binds: who is reminded of what and when, the court's window, the revisits.

Days and limits are docs/sources.md#performance.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.agreements import Agreement, Term
from domain.calendar import Calendar, at_nine, shanghai_day
from domain.deadlines import Limit, due_at
from domain.mediation_states import Role, Stage
from domain.mediations import Mediation
from domain.refusals import Refused

CHASED_ON = (-3, 0, 1, 7)
"""Days from the day of a promise on which it is chased; at most these four, in one letter a day."""

BROKEN_AFTER = 8
"""So many days after its day an unmet promise is a breach."""

CHECKED_AFTER = timedelta(days=7)
"""So long the other side may keep silent after "done" before somebody looks for himself."""

COURT_WINDOW = Limit.parse("30d")
COURT_REMINDED = (3, 15, 25, 29)
REVISITED = (7, 30, 90)
"""Days after performance on which each side is asked how things are."""

QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Chased:
    """What is due to be said today: terms by number, by how many days they are off their day."""

    number: int
    term: Term
    days: int


def court_ends(agreement: Agreement, calendar: Calendar) -> datetime | None:
    """Return until when both may ask the court together, None if it does not bind yet.

    The day of effect is not counted; a last day of rest moves to the next working day.
    """
    return due_at(agreement.in_force, COURT_WINDOW, calendar) if agreement.in_force else None


def is_court_open(agreement: Agreement, at: datetime, calendar: Calendar) -> bool:
    """Say whether the window is open and neither side declined nor anything was filed."""
    ends = court_ends(agreement, calendar)
    return ends is not None and at <= ends and not agreement.declined and not agreement.court


def chased_today(agreement: Agreement, day: date) -> tuple[Chased, ...]:
    """Return the open terms of which a day of chasing has come that was not used yet."""
    return tuple(
        Chased(number, term, (day - term.due).days)
        for number, term in enumerate(agreement.terms, start=1)
        if term.due and term.is_open and _passed(term, day) > term.chased
    )


def _passed(term: Term, day: date) -> int:
    """Return how many days of chasing have come; a promise of a short time skips the first."""
    return sum(day >= (term.due or day) + timedelta(days=each) for each in CHASED_ON)


def chased(agreement: Agreement, day: date) -> Agreement:
    """Return the agreement after what was due was said."""
    terms = tuple(
        replace(each, chased=max(each.chased, _passed(each, day))) for each in agreement.terms
    )
    return replace(agreement, terms=terms)


def court_days(agreement: Agreement, day: date) -> int:
    """Return how many reminders of the court have come until that day."""
    if agreement.in_force is None:
        return 0
    gone = (day - shanghai_day(agreement.in_force)).days
    return sum(gone >= each for each in COURT_REMINDED)


def is_all_met(agreement: Agreement) -> bool:
    """Say whether nothing is open that had a day."""
    return not any(each.is_open for each in agreement.terms)


def broken_at(agreement: Agreement) -> datetime | None:
    """Return when the first promise that nobody calls done is broken, in UTC."""
    days = [each.due for each in agreement.terms if each.due and each.is_open and not each.told_at]
    return at_nine(min(days) + timedelta(days=BROKEN_AFTER)) if days else None


def to_check(agreement: Agreement, at: datetime) -> tuple[int, ...]:
    """Return the numbers of terms called done so long ago that somebody has to look."""
    return tuple(
        number
        for number, term in enumerate(agreement.terms, start=1)
        if term.is_open and term.told_at and term.told_at + CHECKED_AFTER <= at
    )


def next_look(mediation: Mediation, at: datetime, calendar: Calendar) -> datetime | None:
    """Return when the station has to say or do something next, in UTC."""
    agreement = mediation.agreement
    if agreement is None:
        return mediation.due_at
    moments = [each for each in _moments(mediation, agreement, calendar) if each > at]
    if to_check(agreement, at):
        moments.append(at + CHECKED_AFTER)
    return min(moments, default=mediation.due_at)


def rescheduled(mediation: Mediation, at: datetime, calendar: Calendar) -> Mediation:
    """Return the mediation with its limit and its next look as its promises stand now."""
    agreement = mediation.agreement
    if agreement and mediation.stage is Stage.PERFORM:
        mediation = replace(mediation, due_at=broken_at(agreement))
    return replace(mediation, wake_at=next_look(mediation, at, calendar))


def _moments(mediation: Mediation, agreement: Agreement, calendar: Calendar) -> Iterator[datetime]:
    if mediation.due_at:
        yield mediation.due_at
    for term in agreement.terms:
        yield from _of_term(term)
    if agreement.in_force and is_court_open(agreement, agreement.in_force, calendar):
        start = shanghai_day(agreement.in_force)
        yield from (at_nine(start + timedelta(days=each)) for each in COURT_REMINDED)
    if mediation.stage is Stage.FOLLOW_UP:
        start = shanghai_day(mediation.since)
        yield from (at_nine(start + timedelta(days=each)) for each in REVISITED)


def _of_term(term: Term) -> Iterator[datetime]:
    if not term.due or not term.is_open:
        return
    yield from (at_nine(term.due + timedelta(days=each)) for each in CHASED_ON)
    if term.told_at:
        yield term.told_at + CHECKED_AFTER


def revisits_due(mediation: Mediation, day: date) -> int:
    """Return how many revisits have come until that day."""
    gone = (day - shanghai_day(mediation.since)).days
    return sum(gone >= each for each in REVISITED)


def term_of(agreement: Agreement, number: str) -> tuple[int, Term]:
    """Return the place and the term of that number.

    Raises:
        Refused: ``performing.no_term`` for none of them, ``performing.met`` if it is met already.
    """
    if not number.isdecimal() or not 1 <= int(number) <= len(agreement.terms):
        raise Refused("performing.no_term")
    term = agreement.terms[int(number) - 1]
    if not term.is_open:
        raise Refused("performing.met")
    return int(number) - 1, term


def with_term(agreement: Agreement, place: int, term: Term) -> Agreement:
    """Return the agreement with the term at that place changed."""
    terms = (*agreement.terms[:place], term, *agreement.terms[place + 1 :])
    return replace(agreement, terms=terms)


def may_call_done(term: Term, side: Role | None) -> bool:
    """Say whether the side owes the term; of a common promise each owes it."""
    return side is not None and term.owed in (side.value, "both")


def may_call_met(term: Term, side: Role | None) -> bool:
    """Say whether the side may say that the term was met: never who said that it is done."""
    return side in term.confirms and term.told_by != side

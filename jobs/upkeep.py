"""Upkeep: a missing calendar, limits after a new calendar, old cases that wait for a human."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from domain.cases import Case, CaseChanged, perform
from domain.clearing import is_old, kept_until
from domain.clocks import Clocks
from domain.opening import start_clocks
from domain.people import Person, Role, ScopeKind
from domain.presses import Press
from domain.states import OPEN, Act
from domain.turns import Choice, Letter, Step, Text
from jobs.rounds import JobRound

# So long before a year without an official calendar somebody is told.
_AHEAD = timedelta(days=60)


def look_after(work: JobRound) -> Step:
    """Return the limits that a new calendar lengthens, and weekly who must load a missing one."""
    changes = (_reclocked(case, work) for case in work.cases if case.state in OPEN)
    return Step(_calendar_asked(work), tuple(change for change in changes if change))


def retain(work: JobRound) -> Step:
    """Tell once a month how many old cases wait for a human's yes; nothing is deleted here."""
    first = work.day.replace(day=1)
    if work.rules.calendar.next_working_day(first - timedelta(days=1)) != work.day:
        return Step()
    before = kept_until(work.rules, work.at)
    count = sum(is_old(case, work.rules, work.at) for case in work.cases)
    people = _keepers(work) if count else ()
    mark = f"upkeep.retention:{work.community_id}:{first:%Y-%m}"
    letters = (work.letter(person, "upkeep.retention", mark) for person in people)
    values = {"count": count, "days": work.rules.retention.days}
    press = str(Press("clear", argument=f"{before:%Y-%m-%d}"))
    buttons = (Choice(Text("clearing.button"), press),)
    return Step(tuple(replace(letter, values=values, choices=buttons) for letter in letters))


def _calendar_asked(work: JobRound) -> tuple[Letter, ...]:
    calendar, day = work.rules.calendar, work.day
    missing = next((each for each in (day, day + _AHEAD) if calendar.is_provisional(each)), None)
    if missing is None or not calendar.is_first_working_day_of_week(day):
        return ()
    year, week, _ = day.isocalendar()
    mark = f"upkeep.calendar:{work.community_id}:{missing.year}:{year}-W{week:02d}"
    letters = (work.letter(person, "upkeep.calendar", mark) for person in _keepers(work))
    return tuple(replace(letter, values={"year": missing.year}) for letter in letters)


def _keepers(work: JobRound) -> Iterable[Person]:
    seats = (
        *work.serving(Role.DISPATCHER, ScopeKind.COMMUNITY, work.community_id),
        *work.serving(Role.ADMIN, ScopeKind.COMMUNITY, work.community_id),
        *work.serving(Role.ADMIN, ScopeKind.STREET, work.rules.directory.street_id),
    )
    return {person.person_id: person for person in seats}.values()


def _reclocked(case: Case, work: JobRound) -> CaseChanged | None:
    clocks = _lengthened(case, work)
    if clocks == case.clocks:
        return None
    deed = work.deed(Act.RECLOCK, "calendar")
    return perform(case, deed, lambda old: replace(old, clocks=clocks))


def _lengthened(case: Case, work: JobRound) -> Clocks:
    leaf = work.rules.categories.leaf(case.leaf)
    fresh = start_clocks(leaf, case.priority, case.opened_at, work.rules.calendar)
    old = case.clocks
    # The date that the resident was told stays: only he who told it may tell another.
    return replace(
        old,
        accept=_later(old.accept, fresh.accept),
        answer=_later(old.answer, fresh.answer),
        soon=_later(old.soon, fresh.soon),
        solve=_later(old.solve, fresh.solve),
    )


def _later(old: datetime | None, fresh: datetime | None) -> datetime | None:
    return max(old, fresh) if old and fresh else old

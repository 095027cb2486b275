"""The ladder of chasing (催办阶梯): who hears next, and after how long without a tap."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from domain.assists import Assist, AssistKind
from domain.calendar import Calendar
from domain.cases import Case
from domain.categories import Priority
from domain.deadlines import Limit, due_at
from domain.parts import is_accused
from domain.people import Person, Role, ScopeKind
from domain.rules import Rulebook

# Who stands on the steps above the holder (level 0), lowest first.
STEPS: tuple[tuple[Role, ScopeKind], ...] = (
    (Role.SECRETARY, ScopeKind.GRID),
    (Role.DISPATCHER, ScopeKind.COMMUNITY),
    (Role.STREET, ScopeKind.STREET),
)
TOP = len(STEPS)

# How long a nudge waits for a tap before the next level hears (docs/sources.md#ladder).
WAITS: Mapping[Priority, tuple[Limit, ...]] = {
    Priority.DANGER: tuple(map(Limit.parse, ("5m", "10m", "15m", "30m"))),
    Priority.URGENT: tuple(map(Limit.parse, ("1h", "2h", "4h", "1wd"))),
    Priority.NORMAL: tuple(map(Limit.parse, ("1wd", "2wd", "2wd", "5wd"))),
    Priority.SLOW: tuple(map(Limit.parse, ("1wd", "2wd", "2wd", "5wd"))),
}

# The same for a case that nobody holds, once everybody who could take it has been told.
ALARMS: Mapping[Priority, Limit] = {
    Priority.DANGER: Limit.parse("5m"),
    Priority.URGENT: Limit.parse("1h"),
    Priority.NORMAL: Limit.parse("4wh"),
    Priority.SLOW: Limit.parse("4wh"),
}


def is_pressing(case: Case) -> bool:
    """Say whether the case may wake people at any hour."""
    return case.priority <= Priority.URGENT


def again_at(case: Case, level: int, at: datetime, calendar: Calendar) -> datetime:
    """Return when the next level hears if nobody taps; ordinary matters wait for office hours."""
    due = due_at(at, WAITS[case.priority][min(level, TOP)], calendar)
    return due if is_pressing(case) else calendar.next_message_time(due)


def people_at(case: Case, level: int, rules: Rulebook, day: date) -> tuple[Person, ...]:
    """Return who hears at that level: never anybody whom the case is about, deputies included.

    Level 0 is the holder, 1 the grid's secretaries, 2 the community, 3 the street.
    """
    directory = rules.directory
    holder = directory.person(case.holder)
    seats: tuple[Person, ...] = (holder,) if holder else ()
    if level > 0:
        role, scope = STEPS[min(level, TOP) - 1]
        code = {
            ScopeKind.GRID: case.grid,
            ScopeKind.COMMUNITY: case.community_id,
            ScopeKind.STREET: directory.street_id,
        }[scope]
        seats = directory.serving(role, scope, code, day)
    return _impartial(seats, case, rules, day)


def people_called(case: Case, assist: Assist, rules: Rulebook, day: date) -> tuple[Person, ...]:
    """Return who hears that they were called: the person, of a whistle the whole department.

    Deputies for the absent, and never anybody whom the case is about.
    """
    directory = rules.directory
    person = directory.person(assist.person_id)
    seats: tuple[Person, ...] = (person,) if person else ()
    if assist.kind is AssistKind.WHISTLE:
        seats += directory.serving(Role.OFFICER, ScopeKind.DEPARTMENT, assist.queue, day)
    return _impartial(seats, case, rules, day)


def _impartial(
    seats: Iterable[Person], case: Case, rules: Rulebook, day: date
) -> tuple[Person, ...]:
    directory = rules.directory
    found: dict[str, Person] = {}
    for seat in seats:
        person = directory.person(rules.deputy_of(seat.person_id, day))
        if person and not (is_accused(case, person, day) or is_accused(case, seat, day)):
            found[person.person_id] = person
    return tuple(found.values())


def level_of(case: Case, person_id: str, rules: Rulebook, day: date) -> int:
    """Return the highest level at which the person hears of the case, 0 for below the ladder."""
    levels = (
        level
        for level in range(1, TOP + 1)
        if any(person.person_id == person_id for person in people_at(case, level, rules, day))
    )
    return max(levels, default=0)


def climb(case: Case, level: int, rules: Rulebook, day: date) -> tuple[int, tuple[Person, ...]]:
    """Return the lowest level from ``level`` up at which somebody new hears, and who they are.

    Past the top the street is told again, and where nobody serves at all those who are away and
    the admins: never silence. The tuple is empty only when there are none of these.
    """
    below = {
        person.person_id for step in range(level) for person in people_at(case, step, rules, day)
    }
    for step in range(level, TOP + 1):
        people = people_at(case, step, rules, day)
        fresh = tuple(person for person in people if person.person_id not in below)
        if fresh:
            return step, fresh
    for step in range(TOP, -1, -1):
        people = people_at(case, step, rules, day)
        if people:
            return step, people
    return TOP, _last_resort(case, rules, day)


def _last_resort(case: Case, rules: Rulebook, day: date) -> tuple[Person, ...]:
    directory = rules.directory
    seats = (
        *directory.serving(Role.DISPATCHER, ScopeKind.COMMUNITY, case.community_id, day),
        *directory.serving(Role.STREET, ScopeKind.STREET, directory.street_id, day),
        *directory.serving(Role.ADMIN, ScopeKind.COMMUNITY, case.community_id, day),
        *directory.serving(Role.ADMIN, ScopeKind.STREET, directory.street_id, day),
    )
    once = {person.person_id: person for person in seats}.values()
    return tuple(person for person in once if not is_accused(case, person, day))

"""The ladder of chasing (催办阶梯): who hears next, and after how long without a tap."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from domain.assists import Assist, AssistKind
from domain.cases import Case
from domain.categories import Priority, Rung
from domain.deadlines import due_at
from domain.parts import is_accused
from domain.people import Person, Role, ScopeKind
from domain.rules import Rulebook

# Over what each who may stand on the ladder serves.
SCOPES: Mapping[Role, ScopeKind] = {
    Role.CAPTAIN: ScopeKind.MICROGRID,
    Role.GRID_WORKER: ScopeKind.GRID,
    Role.GRID_HEAD: ScopeKind.GRID,
    Role.SECRETARY: ScopeKind.GRID,
    Role.DISPATCHER: ScopeKind.COMMUNITY,
    Role.STREET: ScopeKind.STREET,
}


def rungs(case: Case, rules: Rulebook) -> tuple[Rung, ...]:
    """Return the ladder of the case, the holder first: by leaf, else by priority.

    A matter that became more pressing than its kind goes by its priority.
    """
    leaf = rules.categories.leaf(case.leaf)
    usual = leaf.ladder and case.priority >= leaf.priority
    return leaf.ladder if usual else rules.categories.ladder[case.priority]


def top(case: Case, rules: Rulebook) -> int:
    """Return the highest level of the ladder of the case."""
    return len(rungs(case, rules)) - 1


def is_pressing(case: Case) -> bool:
    """Say whether the case may wake people at any hour."""
    return case.priority <= Priority.URGENT


def again_at(case: Case, level: int, at: datetime, rules: Rulebook) -> datetime:
    """Return when the next level hears if nobody taps; ordinary matters wait for office hours."""
    rung = rungs(case, rules)[min(level, top(case, rules))]
    return _at_work(case, due_at(at, rung.wait, rules.calendar), rules)


def alarm_at(case: Case, at: datetime, rules: Rulebook) -> datetime:
    """Return when the next alarm follows about a case that nobody holds."""
    alarm = rules.categories.alarms[case.priority]
    return _at_work(case, due_at(at, alarm, rules.calendar), rules)


def _at_work(case: Case, due: datetime, rules: Rulebook) -> datetime:
    return due if is_pressing(case) else rules.calendar.next_message_time(due)


def people_at(case: Case, level: int, rules: Rulebook, day: date) -> tuple[Person, ...]:
    """Return who hears at that level: never anybody whom the case is about, deputies included.

    Level 0 is the holder, those above are the rungs of the ladder of the case.
    """
    role = rungs(case, rules)[min(level, top(case, rules))].role
    if role:
        return people_of(case, role, rules, day)
    holder = rules.directory.person(case.holder)
    return _impartial((holder,) if holder else (), case, rules, day)


def people_of(case: Case, role: Role, rules: Rulebook, day: date) -> tuple[Person, ...]:
    """Return who serves the case in that role, as ``people_at`` does."""
    scope = SCOPES[role]
    code = {
        ScopeKind.MICROGRID: case.microgrid,
        ScopeKind.GRID: case.grid,
        ScopeKind.COMMUNITY: case.community_id,
        ScopeKind.STREET: rules.directory.street_id,
    }[scope]
    return _impartial(rules.directory.serving(role, scope, code, day), case, rules, day)


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
        for level in range(1, top(case, rules) + 1)
        if any(person.person_id == person_id for person in people_at(case, level, rules, day))
    )
    return max(levels, default=0)


def climb(case: Case, level: int, rules: Rulebook, day: date) -> tuple[int, tuple[Person, ...]]:
    """Return the lowest level from ``level`` up at which somebody new hears, and who they are.

    Past the top the highest is told again, and where nobody serves at all those who are away and
    the admins: never silence. The tuple is empty only when there are none of these.
    """
    below = {
        person.person_id for step in range(level) for person in people_at(case, step, rules, day)
    }
    last = top(case, rules)
    for step in range(level, last + 1):
        people = people_at(case, step, rules, day)
        fresh = tuple(person for person in people if person.person_id not in below)
        if fresh:
            return step, fresh
    for step in range(last, -1, -1):
        people = people_at(case, step, rules, day)
        if people:
            return step, people
    return last, _last_resort(case, rules, day)


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

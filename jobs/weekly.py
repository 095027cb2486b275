"""The weekly list on the first working day: every open case, oldest first, one letter a person."""

from collections.abc import Iterable

from domain.calendar import shanghai_day
from domain.cases import Case
from domain.ladder import people_at, top
from domain.letters import case_values
from domain.people import Person, Role, ScopeKind
from domain.presses import Press, press_on
from domain.privacy import view_case
from domain.states import OPEN
from domain.turns import Choice, Letter, Step, Text, Value
from jobs.rounds import JobRound

# What fits below one message; the rest is found in the lists of the desk.
_MOST_BUTTONS = 12


def list_open(work: JobRound) -> Step:
    """Return the week's lists: secretaries their grids, dispatchers all of the community.

    A case that has climbed to the top stays on the list of everybody in its chain: its holder
    reads it here, unless he serves the street (``jobs.roll_up``).

    Nothing on any other day than the first working day of a week.
    """
    if not work.rules.calendar.is_first_working_day_of_week(work.day):
        return Step()
    cases = oldest_first(work)
    letters: dict[str, Letter] = {}
    for person in work.serving(Role.DISPATCHER, ScopeKind.COMMUNITY, work.community_id):
        letters[person.person_id] = list_for(person, cases, work, _by_grid(cases, work))
    for person, grids in _secretaries(work):
        mine = (case for case in cases if case.grid in grids)
        letters.setdefault(person.person_id, list_for(person, mine, work))
    for person, held in holders_of(climbed(cases, work), work):
        if person.community_id == work.community_id:
            letters.setdefault(person.person_id, list_for(person, held, work))
    return Step(tuple(letters.values()))


def oldest_first(work: JobRound) -> list[Case]:
    """Return the open cases of the round, oldest first."""
    cases = (case for case in work.cases if case.state in OPEN)
    return sorted(cases, key=lambda case: (case.opened_at, case.number))


def climbed(cases: Iterable[Case], work: JobRound) -> list[Case]:
    """Return the cases that have climbed to the top of their ladder."""
    return [case for case in cases if case.level >= top(case, work.rules)]


def holders_of(cases: Iterable[Case], work: JobRound) -> Iterable[tuple[Person, list[Case]]]:
    """Return who holds any of the cases, deputies for the absent, each with his own."""
    people: dict[str, Person] = {}
    held: dict[str, list[Case]] = {}
    for case in cases:
        for person in people_at(case, 0, work.rules, work.day):
            people[person.person_id] = person
            held.setdefault(person.person_id, []).append(case)
    return [(person, held[person_id]) for person_id, person in people.items()]


def _secretaries(work: JobRound) -> Iterable[tuple[Person, set[str]]]:
    people: dict[str, Person] = {}
    grids: dict[str, set[str]] = {}
    for grid in work.rules.directory.grids:
        is_here = grid.community_id == work.community_id and grid.holds_on(work.day)
        seats = work.serving(Role.SECRETARY, ScopeKind.GRID, grid.code) if is_here else ()
        for person in seats:
            people[person.person_id] = person
            grids.setdefault(person.person_id, set()).add(grid.code)
    return [(person, grids[person_id]) for person_id, person in people.items()]


def list_for(
    person: Person, cases: Iterable[Case], work: JobRound, grids: tuple[Text, ...] = ()
) -> Letter:
    """Return the week's list of those of the cases that the person may see, one line each."""
    told = [(case, line) for case in cases if (line := line_of(case, person, work))]
    if not told:
        return weekly_letter(person, Text("weekly.nothing"), work)
    sums = Text("weekly.sums", {"lines": grids}) if len(grids) > 1 else ""
    lines = tuple(line for _, line in told)
    values: dict[str, Value] = {"count": len(told), "lines": lines, "sums": sums}
    buttons = tuple(
        Choice(Text("weekly.open", {"number": case.number}), press_on(case, "mine"))
        for case, _ in told[:_MOST_BUTTONS]
    )
    mine = Choice(Text("weekly.mine"), str(Press("list", argument="mine/0")))
    return weekly_letter(person, Text("weekly.list", values), work, (*buttons, mine))


def line_of(case: Case, person: Person, work: JobRound) -> Text | None:
    """Return what the list says of the case, None where the person may not see it."""
    view = view_case(case, person, work.rules, work.day)
    if view is None:
        return None
    promised = {"promised": view.promised} if view.promised else None
    values: dict[str, Value] = {
        **case_values(view, work.rules),
        "age": age_of(case, work),
        "promise": Text("weekly.promised", promised) if promised else Text("weekly.unpromised"),
        "late": Text("weekly.late") if is_late(case, work) else "",
        "waits": _waits(case, work),
    }
    return Text("weekly.line", values)


def _waits(case: Case, work: JobRound) -> Value:
    # Until the first answer the resident waits as long as the case is old.
    if case.waiting_since is None or case.answered_at is None:
        return ""
    days = (work.day - shanghai_day(case.waiting_since)).days
    return Text("weekly.waits", {"days": days})


def _by_grid(cases: Iterable[Case], work: JobRound) -> tuple[Text, ...]:
    by_grid: dict[str, list[Case]] = {}
    for case in cases:
        by_grid.setdefault(case.grid, []).append(case)
    return tuple(_grid_line(code, mine, work) for code, mine in sorted(by_grid.items()))


def _grid_line(code: str, cases: list[Case], work: JobRound) -> Text:
    grid = work.rules.directory.grid(code)
    values: dict[str, Value] = {
        "grid": grid.name if grid else Text("weekly.no_grid"),
        "count": len(cases),
        "late": sum(is_late(case, work) for case in cases),
        "age": age_of(cases[0], work),
    }
    return Text("weekly.grid_line", values)


def age_of(case: Case, work: JobRound) -> int:
    """Return since how many days the case has been open."""
    return (work.day - shanghai_day(case.opened_at)).days


def is_late(case: Case, work: JobRound) -> bool:
    """Say whether the promise of the case is broken."""
    return case.clocks.promised is not None and case.clocks.promised <= work.at


def weekly_letter(
    person: Person, text: Text, work: JobRound, choices: tuple[Choice, ...] = ()
) -> Letter:
    """Return the letter of the week to the person, which he gets once."""
    year, week, _ = work.day.isocalendar()
    return Letter(
        to=person.person_id,
        key=text.key,
        values=text.values,
        choices=choices,
        not_before=work.message_time,
        dedupe=f"weekly:{work.community_id}:{year}-W{week:02d}",
    )

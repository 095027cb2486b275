"""The weekly list on the first working day: every open case, oldest first, one letter a person."""

from collections.abc import Iterable

from domain.calendar import shanghai_day
from domain.cases import Case
from domain.ladder import TOP, people_at
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
    """Return the week's lists: secretaries their grids, dispatchers all, the street the counts.

    A case that has climbed to the top stays on the list of everybody in its chain: its holder
    reads it, and the street beside the counts.

    Nothing on any other day than the first working day of a week.
    """
    if not work.rules.calendar.is_first_working_day_of_week(work.day):
        return Step()
    cases = sorted(
        (case for case in work.cases if case.state in OPEN),
        key=lambda case: (case.opened_at, case.number),
    )
    letters: dict[str, Letter] = {}
    for person in work.serving(Role.DISPATCHER, ScopeKind.COMMUNITY, work.community_id):
        letters[person.person_id] = _list(person, cases, work)
    for person, grids in _secretaries(work):
        mine = (case for case in cases if case.grid in grids)
        letters.setdefault(person.person_id, _list(person, mine, work))
    directory = work.rules.directory
    for person in work.serving(Role.STREET, ScopeKind.STREET, directory.street_id):
        letters.setdefault(person.person_id, _counts(person, cases, work))
    for person, held in _holders(_climbed(cases), work):
        letters.setdefault(person.person_id, _list(person, held, work))
    return Step(tuple(letters.values()))


def _climbed(cases: Iterable[Case]) -> list[Case]:
    return [case for case in cases if case.level >= TOP]


def _holders(cases: Iterable[Case], work: JobRound) -> Iterable[tuple[Person, list[Case]]]:
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


def _list(person: Person, cases: Iterable[Case], work: JobRound) -> Letter:
    told = [(case, line) for case in cases if (line := _line(case, person, work))]
    if not told:
        return _letter(person, Text("weekly.nothing"), work)
    values: dict[str, Value] = {"count": len(told), "lines": tuple(line for _, line in told)}
    buttons = tuple(
        Choice(Text("weekly.open", {"number": case.number}), press_on(case, "mine"))
        for case, _ in told[:_MOST_BUTTONS]
    )
    mine = Choice(Text("weekly.mine"), str(Press("list", argument="mine/0")))
    return _letter(person, Text("weekly.list", values), work, (*buttons, mine))


def _line(case: Case, person: Person, work: JobRound) -> Text | None:
    view = view_case(case, person, work.rules, work.day)
    if view is None:
        return None
    promised = {"promised": view.promised} if view.promised else None
    values: dict[str, Value] = {
        **case_values(view, work.rules),
        "age": _age(case, work),
        "promise": Text("weekly.promised", promised) if promised else Text("weekly.unpromised"),
        "late": Text("weekly.late") if _is_late(case, work) else "",
    }
    return Text("weekly.line", values)


def _counts(person: Person, cases: Iterable[Case], work: JobRound) -> Letter:
    by_grid: dict[str, list[Case]] = {}
    cases = list(cases)
    for case in cases:
        by_grid.setdefault(case.grid, []).append(case)
    name = work.rules.directory.community(work.community_id).name
    if not by_grid:
        return _letter(person, Text("weekly.street_nothing", {"community": name}), work)
    lines = tuple(_grid_line(code, mine, work) for code, mine in sorted(by_grid.items()))
    values: dict[str, Value] = {
        "community": name,
        "count": sum(map(len, by_grid.values())),
        "lines": lines,
        "topped": _topped(person, _climbed(cases), work),
    }
    return _letter(person, Text("weekly.street", values), work)


def _topped(person: Person, cases: Iterable[Case], work: JobRound) -> Value:
    lines = tuple(line for case in cases if (line := _line(case, person, work)))
    return Text("weekly.topped", {"count": len(lines), "lines": lines}) if lines else ""


def _grid_line(code: str, cases: list[Case], work: JobRound) -> Text:
    grid = work.rules.directory.grid(code)
    values: dict[str, Value] = {
        "grid": grid.name if grid else Text("weekly.no_grid"),
        "count": len(cases),
        "late": sum(_is_late(case, work) for case in cases),
        "age": _age(cases[0], work),
    }
    return Text("weekly.grid_line", values)


def _age(case: Case, work: JobRound) -> int:
    return (work.day - shanghai_day(case.opened_at)).days


def _is_late(case: Case, work: JobRound) -> bool:
    return case.clocks.promised is not None and case.clocks.promised <= work.at


def _letter(person: Person, text: Text, work: JobRound, choices: tuple[Choice, ...] = ()) -> Letter:
    year, week, _ = work.day.isocalendar()
    return Letter(
        to=person.person_id,
        key=text.key,
        values=text.values,
        choices=choices,
        not_before=work.message_time,
        dedupe=f"weekly:{work.community_id}:{year}-W{week:02d}",
    )

"""When grids were split or merged: open cases move to the heirs, their clocks do not.

Closed cases keep the old code, so that they are appraised where they were handled.
"""

from dataclasses import replace

from domain.cases import Case, perform
from domain.directory import Grid
from domain.ladder import people_at, people_of
from domain.letters import Notice, name_text
from domain.opening import matter_of, placed
from domain.people import Person, Role
from domain.presses import press_on
from domain.routing import route
from domain.states import Act, State
from domain.turns import Choice, Letter, Step, Text
from jobs.rounds import JobRound


def regrid(work: JobRound) -> Step:
    """Return every open case of a closed grid in the hands of the grid that carries on its work."""
    step = Step()
    for case in work.cases:
        grid = work.rules.directory.grid(case.grid)
        if grid and not grid.holds_on(work.day):
            step = step.joined(_moved(case, grid, work))
    return step


def _moved(case: Case, old: Grid, work: JobRound) -> Step:
    heirs = work.rules.directory.living_grids(old, work.day)
    way = route(matter_of(case, work.rules.categories), work.rules, work.day)
    grid = way.grid or (heirs[0].code if len(heirs) == 1 else "")
    serves = _serves(work.rules.directory.person(case.holder), work)
    way = replace(way, grid=grid, queue=case.queue if serves else way.queue)
    way = replace(way, holder=case.holder if serves else way.holder)
    act = Act.ASSIGN if case.state is State.NEW and way.holder else Act.MOVE
    done = perform(case, work.deed(act, f"regrid.{old.code}"), lambda each: placed(each, way))
    return Step(_told(case, done.case, work), (done,))


def _serves(holder: Person | None, work: JobRound) -> bool:
    return holder is not None and holder.is_staff(work.day)


def _told(before: Case, case: Case, work: JobRound) -> tuple[Letter, ...]:
    grid = work.rules.directory.grid(case.grid)
    secretaries = people_of(case, Role.SECRETARY, work.rules, work.day)
    values = {
        "grid": grid.name if grid else Text("regrid.community"),
        "secretary": name_text(_first(secretaries), work.rules),
    }
    mark = f"regrid:{case.number}:{case.version}"
    letters = work.to_parties(case, Notice("regrid.moved", values, dedupe=mark))
    buttons = (Choice(Text("chase.accept"), press_on(case, "do", Act.ACCEPT.value)),)
    fresh = case.holder != before.holder
    holders = people_at(case, 0, work.rules, work.day) if fresh else ()
    others = [each for each in secretaries if each not in holders]
    return (
        *letters,
        *work.to_staff(holders, case, Notice("regrid.taken_over", {}, buttons, dedupe=mark)),
        *work.to_staff(others, case, Notice("regrid.came_in", dedupe=mark)),
    )


def _first(people: tuple[Person, ...]) -> str:
    return people[0].person_id if people else ""

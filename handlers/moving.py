"""Moving a case to another grid (跨网格转移): other people see to it, no clock begins again."""

from dataclasses import replace

from domain.cases import Case, perform
from domain.directory import Grid
from domain.ladder import people_of
from domain.letters import Notice, to_staff
from domain.people import Role
from domain.presses import Press
from domain.refusals import Refused
from domain.states import Act, State
from domain.turns import Letter, Step
from handlers.acts import (
    answered,
    new_holder_told,
    old_holder_told,
    pressed_case,
    residents_told,
    wanted_words,
)
from handlers.talk import Talk

_OF_THE_GRID = "grid"


def move(talk: Talk, press: Press) -> Step:
    """Move the case to the grid whose code is the argument, with the reason why.

    What the grid itself held goes to the new grid's secretary; a company or department goes on.

    Raises:
        Refused: ``moving.no_grid``, ``moving.already_there``, ``passing.nobody_there``, or as
            every act of staff.
    """
    case = pressed_case(talk, press, Act.MOVE)
    reason = wanted_words(talk, press)
    grid = _grid(talk, case, press.argument)
    there = _held_there(talk, replace(case, grid=grid.code, microgrid=""))
    act = Act.ASSIGN if case.state is State.NEW else Act.MOVE
    deed = replace(talk.deed(act, case, internal=reason), reason=grid.code)
    done = perform(case, deed, lambda _: there)
    told = Notice("moving.moved", {"grid": grid.name})
    letters = residents_told(talk, done.case, told)
    return answered(talk, "moving.you_moved", done, letters + _staff_told(talk, case, done.case))


def _grid(talk: Talk, case: Case, code: str) -> Grid:
    grid = talk.rules.directory.grid(code)
    if grid is None or grid.community_id != case.community_id or not grid.holds_on(talk.day):
        raise Refused("moving.no_grid", number=case.number)
    if code == case.grid:
        raise Refused("moving.already_there", number=case.number)
    return grid


def _held_there(talk: Talk, case: Case) -> Case:
    if case.queue != _OF_THE_GRID and case.holder:
        return case
    secretaries = people_of(case, Role.SECRETARY, talk.rules, talk.day)
    if not secretaries:
        raise Refused("passing.nobody_there", number=case.number)
    return replace(case, queue=_OF_THE_GRID, holder=secretaries[0].person_id)


def _staff_told(talk: Talk, before: Case, case: Case) -> tuple[Letter, ...]:
    at, speaker = talk.desk.at, talk.desk.person.person_id
    if case.holder != before.holder:
        reason = talk.turn.text.strip()
        old = old_holder_told(talk, before, case, "passing.taken_from_you")
        return (*new_holder_told(talk, case, "passing.to_you", reason), *old)
    people = people_of(case, Role.SECRETARY, talk.rules, talk.day)
    others = (person for person in people if person.person_id != speaker)
    return to_staff(others, case, Notice("staff.told"), talk.rules, at)

"""The desk of a member of staff: what waits for him, and one case with what he may do to it."""

from datetime import datetime

from domain.cases import RUNNING, Case, DueKind
from domain.categories import Mediation
from domain.letters import case_values
from domain.presses import Press, press_on
from domain.privacy import view_case
from domain.refusals import Refused
from domain.states import OPEN, Act, Part, acts_for
from domain.turns import Choice, Step, Text, Value
from handlers import assisting, progress
from handlers.talk import Talk, choice

_MOST_LINES = 10
# The acts that a button alone, or a button and a sentence, can do; others need a choice of whom.
_OFFERED = (
    Act.ACCEPT,
    Act.ACKNOWLEDGE,
    Act.TAKE_PART,
    Act.ARRIVE,
    Act.HELPED,
    Act.REPLY,
    Act.ASK,
    Act.RESUME,
    Act.NOTE,
    Act.RESOLVE,
    Act.RETURN,
    Act.MEDIATE,
    Act.END_MEDIATION,
    Act.REFER,
    Act.REOPEN,
)


def listed(talk: Talk) -> Step:
    """Say what waits for the speaker, the earliest limit first; residents read their own cases."""
    if not talk.desk.person.is_staff(talk.day):
        return progress.listed(talk)
    waiting = sorted(_held(talk), key=lambda case: (_due(case), case.number))
    if not waiting:
        return talk.say("desks.nothing")
    shown = waiting[:_MOST_LINES]
    values: dict[str, Value] = {
        "count": len(waiting),
        "lines": tuple(_line(talk, *row) for row in enumerate(shown, start=1)),
    }
    buttons = tuple(
        choice("desks.open", press_on(case, "mine"), {"number": case.number}) for case in shown
    )
    key = "desks.list" if len(waiting) <= _MOST_LINES else "desks.long_list"
    return Step((talk.letter(key, values, buttons),), dialogue=talk.resting())


def _held(talk: Talk) -> tuple[Case, ...]:
    return tuple(case for case in talk.desk.cases if case.state in OPEN and _is_mine(talk, case))


def _is_mine(talk: Talk, case: Case) -> bool:
    if assisting.own_assist(talk, case, assisting.AWAITED[Act.HELPED]):
        return Part.ASSISTANT in talk.parts(case)
    if case.holder:
        serving = talk.rules.deputy_of(case.holder, talk.day)
        ids = (case.holder, serving)
        return talk.desk.person.person_id in ids and Part.HOLDER in talk.parts(case)
    return Part.SUPERVISOR in talk.parts(case)


def _due(case: Case) -> datetime:
    kinds = (kind for kind in RUNNING[case.state] if kind is not DueKind.ASSIST)
    dues = (case.due_of(kind) for kind in kinds)
    return min((due for due in dues if due), default=case.opened_at)


def _line(talk: Talk, position: int, case: Case) -> Text:
    due = _due(case)
    key = "desks.line_late" if due < talk.desk.at else "desks.line"
    return Text(key, {**_values(talk, case), "due": due, "position": position})


def _values(talk: Talk, case: Case) -> dict[str, Value]:
    view = view_case(case, talk.desk.person, talk.rules, talk.day)
    if view is None:
        raise Refused("cases.unknown", number=case.number)
    return {**case_values(view, talk.rules), "homes": view.households}


def mine(talk: Talk, press: Press) -> Step:
    """Show one case with every act that the speaker may do to it now.

    Raises:
        Refused: ``cases.unknown`` for a number that is free and for one of others alike.
    """
    case = talk.desk.case(press.number)
    values = _values(talk, case)
    may = acts_for(case.state, talk.parts(case))
    buttons = tuple(_button(case, act) for act in _OFFERED if act in may and _fits(talk, case, act))
    return Step((talk.letter("desks.card", values, buttons),), dialogue=talk.resting())


def _fits(talk: Talk, case: Case, act: Act) -> bool:
    if act is Act.ACKNOWLEDGE:
        return case.nudge is not None and not case.nudge.acknowledged
    if act in assisting.AWAITED:
        return assisting.own_assist(talk, case, assisting.AWAITED[act]) is not None
    if act is Act.MEDIATE:
        leaf = talk.rules.categories.leaf(case.leaf)
        return leaf.mediation is not Mediation.NO
    return True


def _button(case: Case, act: Act) -> Choice:
    return choice(f"staff.{act}", press_on(case, act))

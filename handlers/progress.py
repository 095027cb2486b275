"""我的诉求: every matter of the speaker, who holds it and until when."""

from domain.cases import Case
from domain.letters import case_values
from domain.presses import Press, press_on
from domain.privacy import view_case
from domain.states import OPEN, State, acts_for
from domain.turns import Choice, Step, Text
from handlers import belongings
from handlers.talk import Talk, choice

_MOST = 8


def listed(talk: Talk) -> Step:
    """List the speaker's matters, open ones first, newest first, with a button each."""
    if talk.reading.case_numbers:
        return shown(talk, Press("follow", talk.reading.case_numbers[0]))
    person_id = talk.desk.person.person_id
    mine = [case for case in talk.desk.cases if case.party(person_id)]
    mine.sort(key=lambda case: (case.state not in OPEN, -case.opened_at.timestamp()))
    if not mine:
        return talk.say("progress.none")
    lines = tuple(_line(talk, case) for case in mine[:_MOST])
    buttons = tuple(
        choice("progress.number", press_on(case, "follow"), {"number": case.number})
        for case in mine[:_MOST]
    )
    letter = talk.letter("progress.list", {"lines": lines, "count": len(mine)}, buttons)
    return Step((letter,), dialogue=talk.resting())


def _line(talk: Talk, case: Case) -> Text:
    view = view_case(case, talk.desk.person, talk.rules, talk.day)
    values = case_values(view, talk.rules) if view else {}
    return Text("progress.line" if case.state in OPEN else "progress.line_over", values)


def shown(talk: Talk, press: Press) -> Step:
    """Show one matter: state, holder, promise, and what the speaker may do with it."""
    case = belongings.own(talk, press.number)
    view = view_case(case, talk.desk.person, talk.rules, talk.day)
    values = case_values(view, talk.rules) if view else {}
    key = "progress.case" if case.state in OPEN else "progress.case_over"
    return Step((talk.letter(key, values, _buttons(talk, case)),), dialogue=talk.resting())


def _buttons(talk: Talk, case: Case) -> tuple[Choice, ...]:
    acts = {act.value for act in acts_for(case.state, talk.parts(case))}
    offered = [("withdraw", "withdraw", "withdrawal.button")]
    if case.state is State.RESOLVED:
        offered = [
            ("confirm", "solved", "closing.solved"),
            ("dispute", "not_solved", "closing.not_solved"),
        ]
    elif case.state is State.CLOSED:
        offered = [("dispute", "not_solved", "closing.not_solved")]
    return tuple(choice(key, press_on(case, press)) for act, press, key in offered if act in acts)

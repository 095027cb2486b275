"""Taking a matter back: one's own, asked once, never silently."""

from dataclasses import replace

from domain.cases import Case, perform
from domain.ladder import people_at
from domain.letters import Notice, to_staff
from domain.presses import Press, check_version, press_on
from domain.refusals import Refused
from domain.states import Act, State
from domain.turns import Step
from handlers import belongings, mediation_course
from handlers.talk import Talk, choice

_MOST = 6


def asked(talk: Talk) -> Step:
    """Ask which matter is taken back, or say that there is none."""
    named = talk.reading.case_numbers
    mine = belongings.own_open(talk)
    if named:
        mine = tuple(case for case in mine if case.number in named)
    mine = tuple(case for case in mine if case.state is not State.RESOLVED)
    if not mine:
        raise Refused("withdrawal.nothing")
    buttons = tuple(
        choice("withdrawal.this", press_on(case, "withdraw", "yes"), {"number": case.number})
        for case in mine[:_MOST]
    )
    keep = choice("guidance.cancel_button", "cancel")
    return Step((talk.letter("withdrawal.sure", {}, (*buttons, keep)),), dialogue=talk.resting())


def confirmed(talk: Talk, press: Press) -> Step:
    """Take the matter back after the second tap; a first tap asks."""
    case = belongings.own(talk, press.number)
    check_version(press, case)
    if press.argument != "yes":
        named = replace(talk.reading, case_numbers=(case.number,))
        return asked(replace(talk, reading=named))

    def end(old: Case) -> Case:
        return replace(old, closed_at=talk.desk.at, outcome="withdrawn")

    done = perform(case, talk.deed(Act.WITHDRAW, case), end)
    holders = people_at(case, 0, talk.rules, talk.day)
    letters = to_staff(holders, done.case, Notice("withdrawal.to_holder"), talk.rules, talk.desk.at)
    step = talk.say("withdrawal.done", {"number": case.number})
    step = replace(step, says=(*step.says, *letters), changes=(done,))
    return step.joined(mediation_course.left(talk, case.number))

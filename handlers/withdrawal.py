"""Taking a matter back: one's own, asked once, never silently."""

from dataclasses import replace

from domain.cases import Case, perform
from domain.ladder import people_at
from domain.letters import Notice, to_staff
from domain.merging import without
from domain.presses import Press, check_version, press_on
from domain.refusals import Refused
from domain.states import Act, State
from domain.turns import Letter, Step
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
    """Take the matter back after the second tap; a first tap asks.

    What neighbours told of, too, is not theirs to end: who takes it back leaves it to them.
    """
    case = belongings.own(talk, press.number)
    check_version(press, case)
    if press.argument != "yes":
        named = talk.reading._replace(case_numbers=(case.number,))
        return asked(replace(talk, reading=named))
    step = _left(talk, case) if len(case.parties) > 1 else _ended(talk, case)
    return step.joined(mediation_course.left(talk, case.number))


def _left(talk: Talk, case: Case) -> Step:
    mine = talk.desk.person.person_id
    done = perform(case, talk.deed(Act.LEAVE, case), lambda old: without(old, mine))
    notice = Notice("withdrawal.one_left", {"homes": done.case.households})
    step = talk.say("withdrawal.left", {"number": case.number})
    return replace(step, says=(*step.says, *_told(talk, done.case, notice)), changes=(done,))


def _ended(talk: Talk, case: Case) -> Step:
    def end(old: Case) -> Case:
        return replace(old, closed_at=talk.desk.at, outcome="withdrawn")

    done = perform(case, talk.deed(Act.WITHDRAW, case), end)
    letters = _told(talk, done.case, Notice("withdrawal.to_holder"))
    step = talk.say("withdrawal.done", {"number": case.number})
    return replace(step, says=(*step.says, *letters), changes=(done,))


def _told(talk: Talk, case: Case, notice: Notice) -> tuple[Letter, ...]:
    holders = people_at(case, 0, talk.rules, talk.day)
    return to_staff(holders, case, notice, talk.rules, talk.desk.at)

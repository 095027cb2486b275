"""Revisits (回访): three questions to each side by itself, one at a time, by one tap each."""

from dataclasses import replace

from domain.deeds import act_choice
from domain.mediation_roles import side_of
from domain.mediation_states import Do, Role
from domain.mediations import Mediation, Revisit
from domain.performing import QUESTIONS
from domain.refusals import Refused
from domain.turns import Letter, Step
from handlers import mediating
from handlers.deed_letters import told_person
from handlers.talk import Talk

_YES_NO = ("y", "n")


def answered(talk: Talk, mediation: Mediation, said: str) -> Step:
    """Take one more answer; ``said`` is "30-yn": after thirty days, yes, then no.

    Staff take the answers of a side without an account, on the telephone.

    Raises:
        Refused: ``presses.unreadable``, or as ``next_stage`` does.
    """
    days, _, answers = said.partition("-")
    if not days.isdecimal() or set(answers) - set(_YES_NO) or len(answers) > QUESTIONS:
        raise Refused("presses.unreadable")
    side = side_of(mediation, talk.desk.person)
    if side is None and mediation.respondent.person_id:
        raise Refused("mediation.not_yours")
    if len(answers) < QUESTIONS:
        mediating.done(talk, mediation, mediating.deed(talk, mediation, Do.CONFIRM))
        return Step((_question(talk, mediation, days, answers),), dialogue=talk.resting())
    return _kept(
        talk, mediation, Revisit(side or Role.RESPONDENT, int(days), talk.desk.at, answers)
    )


def _question(talk: Talk, mediation: Mediation, days: str, answers: str) -> Letter:
    turn = len(answers) + 1
    buttons = tuple(
        replace(
            act_choice(mediation, "back", f"{days}-{answers}{each}"),
            label=mediating.label(f"back_{turn}{each}"),
        )
        for each in _YES_NO
    )
    return talk.letter(f"revisiting.ask_{turn}", mediating.values_of(talk, mediation), buttons)


def _kept(talk: Talk, mediation: Mediation, revisit: Revisit) -> Step:
    what = mediating.deed(talk, mediation, Do.CONFIRM, reason=f"{revisit.days}:{revisit.answers}")
    others = tuple(
        each
        for each in mediation.revisits
        if (each.side, each.days) != (revisit.side, revisit.days)
    )
    change = mediating.done(
        talk, mediation, what, lambda old: replace(old, revisits=(*others, revisit))
    )
    says = talk.letter("revisiting.thanks", mediating.values_of(talk, change.mediation))
    worried = revisit.answers[0] == "n" or revisit.answers[1] == "y"
    letters = _to_serving(talk, change.mediation) if worried else ()
    return Step((says, *letters), (change,), talk.resting())


def _to_serving(talk: Talk, mediation: Mediation) -> tuple[Letter, ...]:
    # Which of the sides said it stays with the revisit: each was asked by itself.
    people = dict.fromkeys((mediation.opener, mediation.mediator))
    return tuple(
        letter
        for each in people
        for letter in told_person(talk, mediation, each, "revisiting.staff_worried")
    )

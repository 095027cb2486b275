"""Judicial confirmation (司法确认): both sides ask the court together in thirty days, or none."""

from dataclasses import replace

from domain.agreements import SIDES
from domain.mediation_roles import side_of
from domain.mediation_states import Do, Role
from domain.mediations import Mediation
from domain.performing import court_ends, is_court_open, rescheduled
from domain.refusals import Refused
from domain.turns import Letter, Step
from handlers import mediating
from handlers.deed_letters import agreement_of, told, told_both, told_person
from handlers.talk import Talk

OUTCOMES = ("filed", "confirmed", "rejected")


def applied(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take a side's wish that the court confirms it; one side alone cannot ask the court."""
    agreement = agreement_of(mediation)
    side = side_of(mediation, talk.desk.person)
    what = mediating.deed(talk, mediation, Do.APPLY)
    _is_open(talk, mediation)
    joined = tuple(dict.fromkeys((*agreement.joined, *((side,) if side else ()))))
    change = mediating.done(
        talk,
        mediation,
        what,
        lambda old: replace(old, agreement=replace(agreement, joined=joined)),
    )
    until = court_ends(agreement, talk.rules.calendar) or talk.desk.at
    says = talk.letter("court.you_join", {"until": until})
    if set(joined) == set(SIDES):
        letters = _both(talk, change.mediation)
        return Step((says, *letters), (change,), talk.resting())
    others = _to_other(talk, change.mediation, side, "court.they_join", "apply", "waive")
    return Step((says, *others), (change,), talk.resting())


def _is_open(talk: Talk, mediation: Mediation) -> None:
    if not is_court_open(agreement_of(mediation), talk.desk.at, talk.rules.calendar):
        raise Refused("court.over")


def _both(talk: Talk, mediation: Mediation) -> tuple[Letter, ...]:
    until = court_ends(agreement_of(mediation), talk.rules.calendar) or talk.desk.at
    more = ({"until": until}, mediating.buttons(mediation, "court/filed"))
    return (
        *told_both(talk, mediation, "court.both_join", ({"until": until}, ())),
        *told_person(talk, mediation, mediation.mediator, "court.staff_both", more),
    )


def _to_other(
    talk: Talk, mediation: Mediation, side: Role | None, key: str, *acts: str
) -> tuple[Letter, ...]:
    """Return the letter to the other side; without an account the mediator asks it."""
    other = Role.RESPONDENT if side is Role.APPLICANT else Role.APPLICANT
    until = court_ends(agreement_of(mediation), talk.rules.calendar) or talk.desk.at
    more = ({"until": until}, mediating.buttons(mediation, *acts))
    letters = told(talk, mediation, other, key, more)
    if letters:
        return letters
    return told_person(
        talk, mediation, mediation.mediator, "court.staff_ask", ({"until": until}, ())
    )


def waived(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take a side's no: the court is not asked; the agreement binds all the same."""
    agreement = agreement_of(mediation)
    side = side_of(mediation, talk.desk.person)
    _is_open(talk, mediation)
    what = mediating.deed(talk, mediation, Do.WAIVE)
    declined = tuple(dict.fromkeys((*agreement.declined, *((side,) if side else ()))))
    change = mediating.done(talk, mediation, what, lambda old: _waived(talk, old, declined))
    says = talk.letter("court.you_waived", mediating.values_of(talk, change.mediation))
    others = _to_other(talk, change.mediation, side, "court.they_waived")
    return Step((says, *others), (change,), talk.resting())


def _waived(talk: Talk, old: Mediation, declined: tuple[Role, ...]) -> Mediation:
    after = replace(old, agreement=replace(agreement_of(old), declined=declined))
    return rescheduled(after, talk.desk.at, talk.rules.calendar)


def noted(talk: Talk, mediation: Mediation, outcome: str) -> Step:
    """Note that it was filed, and what the court said.

    Raises:
        Refused: ``presses.unreadable`` for another outcome, ``court.wants_both`` if a side
            did not join, ``court.not_filed`` for a ruling on nothing.
    """
    agreement = agreement_of(mediation)
    if outcome not in OUTCOMES:
        raise Refused("presses.unreadable")
    if set(agreement.joined) != set(SIDES) and mediation.respondent.person_id:
        raise Refused("court.wants_both")
    if outcome != "filed" and agreement.court != "filed":
        raise Refused("court.not_filed")
    what = mediating.deed(talk, mediation, Do.COURT, reason=outcome)
    change = mediating.done(
        talk,
        mediation,
        what,
        lambda old: replace(old, agreement=replace(agreement, court=outcome)),
    )
    later = ("confirmed", "rejected") if outcome == "filed" else ()
    buttons = tuple(mediating.button(change.mediation, f"court/{each}") for each in later)
    says = talk.letter(f"court.you_{outcome}", mediating.values_of(talk, change.mediation), buttons)
    letters = told_both(talk, change.mediation, f"court.is_{outcome}")
    return Step((says, *letters), (change,), talk.resting())

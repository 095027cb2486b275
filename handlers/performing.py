"""What was promised is done: who owes says so, and who was owed confirms it."""

from dataclasses import replace

from domain.agreements import Agreement, Term
from domain.deeds import act_choice, term_values
from domain.mediation_roles import side_of
from domain.mediation_states import Do, Role
from domain.mediations import Mediation, MediationChanged, MediationDeed
from domain.performing import (
    is_all_met,
    may_call_done,
    may_call_met,
    rescheduled,
    term_of,
    with_term,
)
from domain.refusals import Refused
from domain.turns import AttachmentKept, Letter, Step, Value
from handlers import mediating
from handlers.deed_letters import agreement_of, told, told_both, told_person
from handlers.talk import Talk


def fulfilled(talk: Talk, mediation: Mediation, number: str) -> Step:
    """Take the word of who owes that a promise is kept, with photos if there are any.

    Staff say it for a side without an account, and for no other.

    Raises:
        Refused: ``performing.not_your_debt``, or as ``performing.term_of`` does.
    """
    agreement = agreement_of(mediation)
    place, term = term_of(agreement, number)
    side = side_of(mediation, talk.desk.person)
    if not may_call_done(term, side) and not owes_without_account(mediation, term, side):
        raise Refused("performing.not_your_debt")
    photos = tuple(each.file_id for each in talk.turn.attachments if each.file_id)
    done = replace(
        term,
        told_at=talk.desk.at,
        told_by=side.value if side else talk.desk.person.person_id,
        evidence=(*term.evidence, *photos),
    )
    what = mediating.deed(talk, mediation, Do.FULFIL, reason=number, text="".join(photos))
    change = changed(talk, mediation, what, with_term(agreement, place, done))
    kept = tuple(
        AttachmentKept(mediation.number, each, internal=True) for each in talk.turn.attachments
    )
    letters = _asking(talk, change.mediation, number, done)
    step = said(talk, change, "performing.you_told", letters)
    return replace(step, changes=(*step.changes, *kept))


def owes_without_account(mediation: Mediation, term: Term, side: Role | None) -> bool:
    """Say whether staff may speak for who owes the term: it has no account to say so itself."""
    owes = term.owed in (Role.RESPONDENT.value, "both")
    return side is None and owes and not mediation.respondent.person_id


def changed(
    talk: Talk,
    mediation: Mediation,
    what: MediationDeed,
    agreement: Agreement,
) -> MediationChanged:
    """Return the mediation after the deed, with its agreement and its clocks as they stand now.

    Raises:
        Refused: as ``mediation_states.next_stage`` does.
    """
    calendar = talk.rules.calendar

    def change(old: Mediation) -> Mediation:
        after = replace(old, agreement=agreement)
        return rescheduled(after, talk.desk.at, calendar)

    return mediating.done(talk, mediation, what, change)


def _asking(talk: Talk, mediation: Mediation, number: str, term: Term) -> tuple[Letter, ...]:
    buttons = (
        act_choice(mediation, "received", number),
        act_choice(mediation, "missing", number),
    )
    letters: tuple[Letter, ...] = ()
    for side in term.confirms:
        if term.told_by != side:
            more = (term_values(term), buttons)
            letters += told(talk, mediation, side, "performing.they_told", more)
    if letters:
        return letters
    look = (term_values(term), (act_choice(mediation, "looked", number),))
    return told_person(talk, mediation, mediation.opener, "performing.staff_look", look)


def said(talk: Talk, change: MediationChanged, key: str, letters: tuple[Letter, ...] = ()) -> Step:
    """Return the step of one change: what its actor reads, and the letters to others."""
    says = talk.letter(key, mediating.values_of(talk, change.mediation))
    return Step((says, *letters), (change,), talk.resting())


def received(talk: Talk, mediation: Mediation, number: str) -> Step:
    """Take the word of who was owed that a promise was kept.

    Raises:
        Refused: ``performing.not_yours_to_confirm``, or as ``performing.term_of`` does.
    """
    agreement = agreement_of(mediation)
    place, term = term_of(agreement, number)
    side = side_of(mediation, talk.desk.person)
    if side is None or not may_call_met(term, side):
        raise Refused("performing.not_yours_to_confirm")
    met = replace(term, met_at=talk.desk.at, met_by=side.value)
    what = mediating.deed(talk, mediation, Do.CONFIRM, reason=number)
    return _met(talk, mediation, what, with_term(agreement, place, met))


def looked(talk: Talk, mediation: Mediation, number: str) -> Step:
    """Take the word of staff or the mediator, who looked for themselves, that it was kept."""
    agreement = agreement_of(mediation)
    place, term = term_of(agreement, number)
    met = replace(term, met_at=talk.desk.at, met_by=talk.desk.person.person_id)
    what = mediating.deed(talk, mediation, Do.CHECK, reason=number)
    return _met(talk, mediation, what, with_term(agreement, place, met))


def _met(talk: Talk, mediation: Mediation, what: MediationDeed, agreement: Agreement) -> Step:
    change = changed(talk, mediation, what, agreement)
    if not is_all_met(agreement):
        letters = _others_told(talk, change.mediation, "performing.one_met")
        return said(talk, change, "performing.you_confirmed", letters)
    cured = mediating.by_station(talk, change.mediation, Do.CURE)
    letters = (
        *told_both(talk, cured.mediation, "performing.all_met"),
        *told_person(talk, cured.mediation, mediation.opener, "performing.staff_all_met"),
    )
    step = said(talk, change, "performing.you_confirmed", letters)
    return replace(step, changes=(change, cured))


def _others_told(talk: Talk, mediation: Mediation, key: str) -> tuple[Letter, ...]:
    speaker = side_of(mediation, talk.desk.person)
    sides = (side for side in (Role.APPLICANT, Role.RESPONDENT) if side is not speaker)
    return tuple(letter for side in sides for letter in told(talk, mediation, side, key))


def missing(talk: Talk, mediation: Mediation, number: str) -> Step:
    """Take the word of who was owed that a promise called done was not kept."""
    agreement = agreement_of(mediation)
    place, term = term_of(agreement, number)
    side = side_of(mediation, talk.desk.person)
    if not may_call_met(term, side):
        raise Refused("performing.not_yours_to_confirm")
    again = replace(term, told_at=None, told_by="")
    what = mediating.deed(talk, mediation, Do.CONFIRM, reason=f"{number}:no")
    change = changed(talk, mediation, what, with_term(agreement, place, again))
    values: dict[str, Value] = term_values(term)
    people = dict.fromkeys((mediation.opener, mediation.mediator))
    letters = (
        *_others_told(talk, change.mediation, "performing.they_miss"),
        *(
            letter
            for each in people
            for letter in told_person(
                talk,
                change.mediation,
                each,
                "performing.staff_miss",
                (values, (act_choice(change.mediation, "looked", number),)),
            )
        ),
    )
    return said(talk, change, "performing.you_miss", letters)

"""A side without an account answers at its door or on the telephone; another confirms its yes."""

from dataclasses import replace

from domain.mediation_states import Do
from domain.mediations import Answer, Contact, Mediation, MediationChanged
from domain.refusals import Refused
from domain.turns import Letter, Step, Text
from handlers import mediating
from handlers.deed_letters import colleague, told_person
from handlers.mediation_consent import STAGE, both_agreed, press_of, refused, told
from handlers.talk import Talk


def visited(talk: Talk, mediation: Mediation, outcome: str) -> Step:
    """Take how a visit or a call ended; a yes wants a witness, a no ends it.

    Raises:
        Refused: ``presses.unreadable`` for another outcome, or as ``next_stage`` does.
    """
    if outcome == "no":
        return refused(talk, mediation, "")
    if outcome not in ("yes", "away", "later"):
        raise Refused("presses.unreadable")
    what = mediating.deed(talk, mediation, Do.VISIT, reason=outcome)
    if outcome == "yes" and not talk.turn.text.strip():
        mediating.done(talk, mediation, what)
        ask = talk.letter("mediation.witness", mediating.values_of(talk, mediation))
        return talk.ask(STAGE, ask, {"press": str(press_of(mediation, "visit/yes"))})
    contact = Contact(talk.desk.at, "visit", talk.desk.person.person_id, outcome)
    answer = mediation.answer
    if outcome == "yes":
        answer = Answer(talk.desk.at, talk.desk.person.person_id, talk.turn.text.strip())
    change = mediating.done(
        talk,
        mediation,
        replace(what, text=talk.turn.text.strip()),
        lambda old: replace(old, contacts=(*old.contacts, contact), answer=answer),
    )
    letters = _verification(talk, change) if outcome == "yes" else ()
    return told(talk, change, f"mediation.visit_{outcome}", *letters)


def _verification(talk: Talk, change: MediationChanged) -> tuple[Letter, ...]:
    after = change.mediation
    asked = colleague(talk, after, talk.desk.person.person_id)
    buttons = mediating.buttons(after, "verify", "refuse")
    alone = Text("kinship.witness") if after.related else ""
    return told_person(talk, after, asked, "mediation.staff_verify", ({"alone": alone}, buttons))


def verified(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take the confirmation of an assisted yes, by somebody who did not bring it.

    Raises:
        Refused: ``mediation.no_answer`` if nobody said yes, ``mediation.verify_other`` if the
            speaker brought the answer himself.
    """
    answer = mediation.answer
    if answer is None:
        raise Refused("mediation.no_answer")
    if answer.by == talk.desk.person.person_id:
        raise Refused("mediation.verify_other")
    yes = replace(mediation.respondent, consented="assisted", consented_at=talk.desk.at)
    change = mediating.done(
        talk,
        mediation,
        mediating.deed(talk, mediation, Do.VERIFY, reason=answer.by),
        lambda old: replace(old, respondent=yes),
    )
    return told(talk, change, "mediation.you_verified", *both_agreed(talk, change))

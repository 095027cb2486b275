"""Both sides sign the same words, each by itself; the committee seals them, and they bind."""

from dataclasses import replace

from domain.agreements import Agreement, Reading, Signature, checked, shown, signed
from domain.deeds import act_choice
from domain.dwellings import is_proved
from domain.mediation_states import Do, Role
from domain.mediations import Mediation, MediationChanged
from domain.refusals import Refused
from domain.turns import Letter, Step
from handlers import mediating, sealing
from handlers.deed_letters import at_edition, colleague, told_person
from handlers.hearings import own_side
from handlers.mediating import Edit
from handlers.talk import Talk

STAGE = "mediation"


def seen(talk: Talk, mediation: Mediation, edition: str) -> Step:
    """Take a side's word that it read the final words; from then on the two hours run."""
    side = own_side(talk, mediation)
    agreement = at_edition(mediation, edition)
    after = shown(agreement, Reading(side, talk.desk.at, agreement.digest))
    what = mediating.deed(talk, mediation, Do.ACKNOWLEDGE, text=agreement.digest)
    change = mediating.done(talk, mediation, what, _with(after))
    values = {"at": after.may_sign_from(side) or talk.desk.at}
    buttons = (
        act_choice(change.mediation, "sign", edition),
        mediating.button(change.mediation, "rework"),
    )
    says = talk.letter("agreeing.you_saw", values, buttons)
    return Step((says,), (change,), talk.resting())


def _with(agreement: Agreement) -> Edit:
    return lambda old: replace(old, agreement=agreement)


def sign(talk: Talk, mediation: Mediation, edition: str) -> Step:
    """Take a side's own signature under these very words.

    Raises:
        Refused: as ``agreements.signed`` does, or ``mediation.not_yours`` for whoever is no party.
    """
    side = own_side(talk, mediation)
    agreement = at_edition(mediation, edition)
    at = talk.desk.at
    if agreement.is_oral:
        agreement = shown(agreement, Reading(side, at, agreement.digest))
    first = agreement.may_sign_from(side)
    if first and first > at:
        return talk.say("agreeing.may_sign_from", {"at": first})
    # What is agreed to by word is read out face to face: who says yes is seen.
    doubt = "" if agreement.is_oral else _doubt(talk, mediation, side)
    signature = Signature(side, at, agreement.digest, must_check=bool(doubt))
    what = mediating.deed(talk, mediation, Do.SIGN, text=agreement.digest)
    change = mediating.done(talk, mediation, what, _with(signed(agreement, signature)))
    said = "agreed" if agreement.is_oral else "signed"
    key = f"agreeing.you_signed_{doubt}" if doubt else f"agreeing.you_{said}"
    asked = "agreeing.staff_check_home" if doubt == "home" else "agreeing.staff_check"
    letters = _to_check(talk, change.mediation, signature, asked) if doubt else ()
    return _after(talk, change, key, letters)


def _doubt(talk: Talk, mediation: Mediation, side: Role) -> str:
    """Return why the signature wants a second look: a new account, or a home that is his word."""
    if talk.desk.is_bound_anew:
        return "check"
    for_a_home = side is Role.RESPONDENT and not mediation.respondent.body
    return "home" if for_a_home and not is_proved(talk.desk.person.home) else ""


def read_to(talk: Talk, mediation: Mediation, edition: str) -> Step:
    """Take the word of who went to the door that the final words were read to that side."""
    _is_without_account(mediation)
    agreement = at_edition(mediation, edition)
    by = talk.desk.person.person_id
    after = shown(agreement, Reading(Role.RESPONDENT, talk.desk.at, agreement.digest, by))
    what = mediating.deed(talk, mediation, Do.VISIT, reason="read", text=agreement.digest)
    change = mediating.done(talk, mediation, what, _with(after))
    values = {"at": after.may_sign_from(Role.RESPONDENT) or talk.desk.at}
    says = talk.letter(
        "agreeing.you_read_to", values, (act_choice(change.mediation, "brought", edition),)
    )
    return Step((says,), (change,), talk.resting())


def brought(talk: Talk, mediation: Mediation, edition: str) -> Step:
    """Take a signature on paper with its witness; it counts once somebody else has heard of it."""
    _is_without_account(mediation)
    agreement = at_edition(mediation, edition)
    first = agreement.may_sign_from(Role.RESPONDENT)
    if first and first > talk.desk.at:
        return talk.say("agreeing.may_sign_from", {"at": first})
    what = mediating.deed(talk, mediation, Do.VISIT, reason="signed", text=agreement.digest)
    witness = talk.turn.text.strip()
    if not witness:
        mediating.done(talk, mediation, what)
        ask = talk.letter("mediation.witness", mediating.values_of(talk, mediation))
        return talk.ask(STAGE, ask, {"press": act_choice(mediation, "brought", edition).press})
    by = talk.desk.person.person_id
    signature = Signature(Role.RESPONDENT, talk.desk.at, agreement.digest, by, witness)
    change = mediating.done(talk, mediation, what, _with(signed(agreement, signature)))
    letters = _to_check(talk, change.mediation, signature)
    return _after(talk, change, "agreeing.you_brought", letters)


def _is_without_account(mediation: Mediation) -> None:
    if mediation.respondent.person_id:
        raise Refused("mediation.not_yours")


def _to_check(
    talk: Talk, mediation: Mediation, signature: Signature, key: str = "agreeing.staff_check"
) -> tuple[Letter, ...]:
    """Return what is asked of somebody who did not bring the signature."""
    button = act_choice(mediation, f"signed_{signature.side}")
    asked = colleague(talk, mediation, signature.by)
    return told_person(talk, mediation, asked, key, ({}, (button,)))


def heard_from(side: Role) -> mediating.Act:
    """Return the act that takes the word of somebody that he heard from the side itself."""

    def check(talk: Talk, mediation: Mediation, _argument: str) -> Step:
        at, by = talk.desk.at, talk.desk.person.person_id
        agreement = mediation.agreement or Agreement()
        after = checked(agreement, side, by, at)
        what = mediating.deed(talk, mediation, Do.VERIFY, reason=side.value, text=agreement.digest)
        change = mediating.done(talk, mediation, what, _with(after))
        return _after(talk, change, "agreeing.you_checked", ())

    return check


def _after(talk: Talk, change: MediationChanged, key: str, letters: tuple[Letter, ...]) -> Step:
    says = talk.letter(key, mediating.values_of(talk, change.mediation))
    step = Step((says, *letters), (change,), talk.resting())
    agreement = change.mediation.agreement
    if agreement is None or not agreement.is_signed:
        return step
    if agreement.is_oral:
        return step.joined(sealing.takes_effect(talk, change.mediation))
    return sealing.to_committee(talk, step, change)

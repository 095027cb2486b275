"""A yes of each side, dated and given by itself; a no, or silence, needs no reason."""

from dataclasses import replace

from domain.cases import Case, Party
from domain.dwellings import home_key, home_of
from domain.mediation_figures import origin_of
from domain.mediation_roles import side_of
from domain.mediation_states import Do, Role, Stage
from domain.mediations import Answer, Contact, Mediation, MediationChanged, Side
from domain.places import Place
from domain.presses import Press
from domain.privacy import mask_homes, mask_numbers
from domain.refusals import Refused
from domain.turns import Letter, Step
from handlers import mediating
from handlers.deed_letters import colleague, told_person
from handlers.talk import Talk

STAGE = "mediation"
ASKED_AGAIN_AFTER_DAYS = 7


def opened(talk: Talk, case: Case, other: Side) -> Step:
    """Return the mediation of the case with that other side, offered to the applicant.

    Raises:
        Refused: ``mediation.nobody_to_ask``, ``mediation.same_home``, ``mediation.runs``,
            ``mediation.too_soon``.
    """
    reporter = case.reporter
    if reporter is None:
        raise Refused("mediation.nobody_to_ask", number=case.number)
    if reporter.household and reporter.household == home_key(other.home):
        raise Refused("mediation.same_home", number=case.number)
    first = Mediation(
        community_id=case.community_id,
        number=case.number,
        attempt=_attempt(talk, case),
        leaf=case.leaf,
        stage=Stage.SCREEN,
        since=talk.desk.at,
        opener=talk.desk.person.person_id,
        applicant=Side(reporter.person_id, _home_of(case, reporter), neutral=reporter.neutral),
        respondent=other,
        origin=origin_of(talk.turn.text),
    )
    screened = mediating.done(talk, first, mediating.deed(talk, first, Do.CLEAR))
    after = screened.mediation
    offer = mediating.to_side(talk, after, after.applicant, "mediation.offer", "consent", "decline")
    return Step(offer, (screened,))


def _home_of(case: Case, reporter: Party) -> Place:
    """Return where the applicant lives; the place of the matter is often the other side's home."""
    home = home_of(reporter.household)
    return home if home.room else replace(case.place, words="")


def cleared(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Let it go on after a hold: both sides are asked anew, and nobody mediates yet."""
    change = mediating.done(
        talk,
        mediation,
        mediating.deed(talk, mediation, Do.CLEAR),
        lambda old: replace(
            old,
            applicant=replace(old.applicant, consented="", consented_at=None, read_at=None),
            respondent=Side(home=old.respondent.home, body=old.respondent.body),
            invited=(),
            answer=None,
            mediator="",
        ),
    )
    side = change.mediation.applicant
    offer = mediating.to_side(talk, change.mediation, side, "mediation.offer", "consent", "decline")
    return _told(talk, change, "mediation.you_cleared", *offer)


def _attempt(talk: Talk, case: Case) -> int:
    earlier = talk.desk.mediation(case.number)
    if earlier is None:
        return 1
    if earlier.is_open:
        raise Refused("mediation.runs", number=case.number)
    if (talk.desk.at - earlier.since).days < ASKED_AGAIN_AFTER_DAYS:
        raise Refused("mediation.too_soon", number=case.number)
    return earlier.attempt + 1


def consented(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take a side's yes; the applicant is asked first what the other side may read."""
    if side_of(mediation, talk.desk.person) is Role.RESPONDENT:
        return _accepted_by(talk, mediation)
    mediating.done(talk, mediation, mediating.deed(talk, mediation, Do.CONSENT))
    values = mediating.values_of(talk, mediation)
    ask = talk.letter("mediation.statement", values, mediating.buttons(mediation, "silent"))
    return talk.ask(STAGE, ask, {"press": str(_press(mediation, "said"))})


def _press(mediation: Mediation, act: str) -> Press:
    return Press("mediation", mediation.number, mediation.version, act)


def said(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take the applicant's yes with the sentence that the other side may read."""
    words = mask_homes(mask_numbers(talk.turn.text.strip()))
    return _offered(talk, mediation, words)


def silent(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take the applicant's yes without a sentence."""
    return _offered(talk, mediation, "")


def _offered(talk: Talk, mediation: Mediation, words: str) -> Step:
    at = talk.desk.at
    what = mediating.deed(talk, mediation, Do.CONSENT, text=words)
    yes = replace(mediation.applicant, consented="self", consented_at=at)
    change = mediating.done(
        talk, mediation, what, lambda old: replace(old, applicant=yes, statement=words)
    )
    return _told(talk, change, "mediation.you_agreed", *_serving(talk, change, "asking_b"))


def _serving(talk: Talk, change: MediationChanged, key: str) -> tuple[Letter, ...]:
    return mediating.to_serving(talk, change.mediation, f"mediation.staff_{key}")


def _told(talk: Talk, change: MediationChanged, key: str, *letters: Letter) -> Step:
    says = talk.letter(key, mediating.values_of(talk, change.mediation))
    return Step((says, *letters), (change,), talk.resting())


def declined(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take the applicant's no: the case goes on as every other."""
    change = mediating.done(talk, mediation, mediating.deed(talk, mediation, Do.DECLINE))
    return _told(talk, change, "mediation.you_declined", *_serving(talk, change, "declined"))


def refused(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take the other side's no: it ends here, and may be asked once more after a week."""
    change = mediating.done(talk, mediation, mediating.deed(talk, mediation, Do.REFUSE))
    after = change.mediation
    ended = mediating.to_side(talk, after, after.applicant, "mediation.not_both")
    return _told(talk, change, "mediation.you_refused", *ended, *_serving(talk, change, "refused"))


def _accepted_by(talk: Talk, mediation: Mediation) -> Step:
    person = talk.desk.person
    yes = replace(
        mediation.respondent,
        person_id=person.person_id,
        consented="self",
        consented_at=talk.desk.at,
        neutral=person.neutral,
    )
    change = mediating.done(
        talk,
        mediation,
        mediating.deed(talk, mediation, Do.CONSENT),
        lambda old: replace(old, respondent=yes),
    )
    return _told(talk, change, "mediation.you_agreed_b", *_both_agreed(talk, change))


def _both_agreed(talk: Talk, change: MediationChanged) -> tuple[Letter, ...]:
    after = change.mediation
    acts = () if after.respondent.person_id else ("read_out",)
    staff = mediating.to_person(
        talk,
        after,
        after.opener,
        "mediation.staff_accepted",
        *acts,
    )
    rights = [
        letter
        for side in (after.applicant, after.respondent)
        for letter in mediating.to_side(talk, after, side, "mediation.rights", "read")
    ]
    return (*rights, staff)


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
        return talk.ask(STAGE, ask, {"press": str(_press(mediation, "visit/yes"))})
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
    return _told(talk, change, f"mediation.visit_{outcome}", *letters)


def _verification(talk: Talk, change: MediationChanged) -> tuple[Letter, ...]:
    after = change.mediation
    asked = colleague(talk, after, talk.desk.person.person_id)
    buttons = mediating.buttons(after, "verify", "refuse")
    return told_person(talk, after, asked, "mediation.staff_verify", ({}, buttons))


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
    return _told(talk, change, "mediation.you_verified", *_both_agreed(talk, change))

"""A yes of each side, dated and given by itself; a no, or silence, needs no reason."""

from dataclasses import replace

from domain.cases import Case, Party
from domain.dwellings import home_key, home_of
from domain.kin import names_kin
from domain.mediation_figures import origin_of
from domain.mediation_roles import side_of
from domain.mediation_states import Do, Role, Stage
from domain.mediations import Mediation, MediationChanged, Side
from domain.places import Place
from domain.presses import Press
from domain.privacy import mask_homes, mask_numbers
from domain.refusals import Refused
from domain.turns import Letter, Step
from handlers import kinship, mediating
from handlers.talk import Talk

STAGE = "mediation"
ASKED_AGAIN_AFTER_DAYS = 7


def opened(talk: Talk, case: Case, other: Side) -> Step:
    """Return the mediation of the case with that other side, offered to the applicant.

    Raises:
        Refused: ``mediation.nobody_to_ask``, ``mediation.same_home``, ``mediation.runs``,
            ``mediation.too_soon``, ``kinship.only_out``.
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
        related=names_kin(talk.turn.text),
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
    return told(talk, change, "mediation.you_cleared", *offer)


def _attempt(talk: Talk, case: Case) -> int:
    earlier = talk.desk.mediation(case.number)
    if earlier is None:
        return 1
    if earlier.is_open:
        raise Refused("mediation.runs", number=case.number)
    if earlier.barred:
        raise Refused("kinship.only_out")
    if (talk.desk.at - earlier.since).days < ASKED_AGAIN_AFTER_DAYS:
        raise Refused("mediation.too_soon", number=case.number)
    return earlier.attempt + 1


def consented(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take a side's yes; the applicant is asked first what the other side may read."""
    if mediation.related:
        return kinship.asked(talk, mediation)
    if side_of(mediation, talk.desk.person) is Role.RESPONDENT:
        return _accepted_by(talk, mediation)
    return _stating(talk, mediation, "said", "silent", "kin")


def screened(talk: Talk, mediation: Mediation, answer: str) -> Step:
    """Take what a side says alone of the other, who is of its family: go on, or hold it."""
    if answer != kinship.FEARLESS:
        return kinship.feared(talk, mediation)
    if side_of(mediation, talk.desk.person) is Role.RESPONDENT:
        return _accepted_by(talk, mediation)
    return _stating(talk, mediation, "said/kin", "silent/kin")


def _stating(talk: Talk, mediation: Mediation, press: str, *acts: str) -> Step:
    mediating.done(talk, mediation, mediating.deed(talk, mediation, Do.CONSENT))
    values = mediating.values_of(talk, mediation)
    ask = talk.letter("mediation.statement", values, mediating.buttons(mediation, *acts))
    return talk.ask(STAGE, ask, {"press": str(press_of(mediation, press))})


def press_of(mediation: Mediation, act: str) -> Press:
    """Return the press that what is said next stands for."""
    return Press("mediation", mediation.number, mediation.version, act)


def said(talk: Talk, mediation: Mediation, tie: str) -> Step:
    """Take the applicant's yes with the sentence that the other side may read."""
    return _offered(talk, mediation, tie, mask_homes(mask_numbers(talk.turn.text.strip())))


def silent(talk: Talk, mediation: Mediation, tie: str) -> Step:
    """Take the applicant's yes without a sentence."""
    return _offered(talk, mediation, tie, "")


def _offered(talk: Talk, mediation: Mediation, tie: str, words: str) -> Step:
    if mediation.related and not tie:
        return kinship.asked(talk, mediation)
    at = talk.desk.at
    what = mediating.deed(talk, mediation, Do.CONSENT, text=words)
    yes = replace(mediation.applicant, consented="self", consented_at=at)
    change = mediating.done(
        talk,
        mediation,
        what,
        lambda old: replace(old, applicant=yes, statement=words, related=bool(tie)),
    )
    return told(talk, change, "mediation.you_agreed", *_serving(talk, change, "asking_b"))


def _serving(talk: Talk, change: MediationChanged, key: str) -> tuple[Letter, ...]:
    return mediating.to_serving(talk, change.mediation, f"mediation.staff_{key}")


def told(talk: Talk, change: MediationChanged, key: str, *letters: Letter) -> Step:
    """Return what the speaker reads of the change, and what others do."""
    says = talk.letter(key, mediating.values_of(talk, change.mediation))
    return Step((says, *letters), (change,), talk.resting())


def declined(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take the applicant's no: the case goes on as every other."""
    change = mediating.done(talk, mediation, mediating.deed(talk, mediation, Do.DECLINE))
    return told(talk, change, "mediation.you_declined", *_serving(talk, change, "declined"))


def refused(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take the other side's no: it ends here, and may be asked once more after a week."""
    change = mediating.done(talk, mediation, mediating.deed(talk, mediation, Do.REFUSE))
    after = change.mediation
    ended = mediating.to_side(talk, after, after.applicant, "mediation.not_both")
    return told(talk, change, "mediation.you_refused", *ended, *_serving(talk, change, "refused"))


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
    return told(talk, change, "mediation.you_agreed_b", *both_agreed(talk, change))


def both_agreed(talk: Talk, change: MediationChanged) -> tuple[Letter, ...]:
    """Return to both sides the notice of their rights, and to who began it that both agreed."""
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

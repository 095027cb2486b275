"""The committee's seal: who of its members puts it under signed words, and what begins by that."""

from collections.abc import Iterator
from dataclasses import replace

from domain.agreements import SIDES, Agreement
from domain.deeds import act_choice, committee_name, deed_text, deed_values
from domain.mediation_states import Do, Role
from domain.mediations import Mediation, MediationChanged
from domain.people import Role as Post
from domain.people import ScopeKind
from domain.performing import chased, court_ends, is_all_met, may_call_done, rescheduled
from domain.refusals import Refused
from domain.turns import Choice, Letter, Step, Value
from handlers import mediating
from handlers.deed_letters import at_edition, told, told_person
from handlers.talk import Talk


def to_committee(talk: Talk, step: Step, change: MediationChanged) -> Step:
    """Ask the committee for its seal, and give its members access to this one mediation."""
    members = _members(talk, change.mediation)
    after = replace(change.mediation, committee=members)
    agreement = after.agreement or Agreement()
    values = {"paper": deed_text(after, talk.rules)}
    more = (values, (act_choice(after, "seal", agreement.edition),))
    letters = tuple(
        letter
        for each in members
        for letter in told_person(talk, after, each, "agreeing.to_seal", more)
    )
    changes = (*step.changes[:-1], replace(change, mediation=after))
    return replace(step, says=(*step.says, *letters), changes=changes)


def _members(talk: Talk, mediation: Mediation) -> tuple[str, ...]:
    """Return who may seal: members who do not mediate it, else the only member that there is."""
    barred = {
        mediation.applicant.person_id,
        mediation.respondent.person_id,
        *mediation.objected,
    }
    directory, day = talk.rules.directory, talk.day
    bodies = directory.bodies_in(mediation.community_id, "mediation", day)
    serving = (
        person.person_id
        for body in bodies
        for person in directory.serving(Post.MEDIATOR, ScopeKind.BODY, body.code, day)
    )
    members = tuple(each for each in serving if each not in barred)
    return tuple(each for each in members if each != mediation.mediator) or members


def sealed(talk: Talk, mediation: Mediation, edition: str) -> Step:
    """Put the seal under the signed words: they take effect with it.

    Raises:
        Refused: ``agreeing.unsigned`` if a signature is missing, ``agreeing.changed``,
            ``mediation.not_yours`` for whoever may not seal it.
    """
    agreement = at_edition(mediation, edition)
    if not agreement.is_signed:
        raise Refused("agreeing.unsigned")
    return _sealed_by(talk, mediation, agreement)


def _sealed_by(talk: Talk, mediation: Mediation, agreement: Agreement) -> Step:
    good = replace(
        agreement,
        sealed_by=talk.desk.person.person_id,
        seal=committee_name(mediation, talk.rules),
        in_force=talk.desk.at,
    )
    what = mediating.deed(talk, mediation, Do.SEAL, text=good.digest)
    change = mediating.done(talk, mediation, what, lambda old: replace(old, agreement=good))
    says = talk.letter("agreeing.you_sealed", mediating.values_of(talk, change.mediation))
    step = Step((says,), (change,), talk.resting())
    return step.joined(_binding(talk, change))


def takes_effect(talk: Talk, mediation: Mediation) -> Step:
    """Let an oral agreement bind at once: it is entered into the register and wants no seal."""
    agreement = replace(mediation.agreement or Agreement(), in_force=talk.desk.at)
    done = mediating.by_station(talk, mediation, Do.SEAL)
    change = replace(done, mediation=replace(done.mediation, agreement=agreement))
    return Step((), (change,)).joined(_binding(talk, change))


def _binding(talk: Talk, change: MediationChanged) -> Step:
    begun = mediating.by_station(talk, change.mediation, Do.BEGIN)
    agreement = change.mediation.agreement or Agreement()
    # Today's letter names every promise: the first reminder comes on another day.
    after = replace(begun.mediation, agreement=chased(agreement, talk.day))
    if not is_all_met(agreement):
        after = rescheduled(after, talk.desk.at, talk.rules.calendar)
    return Step(_bound(talk, after), (replace(begun, mediation=after),))


def _on_the_spot(mediation: Mediation, side: Role) -> Iterator[Choice]:
    """Yield the side's word for each promise of an oral agreement, which is kept at once."""
    agreement = mediation.agreement or Agreement()
    for number, term in enumerate(agreement.terms if agreement.is_oral else (), start=1):
        act = "fulfil" if may_call_done(term, side) else "received"
        yield act_choice(mediation, act, number)


def _bound(talk: Talk, mediation: Mediation) -> tuple[Letter, ...]:
    agreement = mediation.agreement or Agreement()
    key = "oral" if agreement.is_oral else "paper"
    values: dict[str, Value] = {
        "terms": deed_values(mediation, talk.rules)["terms"],
        "until": court_ends(agreement, talk.rules.calendar) or talk.desk.at,
    }
    court = mediating.buttons(mediation, "apply", "waive")
    both = (
        letter
        for side in SIDES
        for letter in told(
            talk,
            mediation,
            side,
            f"agreeing.bound_{key}",
            (values, (*_on_the_spot(mediation, side), *court)),
        )
    )
    people = dict.fromkeys((mediation.opener, mediation.mediator))
    serving = (
        letter
        for each in people
        for letter in told_person(talk, mediation, each, "agreeing.staff_bound")
    )
    return (*both, *serving)

"""Passing a case on: to other hands, to another kind, outside, to the mediator."""

from dataclasses import dataclass, replace

from domain.cases import Case, Deed, perform
from domain.categories import Mediation
from domain.companies import company_in
from domain.deadlines import Limit, due_at
from domain.letters import Notice
from domain.mediations import Side
from domain.opening import matter_of
from domain.parts import is_accused
from domain.people import QUEUE_OF_SCOPE, Person, Role, ScopeKind
from domain.presses import Press
from domain.refusals import Refused
from domain.returns import DECIDED, DECIDED_FROM
from domain.routing import queue_holder
from domain.screening import may_be_mediated
from domain.states import Act, Part
from domain.turns import Step, Value
from handlers import dividing, filing, learning, mediation_consent
from handlers.acts import (
    answered,
    new_holder_told,
    not_mediated,
    old_holder_told,
    pressed_case,
    residents_told,
    to_be_accepted,
    wanted_words,
)
from handlers.talk import Talk

_REVIEW_WITHIN = Limit.parse("30d")
_QUEUE_OF_ROLE = {Role.PROPERTY: "property", Role.COMMITTEE: "committee"}
_MEDIATION_TEXTS = {
    Mediation.YES: "passing.mediation",
    Mediation.ADMINISTRATIVE: "passing.mediation_by_authority",
}


@dataclass(frozen=True, slots=True)
class Hands:
    """A queue and the person of it who would answer."""

    queue: str
    holder: str


def hand_on(talk: Talk, press: Press) -> Step:
    """Hand the case to a queue (``q:KIND``) or a person (``p:ID``), with the reason why.

    Raises:
        Refused: ``passing.nobody_there``, ``passing.accused``, ``passing.already_there``, or as
            every act of staff.
    """
    case = pressed_case(talk, press, Act.HAND_ON)
    reason = wanted_words(talk, press)
    hands = hands_for(talk, case, press.argument)
    if hands == Hands(case.queue, case.holder):
        raise Refused("passing.already_there", number=case.number)
    deed = talk.deed(Act.HAND_ON, case, internal=reason)
    return passed(talk, _decided(talk, case), hands, Passing(deed, "passing.to_you", reason))


def _decided(talk: Talk, case: Case) -> Case:
    decides = case.returns >= DECIDED_FROM and Part.CALLER in talk.parts(case)
    return replace(case, tags=case.tags | {DECIDED}) if decides else case


def hands_for(talk: Talk, case: Case, named: str) -> Hands:
    """Return the hands of a queue (``q:KIND``) or a person (``p:ID``) for the case.

    Raises:
        Refused: ``passing.nobody_there``, or ``passing.accused`` for whom the case is about.
    """
    kind, _, code = named.partition(":")
    return _of_queue(talk, case, code) if kind == "q" else _of_person(talk, case, code)


def _of_queue(talk: Talk, case: Case, queue: str) -> Hands:
    matter = matter_of(case, talk.rules.categories)
    way = queue_holder(queue, matter, talk.rules, talk.day)
    if way is None:
        raise Refused("passing.nobody_there", number=case.number)
    return Hands(way.queue, way.holder)


def _of_person(talk: Talk, case: Case, person_id: str) -> Hands:
    directory = talk.rules.directory
    meant = directory.person(person_id)
    serving = directory.person(talk.rules.deputy_of(person_id, talk.day))
    if serving is None or not serving.is_staff(talk.day):
        raise Refused("passing.nobody_there", number=case.number)
    if serving.community_id not in (case.community_id, directory.street_id):
        raise Refused("passing.nobody_there", number=case.number)
    _not_accused(talk, case, meant)
    _not_accused(talk, case, serving)
    return Hands(_queue_of(serving, talk), serving.person_id)


def _not_accused(talk: Talk, case: Case, person: Person | None) -> None:
    if person and is_accused(case, person, talk.day):
        raise Refused("passing.accused", number=case.number)


def _queue_of(person: Person, talk: Talk) -> str:
    post = person.posts_on(talk.day)[0]
    if post.scope is ScopeKind.DEPARTMENT:
        return post.code
    return QUEUE_OF_SCOPE.get(post.scope) or _QUEUE_OF_ROLE.get(post.role, "grid")


@dataclass(frozen=True, slots=True)
class Passing:
    """How a case comes into other hands: the deed, what the new holder reads, and why."""

    deed: Deed
    key: str
    reason: Value


def passed(talk: Talk, case: Case, hands: Hands, how: Passing) -> Step:
    """Return the case in other hands, to be accepted; its people and both holders are told."""
    waits = to_be_accepted(talk, replace(case, queue=hands.queue, holder=hands.holder))
    done = perform(case, how.deed, lambda _: waits)
    letters = (
        *residents_told(talk, done.case, Notice("passing.new_holder")),
        *new_holder_told(talk, done.case, how.key, how.reason),
        *old_holder_told(talk, case, done.case, "passing.taken_from_you"),
    )
    return answered(talk, "passing.you_passed", done, letters)


def reclassify(talk: Talk, press: Press) -> Step:
    """File the case under another leaf; who is responsible and the limits follow it.

    Raises:
        Refused: ``passing.same_leaf``, ``categories.unknown_leaf``, or as every act of staff.
    """
    case = pressed_case(talk, press, Act.RECLASSIFY)
    if press.argument == case.leaf:
        raise Refused("passing.same_leaf", number=case.number)
    deed = replace(
        talk.deed(Act.RECLASSIFY, case, internal=talk.turn.text.strip()), reason=press.argument
    )
    changes = filing.refiled(talk, case, press.argument, deed)
    done = changes[-1]
    letters = residents_told(talk, done.case, Notice("passing.reclassified"))
    if done.case.holder != case.holder:
        letters += new_holder_told(talk, done.case, "passing.to_you", deed.internal)
        letters += old_holder_told(talk, case, done.case, "passing.taken_from_you")
    step = answered(talk, "passing.you_reclassified", done, letters)
    return replace(step, changes=(*changes, learning.lesson(talk, case, done.case, by_staff=True)))


def refer(talk: Talk, press: Press) -> Step:
    """End the case here and tell the resident the way to where it is decided."""
    case = pressed_case(talk, press, Act.REFER)
    words = wanted_words(talk, press)
    at = talk.desk.at
    done = perform(
        case,
        talk.deed(Act.REFER, case, public=words),
        lambda old: replace(old, closed_at=at, answered_at=old.answered_at or at, nudge=None),
    )
    letters = residents_told(talk, done.case, Notice("passing.referred", {"said": words}))
    letters += old_holder_told(talk, case, replace(done.case, holder=""), "passing.is_referred")
    return answered(talk, "passing.you_referred", done, letters)


def mediate(talk: Talk, press: Press) -> Step:
    """Begin mediation; it is looked at again after thirty calendar days.

    Where only the compensation may be mediated, that becomes a case of its own first.

    Raises:
        Refused: ``passing.never_mediated`` for matters that may never be, as
            ``dividing.divided`` does, or as every act of staff.
    """
    case = pressed_case(talk, press, Act.MEDIATE)
    leaf = talk.rules.categories.leaf(case.leaf)
    if not may_be_mediated(case, talk.rules):
        raise Refused("passing.never_mediated", number=case.number, matter=leaf.name)
    if leaf.damages:
        return dividing.divided(talk, case, leaf.damages)
    review = due_at(talk.desk.at, _REVIEW_WITHIN, talk.rules.calendar)
    done = perform(
        case,
        talk.deed(Act.MEDIATE, case, internal=talk.turn.text.strip()),
        lambda old: replace(old, clocks=replace(old.clocks, review=review), nudge=None),
    )
    other = _other_side(talk, case)
    if other:
        begun = mediation_consent.opened(talk, case, other)
        return answered(talk, "passing.you_offer", done, begun.says, begun.changes)
    letters = residents_told(talk, done.case, Notice(_MEDIATION_TEXTS[leaf.mediation]))
    return answered(talk, "passing.you_mediate", done, letters)


def _other_side(talk: Talk, case: Case) -> Side | None:
    """Return who is to be asked: a home, else a company that is named; None leaves it to staff."""
    place = talk.reading.place
    if place.room:
        return Side(home=replace(place, words=""))
    words, directory = talk.turn.text, talk.rules.directory
    company = company_in(words, directory, case.community_id, talk.day)
    return Side(body=company) if company else None


def end_mediation(talk: Talk, press: Press) -> Step:
    """End mediation, agreed or not; what was said in it stays inside.

    Raises:
        Refused: ``mediation.runs`` if the station leads it, or as every act of staff.
    """
    case = pressed_case(talk, press, Act.END_MEDIATION)
    not_mediated(talk, case)
    reason = wanted_words(talk, press)
    done = perform(
        case,
        talk.deed(Act.END_MEDIATION, case, internal=reason),
        lambda old: replace(old, clocks=replace(old.clocks, review=None), nudge=None),
    )
    letters = residents_told(talk, done.case, Notice("passing.mediation_over"))
    return answered(talk, "passing.you_ended_mediation", done, letters)

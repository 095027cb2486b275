"""A promise that is broken: who owes says so before the day, both go on talking, or it ends."""

from dataclasses import replace

from domain.agreements import SIDES, Agreement
from domain.courses import Course
from domain.deadlines import due_at
from domain.deeds import term_values
from domain.mediation_roles import side_of
from domain.mediation_states import Do, Role, Stage
from domain.mediation_timers import CLOCK
from domain.mediations import Mediation, MediationChanged
from domain.performing import may_call_done, rescheduled, term_of
from domain.refusals import Refused
from domain.turns import Choice, Letter, Step, Value
from handlers import hearings, mediating
from handlers.deed_letters import agreement_of, told, told_both, told_person
from handlers.performing import changed, said
from handlers.talk import Talk


def cannot(talk: Talk, mediation: Mediation, number: str) -> Step:
    """Take the word of who owes that a promise will not be kept; nobody waits for its day.

    Staff write down whose word it is and how they heard it. Who is owed cannot say it.

    Raises:
        Refused: ``performing.not_your_debt``, or as ``performing.term_of`` and the table do.
    """
    agreement = agreement_of(mediation)
    _, term = term_of(agreement, number)
    side = side_of(mediation, talk.desk.person)
    if side and not may_call_done(term, side):
        raise Refused("performing.not_your_debt")
    hearings.checked(talk, mediation, Do.BREACH)
    if side is None:
        ask = hearings.wants_words(talk, mediation, "breaking.wants_word", f"cannot/{number}")
        if ask:
            return ask
    text = talk.turn.text.strip()
    what = mediating.deed(talk, mediation, Do.BREACH, reason=f"early:{number}", text=text)
    change = mediating.done(talk, mediation, what)
    after = rescheduled(change.mediation, talk.desk.at, talk.rules.calendar)
    change = replace(change, mediation=after)
    values: dict[str, Value] = term_values(term)
    buttons = mediating.buttons(after, "again")
    people = dict.fromkeys((after.opener, after.mediator))
    letters = (
        *told_both(talk, after, "breaking.will_not", (values, buttons)),
        *(
            letter
            for each in people
            if each != talk.desk.person.person_id
            for letter in told_person(talk, after, each, "breaking.staff_will_not", (values, ()))
        ),
        *_asked_by_phone(talk, after),
    )
    return said(talk, change, "breaking.you_said_so", letters)


def _asked_by_phone(talk: Talk, mediation: Mediation) -> tuple[Letter, ...]:
    """Return what staff are asked to ask of a side without an account, none if both have one."""
    if mediation.respondent.person_id:
        return ()
    more: tuple[dict[str, Value], tuple[Choice, ...]] = ({}, mediating.buttons(mediation, "again"))
    return told_person(talk, mediation, mediation.opener, "breaking.staff_ask_again", more)


def again(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take a side's wish to go on mediating after a breach; it begins when both said so.

    Staff say it for a side without an account, which they asked by telephone, and for no other.

    Raises:
        Refused: ``mediation.not_yours``, or as the table does.
    """
    side = side_of(mediation, talk.desk.person)
    if side is None and mediation.respondent.person_id:
        raise Refused("mediation.not_yours")
    wishing = side or Role.RESPONDENT
    agreement = agreement_of(mediation)
    what = mediating.deed(talk, mediation, Do.AGAIN, reason=wishing.value)
    wish = tuple(dict.fromkeys((*agreement.again, wishing)))
    change = changed(talk, mediation, what, replace(agreement, again=wish))
    if set(wish) != set(SIDES):
        return said(talk, change, "performing.you_again", _asking(talk, change.mediation, wishing))
    begun = _begun_again(talk, change, agreement)
    letters = (
        *told_both(talk, begun.mediation, "performing.again_begun"),
        *told_person(talk, begun.mediation, mediation.mediator, "performing.staff_again"),
    )
    step = said(talk, change, "performing.you_again", letters)
    return replace(step, changes=(change, begun))


def _asking(talk: Talk, mediation: Mediation, wishing: Role) -> tuple[Letter, ...]:
    other = next(side for side in SIDES if side is not wishing)
    buttons = mediating.buttons(mediation, "again")
    letters = told(talk, mediation, other, "performing.again_asked", ({}, buttons))
    return letters or _asked_by_phone(talk, mediation)


def _begun_again(talk: Talk, change: MediationChanged, before: Agreement) -> MediationChanged:
    begun = mediating.by_station(talk, change.mediation, Do.BEGIN)
    # The old agreement binds until a new one does; the talks have their own thirty days.
    after = replace(
        begun.mediation,
        agreement=None,
        earlier=(*begun.mediation.earlier, before),
        committee=(),
        course=Course(),
        clock_ends=due_at(talk.desk.at, CLOCK, talk.rules.calendar),
    )
    return replace(begun, mediation=after)


def finished(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """End it before its last limit: after a breach with nothing left to try, or once all is well.

    Raises:
        Refused: ``breaking.wants_again`` if a side asked to go on talking, ``breaking.not_asked``
            if a side was not asked yet how things are, or as the table does.
    """
    agreement = agreement_of(mediation)
    broken = mediation.stage is Stage.BREACH
    if broken and agreement.again:
        raise Refused("breaking.wants_again")
    change = mediating.done(talk, mediation, mediating.deed(talk, mediation, Do.CLOSE))
    if not broken and {each.side for each in mediation.revisits} != set(SIDES):
        raise Refused("breaking.not_asked")
    letters = told_both(talk, change.mediation, "performing.unperformed") if broken else ()
    return said(talk, change, "breaking.you_finished", letters)

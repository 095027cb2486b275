"""The course of a mediation once both agreed: rights, mediator, talks, and the ways out."""

from collections.abc import Mapping
from dataclasses import replace

from domain.mediation_roles import side_of
from domain.mediation_states import Do, Role, Stage, acts_for
from domain.mediations import Mediation, MediationChanged, Side
from domain.proceedings import LettersRecalled
from domain.refusals import Refused
from domain.turns import Change, Letter, Step
from handlers import mediating
from handlers.talk import Talk

# What a mediator does by one tap, and the act of the table that it is.
_MOVES: Mapping[str, Do] = {
    "shuttle": Do.SHUTTLE,
    "propose": Do.PROPOSE,
    "resume": Do.RESUME,
    "fail": Do.FAIL,
}
TALKS = ("shuttle", "propose", "resume", "fail")


def stopped(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """End it at once for a side; the other reads the same words whatever the reason was.

    Raises:
        Refused: ``holding.binds`` if it is held while an agreement binds, or as the table does.
    """
    if mediation.binds and mediation.stage is Stage.SAFETY_HOLD:
        raise Refused("holding.binds")
    change = mediating.done(talk, mediation, mediating.deed(talk, mediation, Do.STOP))
    side = side_of(mediation, talk.desk.person) or Role.APPLICANT
    letters = _ended_for(talk, change, mediating.other(mediation, side))
    return _told(talk, change, "mediation.you_stopped", letters)


def left(talk: Talk, number: str) -> Step:
    """End the mediation of a matter that its applicant takes back, if one is under way."""
    mediation = talk.desk.mediation(number)
    if mediation is None or mediation.binds:
        return Step()
    if Do.STOP not in acts_for(mediation.stage, mediating.roles(talk, mediation)):
        return Step()
    step = stopped(talk, mediation, "")
    return replace(step, says=step.says[1:])


def all_left(talk: Talk) -> Step:
    """End every mediation of a side that goes; one that binds already goes on without it."""
    step = Step()
    for mediation in talk.desk.mediations:
        if side_of(mediation, talk.desk.person):
            step = step.joined(left(talk, mediation.number))
    return replace(step, dialogue=None)


def _ended_for(talk: Talk, change: MediationChanged, side: Side) -> tuple[Letter, ...]:
    # Who was never asked learns nothing of it.
    told = mediating.to_side(talk, change.mediation, side, "mediation.ended")
    serving = (change.mediation.opener, change.mediation.mediator)
    return (*told, *_to_serving(talk, change.mediation, serving, "mediation.staff_ended"))


def _to_serving(
    talk: Talk, mediation: Mediation, people: tuple[str, ...], key: str
) -> tuple[Letter, ...]:
    speaker = talk.desk.person.person_id
    return tuple(
        mediating.to_person(talk, mediation, each, key)
        for each in dict.fromkeys(people)
        if each and each != speaker
    )


def _told(talk: Talk, change: MediationChanged, key: str, letters: tuple[Letter, ...]) -> Step:
    says = talk.letter(key, mediating.values_of(talk, change.mediation))
    return Step((says, *letters), (change,), talk.resting())


def held(talk: Talk) -> Step:
    """Hold every mediation of the speaker whose words speak of harm; nobody else is told why.

    The other side hears nothing at all, whoever serves hears at once, whatever the hour.
    """
    step = Step()
    for mediation in talk.desk.mediations:
        if side_of(mediation, talk.desk.person) and mediation.is_open:
            step = step.joined(_held(talk, mediation))
    return step


def _held(talk: Talk, mediation: Mediation) -> Step:
    try:
        change = mediating.by_station(talk, mediation, Do.HOLD)
    except Refused:
        return Step()
    letter = mediating.to_person(
        talk,
        change.mediation,
        mediation.opener,
        "mediation.staff_held",
        "refer_out",
        "resume",
    )
    return Step((replace(letter, urgent=True, not_before=None),), (change,))


def read(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take a side's word that it has read its rights; after the second a mediator is chosen."""
    side = side_of(mediation, talk.desk.person)
    if side is None:
        raise Refused("mediation.not_yours")
    return _has_read(talk, mediation, side, "mediation.you_read")


def read_out(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take the word of staff that the rights were read out to a side without an account.

    Raises:
        Refused: ``mediation.not_yours`` if the side has an account and can say so itself.
    """
    if mediation.respondent.person_id:
        raise Refused("mediation.not_yours")
    return _has_read(talk, mediation, Role.RESPONDENT, "mediation.you_read_out")


def _has_read(talk: Talk, mediation: Mediation, side: Role, key: str) -> Step:
    after = replace(mediating.own(mediation, side), read_at=talk.desk.at)
    what = mediating.deed(talk, mediation, Do.ACKNOWLEDGE, reason=side.value)
    change = mediating.done(
        talk, mediation, what, lambda old: mediating.with_side(old, side, after)
    )
    if not change.mediation.has_both_read:
        return _told(talk, change, key, ())
    begun = mediating.by_station(talk, change.mediation, Do.BEGIN)
    return replace(_told(talk, change, key, ()), changes=(change, begun))


def objected(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take a side's wish for another mediator (回避): the access ends with this very step.

    What was written to the one who leaves is gone from his pages, and what waits is not sent.
    """
    gone = mediation.mediator
    change = mediating.done(
        talk,
        mediation,
        mediating.deed(talk, mediation, Do.OBJECT),
        lambda old: replace(
            old,
            mediator="",
            objected=(*old.objected, gone),
            course=replace(old.course, sought=old.course.failures),
        ),
    )
    left = mediating.to_person(talk, change.mediation, gone, "mediation.you_left")
    about = f"talks:{mediation.number}:{mediation.attempt}:"
    recalled = LettersRecalled(mediation.community_id, about, gone, sent_too=True)
    step = _told(talk, change, "mediation.you_objected", (left,))
    return replace(step, changes=(*step.changes, recalled))


def moved(talk: Talk, mediation: Mediation, act: str) -> Step:
    """Take a step of the mediator's: both sides read where it stands, in the same words.

    Raises:
        Refused: ``holding.to_carry_on`` for what binds already, ``kinship.only_out`` where a side
            is afraid of the other, or as the table does.
    """
    if mediation.barred:
        raise Refused("kinship.only_out")
    if mediation.binds and mediation.stage is Stage.SAFETY_HOLD:
        raise Refused("holding.to_carry_on")
    change = mediating.done(talk, mediation, mediating.deed(talk, mediation, _MOVES[act]))
    after = change.mediation
    if mediation.stage is Stage.SAFETY_HOLD:
        step = _told(talk, change, "mediation.you_rescreen", ())
        says = replace(step.says[0], choices=mediating.buttons(after, "clear", "refer_out"))
        return replace(step, says=(says,))
    key = "mediation.failed" if act == "fail" else "mediation.moved"
    acts = ("object", "stop") if after.is_open else ()
    letters = (
        *mediating.to_side(talk, after, after.applicant, key, *acts),
        *mediating.to_side(talk, after, after.respondent, key, *acts),
    )
    return _told(talk, change, "mediation.you_moved", letters)


def referred_out(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """End it for good because of what was found; neither side is told of it by the station."""
    change = mediating.done(talk, mediation, mediating.deed(talk, mediation, Do.REFER_OUT))
    return _told(talk, change, "mediation.you_referred_out", ())


def hidden(talk: Talk, *, neutral: bool) -> tuple[Change, ...]:
    """Return the speaker's mediations with neutral notices, or with plain ones again."""
    mine = ((each, side_of(each, talk.desk.person)) for each in talk.desk.mediations)
    return tuple(
        mediating.done(
            talk,
            each,
            mediating.deed(talk, each, Do.HIDE),
            _with_neutral(side, neutral=neutral),
        )
        for each, side in mine
        if side and each.is_open
    )


def _with_neutral(side: Role, *, neutral: bool) -> mediating.Edit:
    def change(old: Mediation) -> Mediation:
        return mediating.with_side(old, side, replace(mediating.own(old, side), neutral=neutral))

    return change

"""Answering what both sides are asked: an answer lies sealed until the clock opens all of them."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.accord_kinds import RULES, YES, Kind
from domain.accords import (
    Accord,
    AccordAct,
    AccordChanged,
    AccordState,
    Hand,
    check_answer,
    given,
    is_complete_with,
    moved,
    reworded,
)
from domain.mediation_roles import side_of
from domain.mediation_stages import Do, Role
from domain.mediations import Mediation, MediationChanged
from domain.meetings import time_text
from domain.privacy import mask_numbers
from domain.proceedings import LettersRecalled
from domain.questions import SIDES, about, choices_of, is_answer
from domain.refusals import Refused
from domain.turns import Change, Choice, Step, Value
from handlers import hearings, mediating
from handlers.talk import Talk


@dataclass(frozen=True, slots=True)
class _Reply:
    """A press on a question: which, in which version, what was said, for which silent side."""

    accord: Accord
    version: int
    said: str
    role: Role


def _reply(talk: Talk, mediation: Mediation, argument: str) -> _Reply:
    number, version, said, role, *_ = (*argument.split("/"), "", "", "", "")
    known = hearings.known_of(talk, mediation)
    accord = known.accord(int(number)) if number.isdecimal() else None
    if accord is None or not version.isdecimal():
        raise Refused("accords.over")
    reply = _Reply(accord, int(version), said, _role(talk, mediation, accord, role))
    check_answer(accord, reply.role, reply.version, talk.desk.at)
    return reply


def _role(talk: Talk, mediation: Mediation, accord: Accord, role: str) -> Role:
    """Return for whom it is answered: oneself, or a side without an account, by telephone.

    Nobody who serves answers for a side that has an account, and none whatever is private.
    """
    own = side_of(mediation, talk.desk.person)
    roles = mediating.roles(talk, mediation)
    if own or not role:
        return own or (Role.MEDIATOR if Role.MEDIATOR in roles else Role.STAFF)
    mute = role in SIDES and not mediating.own(mediation, Role(role)).person_id
    if Role.STAFF not in roles or not mute or not RULES[accord.kind].assisted:
        raise Refused("accords.not_asked")
    return Role(role)


def answered(talk: Talk, mediation: Mediation, argument: str) -> Step:
    """Seal the speaker's answer; the clock looks as soon as nothing is to be waited for.

    Raises:
        Refused: as ``accords.check_answer`` does, ``presses.unreadable`` for what is no answer.
    """
    reply = _reply(talk, mediation, argument)
    if not is_answer(reply.accord, reply.said):
        raise Refused("presses.unreadable")
    change = _recorded(talk, mediation, reply)
    sealed = given(reply.accord, reply.role, reply.said)
    source = reply.accord.kind is Kind.RELAY and reply.said == YES
    acts = (f"revoke/{reply.accord.accord}",) if source else ()
    says = talk.letter(
        "answering.you_answered",
        mediating.values_of(talk, change.mediation),
        _keys(talk, mediation, acts),
    )
    return Step((says,), (change, sealed), talk.resting())


def _keys(talk: Talk, mediation: Mediation, acts: tuple[str, ...]) -> tuple[Choice, ...]:
    hearing = hearings.hearing_of(talk, mediation)
    return tuple(hearing.button(act, f"answering.button_{act.partition('/')[0]}") for act in acts)


def _recorded(talk: Talk, mediation: Mediation, reply: _Reply) -> MediationChanged:
    what = mediating.deed(talk, mediation, Do.ANSWER, reason=reply.accord.kind.value)
    done = is_complete_with(reply.accord, reply.role, reply.said)
    return hearings.recorded(talk, mediation, what, at_once=done)


def stepped(talk: Talk, mediation: Mediation, argument: str) -> Step:
    """Show what is left to choose after one step of an answer that has several.

    Raises:
        Refused: as ``answered`` does.
    """
    reply = _reply(talk, mediation, argument)
    hearing = hearings.hearing_of(talk, mediation)
    choices = choices_of(reply.accord, hearing, reply.said)
    values = {**hearing.matter(), "slot": _slot(reply)}
    return Step((talk.letter(f"answering.next_{reply.accord.kind}", values, choices),))


def _slot(reply: _Reply) -> Value:
    names = reply.accord.names
    here = len(reply.said)
    if reply.accord.kind is not Kind.TIMES:
        return ""
    return time_text(datetime.fromisoformat(names[here]))


def edited(talk: Talk, mediation: Mediation, argument: str) -> Step:
    """Take the source's own wording of what may be passed on; writing it is saying yes to it.

    Raises:
        Refused: as ``answered`` does.
    """
    reply = _reply(talk, mediation, argument)
    if reply.accord.kind is not Kind.RELAY:
        raise Refused("presses.unreadable")
    if ask := hearings.wants_words(talk, mediation, "answering.wants_edit", f"edit/{argument}"):
        return ask
    words = mask_numbers(talk.turn.text.strip())
    accord = reworded(reply.accord, Hand.ASKED, words, talk.desk.at)
    what = mediating.deed(talk, mediation, Do.ANSWER, reason=accord.kind.value, text=words)
    change = hearings.recorded(talk, mediation, what, at_once=True)
    hearing = replace(hearings.hearing_of(talk, mediation), mediation=change.mediation)
    letters = tuple(
        replace(each, dedupe=f"{about(accord)}{accord.version}:m")
        for each in hearing.to_mediator("answering.edited", {"words": words})
    )
    changes = (change, AccordChanged(accord), given(accord, reply.role, YES))
    says = talk.letter(
        "answering.you_answered",
        hearing.matter(),
        _keys(talk, mediation, (f"revoke/{accord.accord}",)),
    )
    return Step((says, *letters), changes, talk.resting())


def revoked(talk: Talk, mediation: Mediation, argument: str) -> Step:
    """Take a yes back: what was not passed on yet never is, and nothing queued goes out.

    Raises:
        Refused: ``accords.over`` if it is not his, or if it cannot be taken back any more.
    """
    known = hearings.known_of(talk, mediation)
    accord = known.accord(int(argument)) if argument.isdecimal() else None
    side = side_of(mediation, talk.desk.person)
    roles = mediating.roles(talk, mediation)
    if accord is None or not ({side} & set(accord.asked) or Role.MEDIATOR in roles):
        raise Refused("accords.over")
    hand = Hand.ASKED if side else Hand.ASKER
    gone = _taken_back(accord, hand)
    what = mediating.deed(talk, mediation, Do.WITHDRAW, reason=accord.kind.value)
    change = hearings.recorded(talk, mediation, what)
    recalled = LettersRecalled(accord.community_id, about(accord))
    changes: tuple[Change, ...] = (change, AccordChanged(gone), recalled)
    hearing = replace(hearings.hearing_of(talk, mediation), mediation=change.mediation)
    told = hearing.to_mediator("answering.revoked") if side else ()
    says = talk.letter("answering.you_revoked", hearing.matter())
    return Step((says, *told), changes, talk.resting())


def _taken_back(accord: Accord, hand: Hand) -> Accord:
    free = hand is Hand.ASKER and accord.state is AccordState.ASKED
    if accord.kind is not Kind.RELAY and not free:
        raise Refused("accords.over")
    return moved(accord, AccordAct.WITHDRAW, hand)

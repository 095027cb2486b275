"""Taking a case up: accept it, talk about it inside and outside, ask, go on."""

from dataclasses import replace
from datetime import datetime

from domain.cases import Case, perform
from domain.clocks import DueKind, Nudge
from domain.deadlines import Limit, due_at
from domain.ladder import climb, is_pressing, level_of
from domain.letters import Notice, name_text, to_staff
from domain.parts import parts_of
from domain.pauses import MOST_QUESTIONS, Pause, times_paused
from domain.presses import Press
from domain.privacy import mask_homes, mask_numbers
from domain.refusals import Refused
from domain.states import HOLDERS, Act, Part
from domain.turns import Letter, Step
from handlers.acts import (
    answered,
    kept,
    old_holder_told,
    pressed_case,
    residents_told,
    spoken_to,
    wanted_words,
)
from handlers.talk import Talk

# How long a question may wait for its answer, and how long when the promise is over already.
_ANSWER_WITHIN = Limit.parse("5wd")
_ANSWER_SOON = Limit.parse("1wd")
_ASSIST = "assist"
# The cause of a pause in which the resident is asked.
_RESIDENT = "resident"


def accept(talk: Talk, press: Press) -> Step:
    """Sign for the case; words that come along are the first answer to the resident."""
    case = pressed_case(talk, press, Act.ACCEPT)
    words = talk.turn.text.strip()

    def taken(old: Case) -> Case:
        signed = replace(old, holder=_holder(talk, old), accepted_at=talk.desk.at)
        signed = replace(signed, nudge=_heard(old.nudge))
        return spoken_to(talk, signed) if words else signed

    done = perform(case, talk.deed(Act.ACCEPT, case, public=words), taken)
    key = "taking.accepted_with_words" if words else "taking.accepted"
    letters = residents_told(talk, done.case, Notice(key, {"said": words}))
    letters += old_holder_told(talk, case, done.case, "taking.taken_over")
    return answered(talk, "taking.you_accepted", done, letters, kept(talk, case))


def _heard(nudge: Nudge | None) -> Nudge | None:
    # Signing is an answer to a nudge about a later limit too: it does not begin again below.
    is_later = nudge and nudge.kind in (DueKind.ANSWER, DueKind.SOLVE)
    return replace(nudge, acknowledged=True) if nudge and is_later else None


def _holder(talk: Talk, case: Case) -> str:
    speaker = talk.desk.person
    if talk.rules.deputy_of(case.holder, talk.day) != speaker.person_id:
        return speaker.person_id
    # Who stands in for an absent holder, with no duty of his own here, signs for him.
    alone = parts_of(replace(case, holder=""), speaker, replace(talk.rules, absences=()), talk.day)
    return speaker.person_id if alone & (HOLDERS | {Part.SUPERVISOR}) else case.holder


def acknowledge(talk: Talk, press: Press) -> Step:
    """Say "收到" to a nudge: it climbs no further; no clock stops.

    With ``assist`` the next level hears that help is wanted; the case stays where it is.
    """
    case = pressed_case(talk, press, Act.ACKNOWLEDGE)
    wants_help = press.argument == _ASSIST
    if not wants_help and (case.nudge is None or case.nudge.acknowledged):
        return talk.say("taking.you_acknowledged", {"number": case.number})
    seen = _tapped(case.nudge)
    deed = replace(talk.deed(Act.ACKNOWLEDGE, case), reason=press.argument)
    done = perform(case, deed, lambda old: replace(old, nudge=seen))
    if wants_help:
        return answered(talk, "taking.you_called_help", done, _help_called(talk, done.case))
    return answered(talk, "taking.you_acknowledged", done)


def _help_called(talk: Talk, case: Case) -> tuple[Letter, ...]:
    speaker = talk.desk.person.person_id
    own = level_of(case, speaker, talk.rules, talk.day)
    _, above = climb(case, own + 1, talk.rules, talk.day)
    people = (person for person in above if person.person_id != speaker)
    who = name_text(speaker, talk.rules)
    notice = Notice("taking.help_wanted", {"who": who}, urgent=is_pressing(case))
    return to_staff(people, case, notice, talk.rules, talk.desk.at)


def note(talk: Talk, press: Press) -> Step:
    """Keep words and photos inside: residents and outside bodies never read them."""
    case = pressed_case(talk, press, Act.NOTE)
    done = perform(case, talk.deed(Act.NOTE, case, internal=wanted_words(talk, press)))
    return answered(talk, "taking.you_noted", done, changes=kept(talk, case, internal=True))


def summarise(talk: Talk, press: Press) -> Step:
    """Write what outside bodies read in place of the resident's words, numbers and homes masked.

    Raises:
        Refused: ``cases.not_yours`` if the speaker does not supervise the case.
    """
    case = pressed_case(talk, press, Act.NOTE)
    if Part.SUPERVISOR not in talk.parts(case):
        raise Refused("cases.not_yours")
    summary = mask_homes(mask_numbers(wanted_words(talk, press)))
    deed = talk.deed(Act.NOTE, case, internal=summary)
    done = perform(case, deed, lambda old: replace(old, summary=summary))
    return answered(talk, "taking.you_summarised", done)


def reply(talk: Talk, press: Press) -> Step:
    """Answer the resident, who reads it with the number and who wrote it."""
    case = pressed_case(talk, press, Act.REPLY)
    words = wanted_words(talk, press)
    deed = talk.deed(Act.REPLY, case, public=words)
    done = perform(case, deed, lambda old: spoken_to(talk, old))
    writer = name_text(talk.desk.person.person_id, talk.rules)
    letters = residents_told(
        talk, done.case, Notice("taking.reply", {"said": words, "holder": writer})
    )
    return answered(talk, "taking.you_replied", done, letters, kept(talk, case))


def ask(talk: Talk, press: Press) -> Step:
    """Ask the resident for what is missing; the case waits until a day that he is told.

    Raises:
        Refused: ``taking.asked_enough`` after three questions, or as every act of staff.
    """
    case = pressed_case(talk, press, Act.ASK)
    words = wanted_words(talk, press)
    if times_paused(case.pauses, _RESIDENT) >= MOST_QUESTIONS:
        raise Refused("taking.asked_enough", number=case.number)
    at = talk.desk.at
    resume = _resume_at(talk, case.clocks.promised)

    def waits(old: Case) -> Case:
        clocks = replace(old.clocks, resume=resume)
        stop = Pause(_RESIDENT, at, resume)
        asked = replace(old, clocks=clocks, pauses=(*old.pauses, stop), nudge=_tapped(old.nudge))
        asked = replace(asked, accepted_at=old.accepted_at or at)
        return spoken_to(talk, asked)

    done = perform(case, talk.deed(Act.ASK, case, public=words), waits)
    question = Notice("taking.question", {"said": words, "until": resume})
    letters = residents_told(talk, done.case, question)
    return answered(talk, "taking.you_asked", done, letters)


def _tapped(nudge: Nudge | None) -> Nudge | None:
    # A question answers a nudge, but the chase does not begin again below after it.
    return replace(nudge, acknowledged=True) if nudge else None


def _resume_at(talk: Talk, promised: datetime | None) -> datetime:
    at, calendar = talk.desk.at, talk.rules.calendar
    latest = due_at(at, _ANSWER_WITHIN, calendar)
    # Asking is no way round the promise: the case is looked at again when that runs out.
    return min(latest, max(promised or latest, due_at(at, _ANSWER_SOON, calendar)))


def resume(talk: Talk, press: Press) -> Step:
    """Go on without waiting for the resident's answer any longer."""
    case = pressed_case(talk, press, Act.RESUME)
    deed = talk.deed(Act.RESUME, case, internal=talk.turn.text.strip())
    done = perform(case, deed, lambda old: replace(old, clocks=replace(old.clocks, resume=None)))
    letters = residents_told(talk, done.case, Notice("taking.resumed"))
    return answered(talk, "taking.you_resumed", done, letters)

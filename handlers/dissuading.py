"""Noise: talk to the other side first, keep a dated record of it, hand that out on request."""

from dataclasses import replace
from datetime import UTC, datetime

from domain.calendar import SHANGHAI
from domain.cases import Case, perform
from domain.dissuasions import Dissuasion, Way, times
from domain.letters import Notice
from domain.papers import record_values
from domain.presses import Press, press_on
from domain.privacy import mask_homes, mask_numbers
from domain.refusals import Refused
from domain.states import Act
from domain.turns import Step
from handlers import belongings
from handlers.acts import answered, kept, pressed_case, residents_told, spoken_to, wanted_words
from handlers.talk import Talk, choice

_LONGEST_BESIDE = 60


def dissuade(talk: Talk, press: Press) -> Step:
    """Record a dissuasion: ``WAY@2026-11-24T09:30@WHO ELSE``, with what came of it.

    Time (Shanghai, now if left out) and the others may be left out; numbers and homes are masked,
    for the record is read outside the station.

    Raises:
        Refused: ``dissuading.not_noise`` for other kinds of matters, ``dissuading.unreadable``, or
            as every act of staff.
    """
    case = pressed_case(talk, press, Act.DISSUADE)
    result = mask_homes(mask_numbers(wanted_words(talk, press)))
    if not talk.rules.categories.leaf(case.leaf).dissuade:
        raise Refused("dissuading.not_noise", number=case.number)
    mine = _read(talk, case, press.argument, result)
    deed = replace(talk.deed(Act.DISSUADE, case, public=result), reason=mine.way.value)
    # Its people read what came of it, from a person: that is an answer.
    done = perform(
        case,
        deed,
        lambda old: replace(spoken_to(talk, old), dissuasions=(*old.dissuasions, mine)),
    )
    dissuaded, mediated = times(done.case.dissuasions)
    values = record_values(done.case, talk.rules)
    counts = {"dissuaded": dissuaded, "mediated": mediated, "last": values["last"]}
    button = (choice("dissuading.record_button", press_on(done.case, "record")),)
    told = residents_told(talk, done.case, Notice("dissuading.done", counts, button))
    return answered(talk, "dissuading.you_dissuaded", done, told, kept(talk, case, internal=True))


def _read(talk: Talk, case: Case, argument: str, result: str) -> Dissuasion:
    way, time, beside, *_ = (*argument.split("@", 2), "", "")
    if way not in set(Way):
        raise Refused("dissuading.unreadable", number=case.number)
    at = _moment(talk, case, time)
    others = mask_homes(mask_numbers(beside.strip()[:_LONGEST_BESIDE]))
    return Dissuasion(at, talk.desk.person.person_id, Way(way), result, others)


def _moment(talk: Talk, case: Case, time: str) -> datetime:
    if not time:
        return talk.desk.at
    try:
        moment = datetime.fromisoformat(time).replace(tzinfo=SHANGHAI).astimezone(UTC)
    except ValueError as unreadable:
        raise Refused("dissuading.unreadable", number=case.number) from unreadable
    # What has not been yet is no record, nor is what was before the matter was told.
    if not _day_before(case) <= moment <= talk.desk.at:
        raise Refused("dissuading.unreadable", number=case.number)
    return moment


def _day_before(case: Case) -> datetime:
    return case.opened_at.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)


def record(talk: Talk, press: Press) -> Step:
    """Give the record of one matter to whose matter it is, without a word on who told it."""
    case = belongings.own(talk, press.number)
    if not case.dissuasions:
        return talk.say("dissuading.none_yet", {"number": case.number})
    return talk.say("dissuading.record", record_values(case, talk.rules))


def record_wanted(talk: Talk) -> Step:
    """Give the records that the speaker may mean; without any, say how one comes about."""
    person_id = talk.desk.person.person_id
    mine = [case for case in talk.desk.cases if case.party(person_id) and case.dissuasions]
    if not mine:
        return talk.say("dissuading.nothing")
    newest = max(mine, key=lambda case: (case.opened_at, case.number))
    if len(mine) == 1:
        return record(talk, Press("record", newest.number))
    buttons = tuple(
        choice("progress.number", press_on(case, "record"), {"number": case.number})
        for case in mine
    )
    return Step((talk.letter("dissuading.which", {}, buttons),), dialogue=talk.resting())

"""The table of conversations: which one answers a turn. Emergencies come before everything."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from domain import wishes
from domain.accounts import AttemptNoted
from domain.calendar import shanghai_day
from domain.presses import Press, read_press, typed_press
from domain.reading import Reading
from domain.refusals import Refused
from domain.taught import refined_for
from domain.turns import Desk, Letter, Step, Turn
from handlers import (
    absence,
    arrival,
    belated,
    cards,
    closing,
    comments,
    desks,
    doing,
    duty,
    emergency,
    guidance,
    identity,
    intake,
    joining,
    learning,
    leave,
    mediation,
    mediation_course,
    place,
    progress,
    proving,
    record,
    same_matter,
    searching,
    withdrawal,
)
from handlers.talk import Talk
from handlers.wanted import INTENTS, STAFF_INTENTS, Conversation

Pressed = Callable[[Talk, Press], Step]

# What a button means; a press comes back long after, so each looks at the case afresh.
PRESSES: Mapping[str, Pressed] = {
    **doing.ACTS,
    **proving.PRESSES,
    "here": place.chosen,
    "leaf": intake.leaf_chosen,
    "split": intake.split_chosen,
    "two": intake.two_pressed,
    "attach": comments.attach_chosen,
    "fresh": comments.fresh_chosen,
    "now": emergency.still_now,
    "past": emergency.is_past,
    "solved": closing.solved,
    "not_solved": closing.not_solved,
    "stars": closing.rated,
    "withdraw": withdrawal.confirmed,
    "identity": identity.chosen,
    "follow": progress.shown,
    "human": guidance.human_pressed,
    "cancel": guidance.cancel_pressed,
    "forget": record.forget_confirmed,
    "same": same_matter.chosen,
    "absent": absence.declared,
    "mine": cards.shown,
    "do": doing.begun,
    "desk": desks.menu_pressed,
    "list": desks.paged,
    "find": searching.pressed,
    "mediation": mediation.pressed,
    "duty": duty.pressed,
    "away": leave.pressed,
    "unlearn": learning.unlearn,
    "term": learning.decide,
    "vouch": joining.vouched,
    "unmask": joining.unmasked,
}
# What is offered to staff only; for everybody else these buttons lead nowhere.
_OF_THE_DESK = frozenset({"do", "desk", "list", "find", "duty", "away", "vouch", "unmask"})
_OF_STAFF = frozenset({*doing.ACTS, *proving.OF_STAFF, *_OF_THE_DESK, "absent"})

# Where an open question stands, its answer goes.
STAGES: Mapping[str, Conversation] = {
    "place": place.told,
    "words": intake.words_told,
    "which": comments.which_told,
    "redo": closing.redo_told,
    "danger": emergency.told,
    "mediation": mediation.told,
}
# Questions to staff whose answer is whatever is said next, in whatever words.
OWN_WORDS: Mapping[str, Conversation] = {doing.STAGE: doing.told, wishes.SEARCH: searching.told}


def answer(desk: Desk, turn: Turn, reading: Reading) -> Step:
    """Return the whole answer to a turn.

    Raises:
        Refused: the rules say no; the caller turns the text key into a kind sentence.
    """
    read = refined_for(reading, desk.taught, desk.person, desk.rules, shanghai_day(desk.at))
    talk = Talk(desk, turn, read)
    step = _answered(talk)
    if reading.stops or reading.is_alarm():
        step = step.joined(mediation_course.held(talk))
    return arrival.welcomed(talk, step)


def _answered(talk: Talk) -> Step:
    turn, reading = talk.turn, talk.reading
    if turn.text and not turn.press and reading.is_alarm() and not doing.is_about_danger(talk):
        return emergency.alarmed(talk)
    if turn.press:
        return _pressed(talk, read_press(turn.press))
    if typed := typed_press(reading.text, talk.desk.offered, talk.desk.dialogue.stage):
        # The number is the button and nothing that was said beside it.
        return _pressed(replace(talk, turn=replace(turn, text="")), read_press(typed))
    if turn.invitation or turn.place_code:
        return joining.invited(talk) if turn.invitation else arrival.bound(talk)
    if turn.edits:
        return comments.edited(talk)
    return _spoken(talk)


def _spoken(talk: Talk) -> Step:
    intent, _, _ = talk.reading.intent.partition(":")
    stage = STAGES.get(talk.desk.dialogue.stage)
    wanted = _own_words(talk) or _of_staff(talk, intent)
    if wanted:
        return wanted(talk)
    if intent in INTENTS:
        return belated.with_files(talk, INTENTS[intent](talk))
    return stage(talk) if stage else _unasked(talk)


def _unasked(talk: Talk) -> Step:
    if talk.turn.reply_to or talk.reading.case_numbers:
        return comments.on_named(talk)
    if not talk.reading.text:
        return comments.wordless(talk)
    if talk.reading.is_place_alone():
        return place.alone(talk)
    return comments.or_new(talk)


def _own_words(talk: Talk) -> Conversation | None:
    stage = talk.desk.dialogue.stage
    awaited = stage != doing.STAGE or doing.awaits(talk)
    return OWN_WORDS.get(stage) if awaited and talk.desk.person.is_staff(talk.day) else None


def _of_staff(talk: Talk, intent: str) -> Conversation | None:
    return STAFF_INTENTS.get(intent) if talk.desk.person.is_staff(talk.day) else None


def _trespassed(talk: Talk, press: Press) -> Step:
    """Do nothing, say no more than the act itself says to a stranger, and note the attempt."""
    person_id, address = talk.desk.person.person_id, talk.turn.address
    tried = AttemptNoted(talk.turn.key, person_id, address, str(press))
    says = guidance.lost(talk).says
    if press.act not in _OF_THE_DESK:
        try:
            PRESSES[press.act](talk, press)
        except Refused as no:
            says = (Letter(person_id, no.text_key, no.values),)
    return Step(says, (tried,))


def _pressed(talk: Talk, press: Press) -> Step:
    if press.act in _OF_STAFF and not talk.desk.person.is_staff(talk.day):
        return _trespassed(talk, press)
    conversation = PRESSES.get(press.act)
    if conversation is None:
        return guidance.lost(talk)
    return belated.with_files(talk, conversation(talk, press))

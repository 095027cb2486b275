"""The table of conversations: which one answers a turn. Emergencies come before everything."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from domain import wishes
from domain.accounts import AttemptNoted
from domain.calendar import shanghai_day
from domain.presses import (
    CHECK_VOTER,
    HISTORY,
    HUSH,
    OPEN_POLL,
    OPINE,
    PHOTOS,
    RECORD_VOTE,
    UNDO_VOTE,
    VOTE,
    Press,
    read_press,
    typed_press,
)
from domain.reading import Reading
from domain.refusals import Refused
from domain.taught import refined_for
from domain.turns import Desk, Letter, Step, Turn
from handlers import (
    absence,
    advising,
    arrival,
    belated,
    cards,
    clearing,
    closing,
    comments,
    desks,
    doing,
    duty,
    dwelling,
    emergency,
    guidance,
    hearings,
    identity,
    intake,
    joining,
    learning,
    leave,
    looking,
    mediation,
    mediation_course,
    mediation_words,
    neutral,
    place,
    polling,
    pressing,
    progress,
    proving,
    record,
    same_matter,
    searching,
    vote_records,
    voting,
    withdrawal,
)
from handlers.talk import Talk
from handlers.wanted import INTENTS, OUTSIDERS, STAFF_INTENTS, Conversation

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
    "panel": advising.chosen,
    "home": dwelling.pressed,
    "follow": progress.shown,
    "human": guidance.human_pressed,
    "cancel": guidance.cancel_pressed,
    "forget": record.forget_confirmed,
    "clear": clearing.pressed,
    "same": same_matter.chosen,
    "absent": absence.declared,
    "mine": cards.shown,
    "do": doing.begun,
    "desk": desks.menu_pressed,
    "list": desks.paged,
    HISTORY: looking.history,
    PHOTOS: looking.photos,
    "find": searching.pressed,
    "mediation": mediation.pressed,
    "duty": duty.pressed,
    "away": leave.pressed,
    "unlearn": learning.unlearn,
    "term": learning.decide,
    "vouch": joining.vouched,
    "unmask": joining.unmasked,
    OPEN_POLL: polling.opened,
    VOTE: voting.voted,
    UNDO_VOTE: voting.undone,
    OPINE: voting.opined,
    HUSH: voting.hushed,
    RECORD_VOTE: vote_records.begun,
    CHECK_VOTER: vote_records.checked,
}
# What is offered to staff only; for everybody else these buttons lead nowhere.
_LOOKS = (HISTORY, PHOTOS)
_IN_AND_OUT = ("vouch", "unmask", "home")
_OF_THE_DESK = frozenset({"do", "desk", "list", "find", "duty", "away", *_IN_AND_OUT, *_LOOKS})
_OF_POLLS = frozenset({OPEN_POLL, RECORD_VOTE, CHECK_VOTER})
_OF_STAFF = frozenset({*doing.ACTS, *proving.OF_STAFF, *_OF_THE_DESK, *_OF_POLLS, "absent"})

# Where an open question stands, its answer goes.
STAGES: Mapping[str, Conversation] = {
    "place": place.told,
    "words": intake.words_told,
    "which": comments.which_told,
    "redo": closing.redo_told,
    "danger": emergency.told,
    "mediation": mediation.told,
    arrival.STAGE: lambda talk: arrival.room_told(talk) or _came_for(talk),
    mediation_words.STAGE: lambda talk: mediation_words.pointed(talk) or _came_for(talk),
}
# Questions to staff whose answer is whatever is said next, in whatever words.
OWN_WORDS: Mapping[str, Conversation] = {
    doing.STAGE: doing.told,
    wishes.SEARCH: searching.told,
    polling.STAGE: polling.told,
    vote_records.STAGE: vote_records.told,
}
# What is said in the rooms of a mediation is said there, whatever else the words may mean.
_CALLS_OFF = frozenset({"cancel", "human", "my_mediation"})


def answer(desk: Desk, turn: Turn, reading: Reading) -> Step:
    """Return the whole answer to a turn.

    Raises:
        Refused: the rules say no; the caller turns the text key into a kind sentence.
    """
    read = refined_for(reading, desk.taught, desk.person, desk.rules, shanghai_day(desk.at))
    talk = Talk(desk, turn, read)
    step = pressing.checked(talk, _answered(talk))
    if reading.stops or reading.is_alarm():
        step = step.joined(mediation_course.held(talk))
    return neutral.softened(talk, arrival.welcomed(talk, step))


def _answered(talk: Talk) -> Step:
    turn, reading = talk.turn, talk.reading
    told = doing.is_about_danger(talk) or mediation.is_writing(talk)
    if turn.text and not turn.press and reading.is_alarm() and not told:
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


def _came_for(talk: Talk) -> Step:
    """Take what somebody came for instead of an answer to what he was asked."""
    resting = talk.at_stage("")
    step = _filed(replace(talk, desk=replace(talk.desk, dialogue=resting)))
    return step if step.dialogue else replace(step, dialogue=resting)


def _unasked(talk: Talk) -> Step:
    return mediation_words.pointed(talk) or _filed(talk)


def _filed(talk: Talk) -> Step:
    if talk.turn.reply_to or talk.reading.case_numbers:
        return comments.on_named(talk)
    if not talk.reading.text:
        return doing.trailing(talk) or comments.wordless(talk)
    if talk.reading.is_place_alone():
        return place.alone(talk)
    return comments.or_new(talk)


def _own_words(talk: Talk) -> Conversation | None:
    stage = talk.desk.dialogue.stage
    if stage == hearings.STAGE:
        called_off = talk.reading.intent in _CALLS_OFF
        return None if called_off else mediation.told
    awaited = stage != doing.STAGE or doing.awaits(talk)
    return OWN_WORDS.get(stage) if awaited and talk.desk.person.is_staff(talk.day) else None


def _of_staff(talk: Talk, intent: str) -> Conversation | None:
    return (STAFF_INTENTS if talk.desk.person.is_staff(talk.day) else OUTSIDERS).get(intent)


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

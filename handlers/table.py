"""The table of conversations: which one answers a turn. Emergencies come before everything."""

from collections.abc import Callable, Mapping

from domain.presses import Press, read_press
from domain.reading import Reading
from domain.turns import Desk, Step, Turn
from handlers import (
    absence,
    arrival,
    assisting,
    closing,
    comments,
    desks,
    emergency,
    extending,
    guidance,
    identity,
    intake,
    merging,
    moving,
    neighbourhood,
    passing,
    pausing,
    place,
    progress,
    record,
    reports,
    returning,
    taking,
    whistling,
    withdrawal,
)
from handlers.talk import Talk

Conversation = Callable[[Talk], Step]
Pressed = Callable[[Talk, Press], Step]

# What a button means; a press comes back long after, so each looks at the case afresh.
PRESSES: Mapping[str, Pressed] = {
    "here": place.chosen,
    "leaf": intake.leaf_chosen,
    "split": intake.split_chosen,
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
    "accept": taking.accept,
    "acknowledge": taking.acknowledge,
    "note": taking.note,
    "summarise": taking.summarise,
    "reply": taking.reply,
    "ask": taking.ask,
    "pause": pausing.pause,
    "resume": taking.resume,
    "move": moving.move,
    "hand_on": passing.hand_on,
    "return": returning.give_back,
    "extend": extending.extend,
    "reclassify": passing.reclassify,
    "refer": passing.refer,
    "mediate": passing.mediate,
    "end_mediation": passing.end_mediation,
    "merge": merging.merge,
    "assist": assisting.assist,
    "take_part": assisting.take_part,
    "helped": assisting.helped,
    "whistle": whistling.whistle,
    "arrive": whistling.arrive,
    "resolve": reports.resolve,
    "reopen": reports.reopen,
    "absent": absence.declared,
    "mine": desks.mine,
}

# Where an open question stands, its answer goes.
STAGES: Mapping[str, Conversation] = {
    "place": place.told,
    "words": intake.words_told,
    "which": comments.which_told,
    "redo": closing.redo_told,
}

# What people want of the station itself, in plain words.
INTENTS: Mapping[str, Conversation] = {
    "my_cases": progress.listed,
    "help": guidance.helped,
    "greeting": guidance.greeted,
    "thanks": guidance.thanked,
    "human": guidance.human,
    "cancel": guidance.cancelled,
    "withdraw": withdrawal.asked,
    "solved": closing.said_solved,
    "not_solved": closing.said_not_solved,
    "rate": closing.said_stars,
    "my_grid": neighbourhood.my_grid,
    "joint_vote": neighbourhood.joint_vote,
    "old_cases": neighbourhood.old_cases,
    "my_reach": neighbourhood.my_reach,
    "who_complained": identity.nobody_shown,
    "stay_unnamed": identity.asked,
    "hide": identity.hidden,
    "unhide": identity.shown_again,
    "privacy": arrival.explained,
    "my_record": record.shown,
    "forget_me": record.forget_asked,
    "desk": desks.listed,
}


def answer(desk: Desk, turn: Turn, reading: Reading) -> Step:
    """Return the whole answer to a turn.

    Raises:
        Refused: the rules say no; the caller turns the text key into a kind sentence.
    """
    talk = Talk(desk, turn, reading)
    return arrival.welcomed(talk, _answered(talk))


def _answered(talk: Talk) -> Step:
    turn, reading = talk.turn, talk.reading
    if turn.text and not turn.press and reading.is_alarm():
        return emergency.alarmed(talk)
    press = turn.press or _typed(talk)
    if press:
        return _pressed(talk, read_press(press))
    if turn.place_code:
        return arrival.bound(talk)
    if turn.edits:
        return comments.edited(talk)
    return _spoken(talk)


def _spoken(talk: Talk) -> Step:
    intent, _, _ = talk.reading.intent.partition(":")
    stage = STAGES.get(talk.desk.dialogue.stage)
    if intent in INTENTS:
        return INTENTS[intent](talk)
    if stage:
        return stage(talk)
    if talk.turn.reply_to or talk.reading.case_numbers:
        return comments.on_named(talk)
    if not talk.reading.text:
        return comments.wordless(talk)
    if talk.reading.is_place_alone():
        return place.alone(talk)
    return comments.or_new(talk)


def _pressed(talk: Talk, press: Press) -> Step:
    conversation = PRESSES.get(press.act)
    return conversation(talk, press) if conversation else guidance.lost(talk)


def _typed(talk: Talk) -> str:
    words = talk.reading.text.strip(" .。,，、)）")
    offered = talk.desk.offered
    if not words.isdecimal() or not words.isascii() or talk.desk.dialogue.stage == "words":
        return ""
    position = int(words[:3])
    return offered[position - 1] if 1 <= position <= len(offered) else ""

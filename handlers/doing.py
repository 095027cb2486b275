"""Acting on a case from its card: what an act still needs is asked, the next message is that."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from domain.cases import Case, CaseChanged, perform
from domain.categories import Priority
from domain.presses import Press, press_on, read_press
from domain.refusals import Refused
from domain.states import Act
from domain.turns import Attachment, Letter, Step
from handlers import (
    acts,
    assisting,
    cards,
    choosing,
    dissuading,
    excluding,
    extending,
    guidance,
    merging,
    moving,
    passing,
    pausing,
    relocating,
    reports,
    returning,
    taking,
    unmerging,
    whistling,
)
from handlers.talk import Talk, choice

STAGE = "doing"
# A question that is older than this no longer takes whatever is said next for its answer.
_OPEN_FOR = timedelta(minutes=30)
_GOES_WITH = "|"

ACTS: Mapping[str, Callable[[Talk, Press], Step]] = {
    "accept": taking.accept,
    "acknowledge": taking.acknowledge,
    "note": taking.note,
    "summarise": taking.summarise,
    "reply": taking.reply,
    "ask": taking.ask,
    "pause": pausing.pause,
    "resume": taking.resume,
    "move": moving.move,
    "place": relocating.relocate,
    "hand_on": passing.hand_on,
    "return": returning.give_back,
    "extend": extending.extend,
    "reclassify": passing.reclassify,
    "refer": passing.refer,
    "mediate": passing.mediate,
    "end_mediation": passing.end_mediation,
    "merge": merging.merge,
    "unmerge": unmerging.unmerge,
    "assist": assisting.assist,
    "take_part": assisting.take_part,
    "helped": assisting.helped,
    "whistle": whistling.whistle,
    "arrive": whistling.arrive,
    "resolve": reports.resolve,
    "reopen": reports.reopen,
    "dissuade": dissuading.dissuade,
    "exclude": excluding.exclude,
    "review": excluding.review,
}
# What is asked before the act is done; an act that is not here needs no words.
_QUESTIONS: Mapping[str, str] = {
    "note": "doing.note",
    "summarise": "doing.summarise",
    "reply": "doing.reply",
    "ask": "doing.ask",
    "pause": "doing.pause",
    "move": "doing.move",
    "place": "doing.place",
    "hand_on": "doing.hand_on",
    "return": "doing.return",
    "extend": "doing.extend",
    "refer": "doing.refer",
    "mediate": "doing.mediate",
    "end_mediation": "doing.end_mediation",
    "merge": "doing.merge",
    "unmerge": "doing.unmerge",
    "assist": "doing.assist",
    "helped": "doing.helped",
    "whistle": "doing.whistle",
    "resolve": "doing.resolve",
    "reopen": "doing.reopen",
    "dissuade": "doing.dissuade",
    "exclude": "doing.exclude",
}


def begun(talk: Talk, press: Press) -> Step:
    """Do the act of a card's button, or ask for what it still needs.

    Raises:
        Refused: as the act does.
    """
    name, _, argument = press.argument.partition(_GOES_WITH)
    if name not in ACTS:
        return guidance.lost(talk)
    wanted = Press(name, press.number, press.version, argument)
    case = acts.pressed_case(talk, wanted, Act.NOTE if name == "summarise" else Act(name))
    if choosing.is_open(wanted):
        return choosing.offered(talk, case, wanted)
    if name in _QUESTIONS and not talk.turn.text.strip():
        return _asked(talk, case, wanted)
    return _done(talk, wanted)


def _asked(talk: Talk, case: Case, wanted: Press) -> Step:
    question = _QUESTIONS[wanted.act]
    if wanted.act == "resolve" and _wants_photo(talk, case):
        question = "doing.resolve_with_photo"
    return _waiting(talk, question, case, {"press": str(wanted)})


def _waiting(talk: Talk, question: str, case: Case, notes: Mapping[str, str]) -> Step:
    values = {**cards.values_of(talk, case), "number": case.number}
    way_out = (choice("guidance.cancel_button", "cancel"),)
    letter = talk.letter(question, values, way_out)
    return talk.ask(STAGE, letter, {**notes, "at": talk.desk.at.isoformat()})


def _wants_photo(talk: Talk, case: Case) -> bool:
    return talk.rules.categories.leaf(case.leaf).proof == "photo"


def awaits(talk: Talk) -> bool:
    """Say whether what is said now answers the open question of an act.

    A reply to a letter about another case does not.
    """
    dialogue, about = talk.desk.dialogue, talk.turn.reply_to
    return dialogue.stage == STAGE and about in ("", read_press(dialogue.notes["press"]).number)


def is_about_danger(talk: Talk) -> bool:
    """Say whether the speaker is writing about a danger that people were called to already.

    Then words such as "两人被困，正在救" are a report, and no second alarm.
    """
    if not awaits(talk) or _is_late(talk):
        return False
    number = read_press(talk.desk.dialogue.notes["press"]).number
    found = (case for case in talk.desk.cases if case.number == number)
    return any(case.priority is Priority.DANGER for case in found)


def _is_late(talk: Talk) -> bool:
    asked_at = datetime.fromisoformat(talk.desk.dialogue.notes["at"])
    return talk.desk.at - asked_at > _OPEN_FOR


def told(talk: Talk) -> Step:
    """Take what was said for what the act still needed, and do it.

    A refusal ends the question: whatever is said next stands for itself again.
    """
    wanted = read_press(talk.desk.dialogue.notes["press"])
    if out := guidance.way_out(talk):
        return out
    try:
        return _too_late(talk, wanted) if _is_late(talk) else _answered(talk, wanted)
    except Refused as no:
        refused = Letter(talk.desk.person.person_id, no.text_key, no.values)
        return Step((refused,), dialogue=talk.at_stage(""))


def _too_late(talk: Talk, wanted: Press) -> Step:
    again = f"{wanted.act}{_GOES_WITH}{wanted.argument}".rstrip(_GOES_WITH)
    case = talk.desk.case(wanted.number)
    buttons = (choice("doing.again", press_on(case, "do", again)),)
    letter = talk.letter("doing.too_late", cards.values_of(talk, case), buttons)
    return Step((letter,), dialogue=talk.at_stage(""))


def _answered(talk: Talk, wanted: Press) -> Step:
    notes = talk.desk.dialogue.notes
    words = "\n".join(filter(None, (notes.get("words", ""), talk.turn.text.strip())))
    photos = (*_unpacked(notes.get("photos", "")), *talk.turn.attachments)
    case = talk.desk.case(wanted.number)
    so_far = {"press": str(wanted), "words": words, "photos": _packed(photos)}
    if not words:
        return _waiting(talk, "doing.words_missing", case, so_far)
    is_proven = any(photo.kind == "photo" for photo in photos)
    if wanted.act == "resolve" and _wants_photo(talk, case) and not is_proven:
        return _waiting(talk, "doing.photo_missing", case, so_far)
    if wanted.act == "merge":
        numbers = (*talk.reading.case_numbers, words)
        wanted = replace(wanted, argument=numbers[0].upper())
    turn = replace(talk.turn, text=words, attachments=photos)
    return _done(replace(talk, turn=turn), wanted)


def _done(talk: Talk, wanted: Press) -> Step:
    step = ACTS[wanted.act](talk, wanted)
    just = {"press": str(wanted), "at": talk.desk.at.isoformat()}
    step = replace(step, dialogue=talk.at_stage("", just))
    changed = [each.case for each in step.changes if isinstance(each, CaseChanged)]
    mine = next((case for case in reversed(changed) if case.number == wanted.number), None)
    return cards.after(talk, step, mine) if mine else step


def trailing(talk: Talk) -> Step | None:
    """Take photos without words that come right after an act as if they had come with it.

    None if there are none, or nothing was just done.
    """
    notes = talk.desk.dialogue.notes
    if "press" not in notes or not talk.turn.attachments or _is_late(talk):
        return None
    wanted = read_press(notes["press"])
    case = acts.pressed_case(talk, wanted, Act.ATTACH)
    done = perform(case, talk.deed(Act.ATTACH, case))
    photos = acts.kept(talk, case, internal=wanted.act == "note")
    step = acts.answered(talk, "comments.photo_added", done, changes=photos)
    return cards.after(talk, step, done.case)


def _packed(photos: tuple[Attachment, ...]) -> str:
    return "\n".join(f"{each.kind} {each.file_id} {each.caption}" for each in photos)


def _unpacked(packed: str) -> tuple[Attachment, ...]:
    parts = (line.split(" ", 2) for line in packed.split("\n") if line)
    return tuple(Attachment(file_id, kind, caption) for kind, file_id, caption in parts)

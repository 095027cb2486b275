"""What comes after: a comment, a photo, a correction, in the right case."""

from dataclasses import replace

from domain.cases import Case, perform
from domain.categories import Priority
from domain.deadlines import due_at
from domain.ladder import people_at
from domain.letters import Notice, matter_name, to_parties, to_staff
from domain.presses import Press, press_on
from domain.privacy import tier_of, words_for
from domain.states import FINAL, Act, State
from domain.turns import Letter, Step
from handlers import belongings, filing, intake, waiting
from handlers.talk import Talk, choice

_SHORT = 12
# Such a word beside an open question answers it, whatever else it may remind of.
_VERY_SHORT = 6
_ASKED = frozenset({State.WAITING, State.RESOLVED})
_STILL_SHORT = 16
_PLAINLY = 80
_MOST_OFFERED = 4
_NOT_THIS = "comments.not_this"


def added(talk: Talk, case: Case, key: str = "comments.added") -> Step:
    """Add the turn's words and attachments to the case; no deadline moves.

    Whom the words complain of reads neither them nor the case from then on.
    """
    photos = waiting.attachments_to(talk, case.number)
    act = Act.COMMENT if talk.turn.text else Act.ATTACH
    done = perform(
        case,
        talk.deed(act, case, public=talk.turn.text),
        lambda old: filing.heeding(talk, _heard(old, talk)),
    )
    moved = filing.out_of_accused_hands(talk, done.case)
    after = moved[-1].case if moved else done.case
    letters = _new_holder_told(talk, after) if moved else ()
    letters += holders_told(talk, after)
    says = talk.letter(key, {"number": after.number, "matter": matter_name(after.leaf, talk.rules)})
    return Step((says, *letters), (done, *moved, *photos), talk.resting())


def _new_holder_told(talk: Talk, case: Case) -> tuple[Letter, ...]:
    told = to_parties(case, Notice("passing.new_holder"), talk.rules, talk.desk.at)
    return (*told, *filing.told_staff(talk, case))


def holders_told(talk: Talk, case: Case) -> tuple[Letter, ...]:
    """Return the letters to who holds the case and who spoke to the resident last.

    The words only to who may read them.
    """
    urgent = case.priority is Priority.DANGER
    letters: tuple[Letter, ...] = ()
    speaker = replace(case, holder=case.spoke_last)
    seats = (
        *people_at(case, 0, talk.rules, talk.day),
        *people_at(speaker, 0, talk.rules, talk.day),
    )
    for person in {each.person_id: each for each in seats}.values():
        tier = tier_of(case, person, talk.rules, talk.day)
        words = words_for(tier, talk.turn.text)
        key = "comments.to_holder" if words else "comments.to_outside"
        notice = Notice(key, {"comment": words}, urgent=urgent)
        letters += to_staff((person,), case, notice, talk.rules, talk.desk.at)
    return letters


def _heard(case: Case, talk: Talk) -> Case:
    waits = case
    if case.waiting_since is None:
        # The clock of who waits for a word begins once; saying more moves it no further.
        at, rules = talk.desk.at, talk.rules
        word = due_at(at, rules.categories.words[case.priority], rules.calendar)
        waits = replace(case, waiting_since=at, clocks=replace(case.clocks, word=word))
    # Only what the resident was asked is answered by it; what others decide still is not.
    if case.state is not State.WAITING:
        return waits
    return replace(waits, clocks=replace(waits.clocks, resume=None))


def edited(talk: Talk) -> Step:
    """Take an edited message as a correction of the case that its first version went into."""
    number = talk.desk.turn_cases.get(talk.turn.edits, "")
    return (
        added(talk, belongings.own(talk, number), "comments.corrected") if number else or_new(talk)
    )


def on_named(talk: Talk) -> Step:
    """Take words that reply to a case or name its number; of others' cases nothing is said."""
    case = belongings.own(talk, talk.turn.reply_to or talk.reading.case_numbers[0])
    if case.state in FINAL and talk.reading.candidates:
        return intake.file(talk)
    return added(talk, case)


def wordless(talk: Talk) -> Step:
    """Take photos, voice or a location without words: into the case at hand, or ask for words."""
    if not talk.turn.attachments:
        return talk.say("intake.say_something")
    near = belongings.at_hand(talk)
    if len(near) == 1:
        return added(talk, near[0], "comments.photo_added")
    notes = waiting.keep(talk.desk.dialogue.notes, talk.turn.attachments)
    return talk.ask("words", talk.letter("intake.words_please", {}), notes)


def or_new(talk: Talk) -> Step:
    """Take a free sentence: a new matter, unless it plainly goes on with one that is open."""
    mine = belongings.own_open(talk)
    same = [case for case in mine if case.leaf == talk.reading.leaf and _near(talk, case)]
    if same and not talk.reading.matters:
        return added_or_fresh(talk, same[0])
    asked = [case for case in mine if case.state in _ASKED]
    plain = not talk.reading.certain or len(talk.reading.text) <= _VERY_SHORT
    if len(asked) == 1 and plain and not talk.reading.matters:
        return added_or_fresh(talk, asked[0])
    if _goes_on(talk, mine):
        return added_or_fresh(talk, mine[0], "comments.added_still", _NOT_THIS)
    if mine and not talk.reading.candidates and len(talk.reading.text) <= _SHORT:
        return added(talk, mine[0]) if len(mine) == 1 else _which(talk, mine)
    return intake.file(talk)


def _goes_on(talk: Talk, mine: tuple[Case, ...]) -> bool:
    """Say whether short words such as "今天还在冒" go on with the one matter that is open.

    They name no other thing plainly, no other building, and complain of nobody but the company
    that is late: what may be secret stands for itself.
    """
    read = talk.reading
    leads = read.candidates[0].percent if read.candidates else 0
    plain = read.certain or leads >= _PLAINLY
    if len(mine) != 1 or plain or read.matters or len(read.text) > _STILL_SHORT:
        return False
    secret = {"confidential", "anonymous"} & read.tags or set(read.about) - {"property"}
    return "still" in read.tags and not secret and _near(talk, mine[0])


def _near(talk: Talk, case: Case) -> bool:
    there = talk.reading.place.completed_by(talk.desk.person.home)
    return not there.building or not case.place.building or there.building == case.place.building


def added_or_fresh(
    talk: Talk,
    case: Case,
    key: str = "comments.added_to_same",
    label: str = "comments.a_new_one",
) -> Step:
    """Add the words to the case, with a way to make them a matter of their own."""
    step = added(talk, case, key)
    says = replace(step.says[0], choices=(choice(label, press_on(case, "fresh")),))
    notes = {"words": talk.turn.text, **waiting.marks(talk.reading)}
    if label == _NOT_THIS:
        notes |= waiting.leads(talk.reading)
    return replace(step, says=(says, *step.says[1:]), dialogue=talk.at_stage("", notes))


def _which(talk: Talk, cases: tuple[Case, ...]) -> Step:
    buttons = tuple(
        choice(
            "comments.to_this",
            press_on(case, "attach"),
            {"number": case.number, "matter": matter_name(case.leaf, talk.rules)},
        )
        for case in cases[:_MOST_OFFERED]
    )
    letter = talk.letter("comments.which", {}, (*buttons, choice("comments.a_new_one", "fresh")))
    waits = waiting.keep(talk.desk.dialogue.notes, talk.turn.attachments)
    marks = waiting.marks(talk.reading)
    notes = {"words": talk.turn.text, "number": cases[0].number, **marks, **waits}
    return talk.ask("which", letter, notes)


def attach_chosen(talk: Talk, press: Press) -> Step:
    """Add the words that waited for "哪一件" to the case that was tapped."""
    return added(_with_waiting_words(talk), belongings.own(talk, press.number))


def fresh_chosen(talk: Talk, press: Press) -> Step:
    """Open the words that waited as a matter of their own."""
    later, notes = _with_waiting_words(talk), talk.desk.dialogue.notes
    if not later.turn.text:
        return talk.say("intake.say_something")
    if press.number:
        case = belongings.own(talk, press.number)
        reading = intake.known_reading(later.turn.text, case.leaf, case)
        reading = waiting.led(waiting.marked(reading, notes), notes)
    else:
        reading = later.reading._replace(text=later.turn.text)
    return intake.file(replace(later, reading=reading))


def which_told(talk: Talk) -> Step:
    """Take further words while "哪一件" is open: a number decides, else all go to the newest."""
    named = talk.reading.case_numbers
    if named:
        return added(_with_waiting_words(talk), belongings.own(talk, named[0]))
    notes = talk.desk.dialogue.notes
    words = f"{notes.get('words', '')}\n{talk.turn.text}".strip()
    reading = waiting.marked(talk.reading, notes)
    both = replace(talk, turn=replace(talk.turn, text=words), reading=reading)
    return added(both, belongings.own(talk, notes.get("number", "")), "comments.added_to_newest")


def _with_waiting_words(talk: Talk) -> Talk:
    notes = talk.desk.dialogue.notes
    turn = replace(talk.turn, text=notes.get("words", ""), press="")
    return replace(talk, turn=turn, reading=waiting.marked(talk.reading, notes))

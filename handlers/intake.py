"""Taking a matter in: the first free sentence is the case; everything else is asked after."""

from dataclasses import dataclass, replace

from domain.calendar import SHANGHAI
from domain.cases import Case, CaseChanged
from domain.categories import UNKNOWN_LEAF
from domain.letters import queue_text
from domain.presses import Press, check_version
from domain.reading import Candidate, Reading
from domain.turns import Letter, PersonChanged, Step
from handlers import belongings, filing, learning, missing, same_matter, waiting
from handlers.talk import Talk

# Night of the Noise Law, article 88: from ten in the evening to six in the morning.
_NIGHT_FROM, _NIGHT_UNTIL = 22, 6


def file(talk: Talk) -> Step:
    """Open a case with the turn's own words, say who holds it, ask what is missing."""
    opened = filing.opened_from(talk, talk.turn.text, talk.reading, talk.desk.free_number)
    case = opened.case
    says = talk.letter("intake.filed", filing.filed_values(talk, case))
    told = Step(
        says=(says, *_night_kept(talk, case), *filing.told_staff(talk, case)),
        changes=(opened, *waiting.attachments_to(talk, case.number), *_home_learnt(talk, case)),
        dialogue=talk.resting(),
    )
    told = told.joined(same_matter.secretary_told(talk, case))
    return told.joined(missing.next_question(talk, case))


def _night_kept(talk: Talk, case: Case) -> tuple[Letter, ...]:
    # Noise at night is noted at once; the other side is spoken to by day.
    hour = talk.desk.at.astimezone(SHANGHAI).hour
    is_night = hour >= _NIGHT_FROM or hour < _NIGHT_UNTIL
    if not (is_night and talk.rules.categories.leaf(case.leaf).dissuade):
        return ()
    queue = queue_text(case.queue, case.place, talk.rules)
    return (talk.letter("dissuading.night", {"number": case.number, "queue": queue}),)


def _home_learnt(talk: Talk, case: Case) -> tuple[PersonChanged, ...]:
    person = talk.desk.person
    if person.home.is_known() or not case.place.is_known():
        return ()
    return (PersonChanged(replace(person, home=replace(case.place, words=""))),)


def leaf_chosen(talk: Talk, press: Press) -> Step:
    """File the case under the leaf that its reporter picked, with who answers for it."""
    case = belongings.own(talk, press.number)
    check_version(press, case)
    if press.argument == case.leaf:
        kept = talk.say("intake.leaf_kept", {"number": case.number})
        return replace(kept, changes=(learning.lesson(talk, case, case),))
    moved = filing.refiled(talk, case, press.argument)
    after = moved[-1].case
    key = "intake.to_human" if after.leaf == UNKNOWN_LEAF else "intake.refiled"
    values = {**filing.filed_values(talk, after), "answer": after.clocks.answer or talk.desk.at}
    says = talk.letter(key, values)
    lesson = learning.lesson(talk, case, after)
    return Step((says, *filing.told_staff(talk, after)), (*moved, lesson))


def split_chosen(talk: Talk, press: Press) -> Step:
    """Open the further matters as cases of their own, or keep all together."""
    case = belongings.own(talk, press.number)
    notes = talk.desk.dialogue.notes
    if press.argument != "yes" or notes.get("number") != case.number:
        kept = talk.say("intake.kept_one", {"number": case.number})
        return kept.joined(missing.place_question(talk, case) or Step())
    first, *leaves = notes["leaves"].split(",")
    step = _first_refiled(talk, case, first) if first not in ("", case.leaf) else Step()
    step = replace(step, dialogue=talk.at_stage(""))
    for place, words in enumerate(notes["parts"].splitlines()):
        step = step.joined(_part_opened(talk, case, Part(words, leaves[place]), place))
    return step.joined(_place_asked(talk, case, step))


def _place_asked(talk: Talk, case: Case, split: Step) -> Step:
    cases = {case.number: case}
    cases |= {
        made.case.number: made.case for made in split.changes if isinstance(made, CaseChanged)
    }
    first, *others = cases.values()
    return missing.place_question(talk, first, ",".join(each.number for each in others)) or Step()


def _first_refiled(talk: Talk, case: Case, leaf: str) -> Step:
    # What was read for all the words together may be the kind of another part.
    moved = filing.refiled(talk, case, leaf)
    after = moved[-1].case
    says = talk.letter("intake.refiled", filing.filed_values(talk, after))
    return Step((says, *filing.told_staff(talk, after)), moved)


@dataclass(frozen=True, slots=True)
class Part:
    """One of several matters of a message, and the leaf that was read for it."""

    words: str
    leaf: str


def _part_opened(talk: Talk, case: Case, part: Part, place: int) -> Step:
    reading = waiting.marked(known_reading(part.words, part.leaf, case), talk.desk.dialogue.notes)
    told = replace(talk, reading=reading)
    opened = filing.opened_from(told, part.words, reading, talk.desk.free_number + place)
    says = talk.letter("intake.filed", filing.filed_values(told, opened.case))
    return Step((says, *filing.told_staff(told, opened.case)), (opened,))


def two_pressed(talk: Talk, press: Press) -> Step:
    """Ask for the other matter in one sentence; the first stays as it is."""
    case = belongings.own(talk, press.number)
    return talk.ask("words", talk.letter("intake.second_please", {"number": case.number}))


def known_reading(words: str, leaf: str, case: Case) -> Reading:
    """Return a reading of words read before: their leaf is known, the place is the case's."""
    candidates = (Candidate(leaf, 100),) if leaf else ()
    return Reading(text=words, candidates=candidates, certain=bool(leaf), place=case.place)


def words_told(talk: Talk) -> Step:
    """Take the sentence that was asked for after a photo, a voice message or a location."""
    if talk.reading.text:
        return file(talk)
    notes = waiting.keep(talk.desk.dialogue.notes, talk.turn.attachments)
    return talk.ask("words", talk.letter("intake.words_please", {}), notes)

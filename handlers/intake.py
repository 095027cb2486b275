"""Taking a matter in: the first free sentence is the case; everything else is asked after."""

from dataclasses import replace

from domain.cases import Case
from domain.presses import Press, check_version
from domain.reading import Candidate, Reading
from domain.turns import PersonChanged, Step
from handlers import belongings, filing, missing, waiting
from handlers.talk import Talk


def file(talk: Talk) -> Step:
    """Open a case with the turn's own words, say who holds it, ask what is missing."""
    opened = filing.opened_from(talk, talk.turn.text, talk.reading, talk.desk.free_number)
    case = opened.case
    says = talk.letter("intake.filed", filing.filed_values(talk, case))
    told = Step(
        says=(says, *filing.told_staff(talk, case)),
        changes=(opened, *waiting.attachments_to(talk, case.number), *_home_learnt(talk, case)),
        dialogue=talk.resting(),
    )
    return told.joined(missing.next_question(talk, case))


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
        return talk.say("intake.leaf_kept", {"number": case.number})
    moved = filing.refiled(talk, case, press.argument)
    after = moved[-1].case
    says = talk.letter("intake.refiled", filing.filed_values(talk, after))
    return Step((says, *filing.told_staff(talk, after)), moved)


def split_chosen(talk: Talk, press: Press) -> Step:
    """Open the second matter as a case of its own, or keep both together."""
    case = belongings.own(talk, press.number)
    notes = talk.desk.dialogue.notes
    if press.argument != "yes" or notes.get("number") != case.number:
        return talk.say("intake.kept_one", {"number": case.number})
    reading = known_reading(notes["second"], notes["leaf"], case)
    second = replace(talk, reading=waiting.marked(reading, notes))
    opened = filing.opened_from(second, notes["second"], second.reading, talk.desk.free_number)
    first = notes["first_leaf"]
    moved = filing.refiled(talk, case, first) if first not in ("", case.leaf) else ()
    says = talk.letter("intake.filed", filing.filed_values(second, opened.case))
    letters = (says, *filing.told_staff(second, opened.case))
    return Step(letters, (opened, *moved), talk.at_stage(""))


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

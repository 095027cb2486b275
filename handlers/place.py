"""Taking the place that was asked for; the case moves to the hands that the place names."""

from dataclasses import replace

from domain.cases import Case, CaseChanged, perform
from domain.ladder import people_of
from domain.letters import Notice, place_text, to_staff
from domain.people import Role
from domain.places import Place, PlaceSource
from domain.presses import Press, check_version
from domain.states import FINAL, Act
from domain.turns import Letter, PersonChanged, Step
from handlers import belongings, comments, dwelling, filing, intake, missing, waiting
from handlers.talk import Talk


def chosen(talk: Talk, press: Press) -> Step:
    """Take the compound that was tapped."""
    case = talk.desk.case(press.number)
    check_version(press, case)
    return _settle(talk, case, Place(press.argument, source=PlaceSource.ASKED, confidence=100))


def told(talk: Talk) -> Step:
    """Take the place from the words that answer the question; other words are a new matter."""
    case = talk.desk.case(talk.desk.dialogue.notes.get("number", ""))
    if not talk.reading.text:
        # A photo is no answer: it joins the case, and the question stays open.
        return replace(comments.added(talk, case, "comments.photo_added"), dialogue=None)
    found = talk.reading.place
    if found.compound or found.building:
        return _settle(talk, case, replace(found, source=PlaceSource.ASKED))
    if talk.reading.candidates:
        return intake.file(replace(talk, desk=replace(talk.desk, dialogue=talk.at_stage(""))))
    return _left_to_people(talk, case)


def alone(talk: Talk) -> Step:
    """Take a place that nobody asked for: into the case at hand, or ask what happened there."""
    near = belongings.at_hand(talk)
    if dwelling.is_said(talk) and not (near and _refines(talk.reading.place, near[0].place)):
        return dwelling.claimed(talk)
    if not near:
        learnt = () if talk.desk.person.home.is_known() else (_home(talk, talk.reading.place),)
        asked = talk.ask("words", talk.letter("place.what_happened", {}))
        return replace(asked, changes=learnt)
    case = near[0]
    if _refines(talk.reading.place, case.place):
        return _settle(talk, case, replace(talk.reading.place, source=PlaceSource.ASKED))
    return comments.added_or_fresh(talk, case, "place.added")


def _refines(found: Place, known: Place) -> bool:
    """Say whether the place tells more of the same spot and contradicts nothing."""
    parts = ("compound", "building", "unit", "floor", "room")
    pairs = [(getattr(found, part), getattr(known, part)) for part in parts]
    more = any(told and not known for told, known in pairs)
    return more and all(told in ("", known) for told, known in pairs if known)


def _left_to_people(talk: Talk, case: Case) -> Step:
    letters = to_staff(
        people_of(case, Role.DISPATCHER, talk.rules, talk.day),
        case,
        Notice("place.find_out", {"told": talk.turn.text}),
        talk.rules,
        talk.desk.at,
    )
    says = talk.letter("place.by_people", {"number": case.number})
    note = perform(case, talk.deed(Act.COMMENT, case, public=talk.turn.text))
    photos = waiting.attachments_to(talk, case.number)
    return Step((says, *letters), (note, *photos), talk.at_stage(""))


def _settle(talk: Talk, case: Case, found: Place) -> Step:
    if case.state in FINAL:
        return talk.say("cases.is_over", {"number": case.number})
    changes = _relocated(talk, case, _joined(found, case.place))
    after, asked = changes[-1].case, talk.desk.dialogue.notes
    beside = asked.get("beside", "") if asked.get("number") == case.number else ""
    learnt = () if talk.desk.person.home.building else (_home(talk, after.place),)
    kept = (*changes, *learnt, *waiting.attachments_to(talk, case.number))
    question = missing.place_question(talk, after, beside)
    if question and after.place != case.place:
        # Whoever answers for the whole compound holds it from now on.
        return Step((*question.says, *_told(talk, case, after)), kept, question.dialogue)
    step = Step(_settled(talk, case, after), kept, talk.at_stage(""))
    for number in filter(None, beside.split(",")):
        step = step.joined(_beside(talk, number, after.place))
    return step


def _settled(talk: Talk, case: Case, after: Case) -> tuple[Letter, ...]:
    values = {**filing.filed_values(talk, after), "place": place_text(after.place, talk.rules)}
    return (talk.letter("place.settled", values), *_told(talk, case, after))


def _told(talk: Talk, case: Case, after: Case) -> tuple[Letter, ...]:
    return filing.told_staff(talk, after) if after.holder != case.holder else ()


def _beside(talk: Talk, number: str, where: Place) -> Step:
    # Told in the same message: it is there, too, unless people have found the place by now.
    case = belongings.own(talk, number)
    if case.state in FINAL or case.place.is_known():
        return Step()
    changes = _relocated(talk, case, where)
    return Step(_settled(talk, case, changes[-1].case), changes)


def _joined(found: Place, before: Place) -> Place:
    """Keep what was said before: a building told first, a compound tapped later."""
    if not found.compound:
        return replace(found, compound=before.compound)
    if before.compound and before.compound != found.compound:
        return found
    return replace(
        found,
        building=found.building or before.building,
        unit=found.unit or before.unit,
        floor=found.floor or before.floor,
        room=found.room or before.room,
    )


def _home(talk: Talk, home: Place) -> PersonChanged:
    return PersonChanged(replace(talk.desk.person, home=replace(home, words="")))


def _relocated(talk: Talk, case: Case, where: Place) -> tuple[CaseChanged, ...]:
    deed = talk.deed(Act.PLACE, case, public=talk.turn.text)
    done = perform(case, deed, lambda old: replace(old, place=where))
    return (done, *filing.rerouted(talk, done.case))

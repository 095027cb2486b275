"""Arriving: the notice about personal data on first contact, and a stairwell's code."""

import re
from dataclasses import replace

from domain.letters import place_text
from domain.places import Place, PlaceSource
from domain.turns import PersonChanged, Step
from handlers.talk import Talk

STAGE = "room"
_ROOM = re.compile(r"(?P<floor>[1-9]\d?)\d\d", re.ASCII)


def welcomed(talk: Talk, step: Step) -> Step:
    """Return the step with the short personal-data notice in it, if the person never got one.

    It stands behind the first answer, so that a question stays the last thing read. Who cries for
    help reads it another time; staff who signed in were told otherwise.
    """
    person = talk.desk.person
    if person.consented_at or person.is_staff(talk.day) or talk.reading.is_alarm():
        return step
    told = tuple(
        replace(change, person=replace(change.person, consented_at=talk.desk.at))
        if isinstance(change, PersonChanged)
        else change
        for change in step.changes
    )
    if told == step.changes:
        told = (*told, PersonChanged(replace(person, consented_at=talk.desk.at)))
    notice = talk.letter("arrival.notice_short", _community(talk))
    return replace(step, says=(*step.says[:1], notice, *step.says[1:]), changes=told)


def explained(talk: Talk) -> Step:
    """Say the whole personal-data notice."""
    return talk.say("arrival.notice", _community(talk))


def _community(talk: Talk) -> dict[str, str]:
    return {"community": talk.rules.directory.community(talk.turn.community_id).name}


def bound(talk: Talk) -> Step:
    """Bind the stairwell whose code was scanned as the person's home, and greet."""
    compound, building, unit, *_ = (*talk.turn.place_code.split("."), "", "", "")
    home = Place(compound, building, unit, source=PlaceSource.CODE, confidence=100)
    found = talk.rules.directory.compound(compound)
    is_here = found is not None and found.community_id == talk.turn.community_id
    if not (is_here and talk.rules.directory.grids_of(home, talk.day)):
        return talk.say("arrival.code_unknown")
    person = replace(talk.desk.person, home=home)
    says = talk.letter("arrival.bound", {"place": place_text(home, talk.rules)})
    return replace(talk.ask(STAGE, says), changes=(PersonChanged(person),))


def room_told(talk: Talk) -> Step | None:
    """Add the room to the stairwell that was just scanned; None for words that are a matter.

    Only who scanned the code on the spot is written to as who lives there.
    """
    home, found = talk.desk.person.home, talk.reading.place
    if plain := _ROOM.fullmatch(talk.reading.text.strip()):
        # Asked for a room, people type the bare number.
        found = Place(floor=plain["floor"], room=plain[0])
    elif not (talk.reading.is_place_alone() and found.room):
        return None
    here = replace(home, floor=found.floor, room=found.room)
    if replace(found, source=home.source, words="").completed_by(home) != here:
        return None
    step = talk.say("arrival.home", {"place": place_text(here, talk.rules)})
    return replace(step, changes=(PersonChanged(replace(talk.desk.person, home=here)),))

"""Correcting where it is (改地点): staff say the place in words; who sees to it follows."""

from dataclasses import replace

from domain.cases import Case, CaseChanged, perform
from domain.ladder import people_at
from domain.letters import Notice, to_staff
from domain.opening import matter_of, placed
from domain.places import Place, PlaceSource
from domain.presses import Press
from domain.refusals import Refused
from domain.routing import accused, route
from domain.states import Act
from domain.turns import Letter, Step
from handlers.acts import (
    answered,
    new_holder_told,
    old_holder_told,
    pressed_case,
    residents_told,
    wanted_words,
)
from handlers.filing import rerouted
from handlers.talk import Talk


def relocate(talk: Talk, press: Press) -> Step:
    """Take the place that the words name for where it is; no clock moves.

    Whoever accepted the case, or was given it by the community's decision, keeps it; else it
    goes to whom the new place names.

    Raises:
        Refused: ``relocating.unclear``, ``relocating.elsewhere``, ``relocating.already``, or as
            every act of staff.
    """
    case = pressed_case(talk, press, Act.PLACE)
    words = wanted_words(talk, press)
    where = _where(talk, case)
    deed = talk.deed(Act.PLACE, case, internal=words)
    done = perform(case, deed, lambda old: _at_place(talk, replace(old, place=where)))
    changes: tuple[CaseChanged, ...] = (done, *rerouted(talk, done.case))
    after = changes[-1].case
    letters = residents_told(talk, after, Notice("relocating.moved"))
    letters += _staff_told(talk, case, after)
    step = answered(talk, "relocating.you_moved", changes[-1], letters)
    return replace(step, changes=changes)


def _staff_told(talk: Talk, before: Case, case: Case) -> tuple[Letter, ...]:
    if case.holder != before.holder:
        new = new_holder_told(talk, case, "passing.to_you", talk.turn.text.strip())
        return (*new, *old_holder_told(talk, before, case, "passing.taken_from_you"))
    people = people_at(case, 0, talk.rules, talk.day)
    others = (each for each in people if each.person_id != talk.desk.person.person_id)
    return to_staff(others, case, Notice("relocating.told"), talk.rules, talk.desk.at)


def _where(talk: Talk, case: Case) -> Place:
    found = talk.reading.place
    if not (found.compound or found.building):
        raise Refused("relocating.unclear", number=case.number)
    where = replace(found, compound=found.compound or case.place.compound, words="")
    compound = talk.rules.directory.compound(where.compound)
    if compound is None or compound.community_id != case.community_id:
        raise Refused("relocating.elsewhere", number=case.number)
    where = replace(where, source=PlaceSource.ASKED, confidence=100)
    if _spot(where) == _spot(case.place):
        raise Refused("relocating.already", number=case.number)
    return where


def _spot(place: Place) -> tuple[str, ...]:
    return (place.compound, place.building, place.unit, place.floor, place.room)


def _at_place(talk: Talk, case: Case) -> Case:
    """Return the case in the grid of its place, and about whom it is there; hands stay."""
    matter = matter_of(case, talk.rules.categories)
    about = accused(matter, talk.rules, talk.day)
    case = replace(case, about=tuple(dict.fromkeys((*case.about, *about))))
    way = route(matter_of(case, talk.rules.categories), talk.rules, talk.day)
    there = placed(case, way)
    return replace(case, grid=there.grid, microgrid=there.microgrid)

"""Merging (并单): one matter told by several, each of whom stays a party of what is left."""

from dataclasses import replace

from domain.cases import Case, perform
from domain.ladder import people_at
from domain.letters import Notice, to_staff
from domain.merging import grown
from domain.parts import is_accused
from domain.people import Person
from domain.presses import Press
from domain.refusals import Refused
from domain.states import OPEN, Act, Part, State
from domain.turns import Letter, Step
from handlers.acts import answered, pressed_case, residents_told
from handlers.talk import Talk

_TAKES_IN = OPEN - {State.RESOLVED}


def merge(talk: Talk, press: Press) -> Step:
    """Merge the case into the one whose number is the argument.

    Nobody learns who else told of it; homes are counted, the more pressing priority and the
    earlier limits hold.

    Raises:
        Refused: ``merging.itself``, ``merging.is_over``, ``merging.accused``, ``cases.unknown``,
            or as every act of staff.
    """
    case = pressed_case(talk, press, Act.MERGE)
    into = _survivor(talk, case, press.argument)
    told = talk.turn.text.strip()
    merged = perform(
        case,
        replace(talk.deed(Act.MERGE, case, internal=told), reason=into.number),
        lambda old: replace(old, merged_into=into.number, closed_at=talk.desk.at, nudge=None),
    )
    supervising = frozenset({Part.SUPERVISOR})
    deed = replace(talk.deed(Act.FOLLOW, into), parts=supervising, reason=case.number)
    done = perform(into, deed, lambda old: grown(old, case))
    letters = (*_letters(talk, case, done.case), *sooner_told(talk, into, done.case))
    return answered(talk, "merging.you_merged", done, letters, (merged,))


def _letters(talk: Talk, case: Case, into: Case) -> tuple[Letter, ...]:
    ids = {party.person_id for party in case.parties}
    mine = tuple(party for party in into.parties if party.person_id in ids)
    told = Notice("merging.into", {"merged": case.number})
    residents = residents_told(talk, replace(into, parties=mine), told)
    return (*residents, *staff_told(talk, case, into))


def sooner_told(talk: Talk, before: Case, into: Case) -> tuple[Letter, ...]:
    """Return the letters to who was promised a later day in the case that took another in."""
    was = before.clocks.promised
    if was is None or into.clocks.promised == was:
        return ()
    people = replace(into, parties=before.parties)
    return residents_told(talk, people, Notice("merging.sooner", {"before": was}))


def staff_told(talk: Talk, case: Case, into: Case) -> tuple[Letter, ...]:
    """Return the letters to who holds the case that is left, and who held the other."""
    grew = Notice("merging.grew", {"merged": case.number, "homes": into.households})
    gone = Notice("merging.gone", {"into": into.number})
    speaker = talk.desk.person.person_id
    holders = people_at(into, 0, talk.rules, talk.day)
    before = people_at(replace(case, about=into.about), 0, talk.rules, talk.day)
    others = [person for person in before if person not in holders and person.person_id != speaker]
    here = [person for person in holders if person.person_id != speaker]
    return (
        *to_staff(here, into, grew, talk.rules, talk.desk.at),
        *to_staff(others, case, gone, talk.rules, talk.desk.at),
    )


def _survivor(talk: Talk, case: Case, number: str) -> Case:
    if number == case.number:
        raise Refused("merging.itself", number=number)
    into = talk.desk.case(number)
    if Part.SUPERVISOR not in talk.parts(into) or into.community_id != case.community_id:
        raise Refused("cases.unknown", number=number)
    if into.state not in _TAKES_IN:
        raise Refused("merging.is_over", number=number)
    check_impartial(talk, into, case)
    return into


def check_impartial(talk: Talk, into: Case, case: Case) -> None:
    """Refuse to join cases of which one is about who holds, or who told, the other.

    Raises:
        Refused: ``merging.accused`` with both numbers.
    """
    if _accuses_its_own(talk, replace(into, about=_about(into, case)), case):
        raise Refused("merging.accused", number=case.number, into=into.number)


def _accuses_its_own(talk: Talk, into: Case, case: Case) -> bool:
    """Say whether one case is about who holds the other, or about a party of the other."""
    ids = {into.holder, *(party.person_id for party in (*into.parties, *case.parties))}
    people = (_person(talk, into, person_id) for person_id in ids)
    return any(is_accused(into, person, talk.day) for person in people)


def _person(talk: Talk, case: Case, person_id: str) -> Person:
    return talk.rules.directory.person(person_id) or Person(case.community_id, person_id)


def _about(into: Case, case: Case) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*into.about, *case.about)))

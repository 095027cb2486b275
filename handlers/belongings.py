"""Whose matter it is: the speaker's own cases, and nobody else's."""

from domain.cases import Case
from domain.refusals import Refused
from domain.states import OPEN, State
from handlers.talk import Talk


def own_open(talk: Talk) -> tuple[Case, ...]:
    """Return the speaker's own matters that are still open, newest first."""
    person_id = talk.desk.person.person_id
    mine = [case for case in talk.desk.cases if case.party(person_id) and case.state in OPEN]
    return tuple(sorted(mine, key=lambda case: case.opened_at, reverse=True))


def at_hand(talk: Talk) -> tuple[Case, ...]:
    """Return the open case that the speaker's latest words went into, else all open ones."""
    mine = own_open(talk)
    latest = next(reversed([*talk.desk.turn_cases.values()]), "")
    return tuple(case for case in mine if case.number == latest) or mine


def own(talk: Talk, number: str) -> Case:
    """Return the speaker's own case of that number, or the one that it was merged into.

    Raises:
        Refused: ``cases.unknown`` for a number that is free and for one of others alike.
    """
    case = talk.desk.case(number)
    while case.state is State.MERGED and case.merged_into:
        case = talk.desk.case(case.merged_into)
    if not case.party(talk.desk.person.person_id):
        raise Refused("cases.unknown", number=number)
    return case

"""What is left when two cases become one, or one becomes two again."""

from dataclasses import replace
from datetime import datetime

from domain.cases import Case, Party
from domain.categories import Priority
from domain.clocks import Clocks
from domain.states import Part

# So many homes (户) make a matter at least so pressing; danger is never a matter of numbers.
RAISED: tuple[tuple[int, Priority], ...] = ((10, Priority.URGENT), (3, Priority.NORMAL))
_LIMITS = ("answer", "soon", "solve", "promised")


def grown(into: Case, case: Case) -> Case:
    """Return the case that took the other in: its people, its secrecy, the more pressing limits."""
    both = replace(
        into,
        parties=_joined(into, case),
        about=tuple(dict.fromkeys((*into.about, *case.about))),
        tags=into.tags | case.tags,
        priority=min(into.priority, case.priority),
        clocks=_earlier(into.clocks, case.clocks),
    )
    return replace(both, priority=raised(both.priority, both.households))


def raised(priority: Priority, households: int) -> Priority:
    """Return the priority that so many homes give a matter, never a lesser one."""
    by_homes = (least for homes, least in RAISED if households >= homes)
    return min((priority, *by_homes))


def parted(into: Case, case: Case) -> Case:
    """Return what is left after the other case is its own again.

    Its followers leave with it, but not who follows by another merged case, too. The priority,
    the limits and whom it is about stay: nothing that was promised is taken back.
    """
    leaving = {party.person_id for party in case.parties}
    still = (_without(party, case.number) for party in into.parties)
    staying = tuple(
        party
        for party in still
        if party.part is Part.REPORTER or party.through or party.person_id not in leaving
    )
    return replace(into, parties=staying)


def without(case: Case, person_id: str) -> Case:
    """Return the case after one of several whose matter it is took it back."""
    staying = tuple(party for party in case.parties if party.person_id != person_id)
    return replace(case, parties=staying)


def _joined(into: Case, case: Case) -> tuple[Party, ...]:
    coming = {party.person_id for party in case.parties}
    known = {party.person_id for party in into.parties}
    staying = (
        _through(party, case.number) if party.person_id in coming else party
        for party in into.parties
    )
    joining = (party for party in case.parties if party.person_id not in known)
    return (*staying, *(_following(party, case.number) for party in joining))


def _following(party: Party, number: str) -> Party:
    return replace(party, part=Part.FOLLOWER, answer="", stars=0, through=(number,))


def _through(party: Party, number: str) -> Party:
    if party.part is Part.REPORTER:
        return party
    return replace(party, through=tuple(dict.fromkeys((*party.through, number))))


def _without(party: Party, number: str) -> Party:
    return replace(party, through=tuple(each for each in party.through if each != number))


def _earlier(into: Clocks, case: Clocks) -> Clocks:
    # A promise told to somebody holds, into whichever case the matter goes.
    dues: dict[str, datetime | None] = {}
    for name in _LIMITS:
        both = [due for due in (getattr(into, name), getattr(case, name)) if due]
        dues[name] = min(both, default=None)
    return replace(into, **dues)

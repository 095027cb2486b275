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
    known = {party.person_id for party in into.parties}
    joining = tuple(_following(party) for party in case.parties if party.person_id not in known)
    both = replace(
        into,
        parties=into.parties + joining,
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
    """Return what is left after the other case is its own again: its followers leave with it.

    The priority, the limits and whom it is about stay: nothing that was promised is taken back.
    """
    leaving = {party.person_id for party in case.parties}
    staying = tuple(
        party
        for party in into.parties
        if party.part is Part.REPORTER or party.person_id not in leaving
    )
    return replace(into, parties=staying)


def _following(party: Party) -> Party:
    return replace(party, part=Part.FOLLOWER, answer="", stars=0)


def _earlier(into: Clocks, case: Clocks) -> Clocks:
    # A promise told to somebody holds, into whichever case the matter goes.
    dues: dict[str, datetime | None] = {}
    for name in _LIMITS:
        both = [due for due in (getattr(into, name), getattr(case, name)) if due]
        dues[name] = min(both, default=None)
    return replace(into, **dues)

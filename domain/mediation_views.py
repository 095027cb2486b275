"""How much of a mediation one reader sees: the one gate of every page and file about it.

Departments, the street and evaluators see where it stands, dates and result codes, never a word
of it; who leads it for the grid sees the promises too; mediator and committee the whole file.
Caucus and bids are in none of it: they stand in tables that no view reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.agreements import Agreement
from domain.cases import Case
from domain.mediation_roles import roles_in, side_of
from domain.mediation_states import Do, Role, Stage
from domain.mediations import Mediation, MediationEvent, Revisit
from domain.people import Person
from domain.privacy import view_case
from domain.rules import Rulebook


class Sight(StrEnum):
    """How much a reader sees, most first."""

    WHOLE = "whole"
    TERMS = "terms"
    STATE = "state"


_WHOLE = frozenset({Role.MEDIATOR, Role.COMMITTEE})


@dataclass(frozen=True, slots=True)
class Moved:
    """One line of the course: when, in which role, by what, to where; no text, no name."""

    at: datetime
    role: Role
    act: Do
    after: Stage


@dataclass(frozen=True, slots=True)
class MediationView:
    """A mediation as one reader may see it; fields that he may not see are empty."""

    community_id: str
    number: str
    attempt: int
    leaf: str
    stage: Stage
    since: datetime
    due_at: datetime | None
    clock_ends: datetime | None
    sight: Sight
    course: tuple[Moved, ...] = ()
    mediator: str = ""
    agreement: Agreement | None = None
    earlier: tuple[Agreement, ...] = ()
    revisits: tuple[Revisit, ...] = ()


def sight_of(
    mediation: Mediation, person: Person, case: Case, rules: Rulebook, day: date
) -> Sight | None:
    """Return how much the person sees, None for nothing; a party has a page of its own."""
    if side_of(mediation, person):
        return None
    seen = view_case(case, person, rules, day)
    roles = roles_in(mediation, person, case, rules, day)
    if roles & _WHOLE:
        return Sight.WHOLE
    if person.person_id == mediation.opener and Role.STAFF in roles:
        return Sight.TERMS
    return Sight.STATE if seen else None


def view_mediation(
    mediation: Mediation, events: Sequence[MediationEvent], sight: Sight
) -> MediationView:
    """Return what is seen of the mediation with that sight."""
    view = MediationView(
        community_id=mediation.community_id,
        number=mediation.number,
        attempt=mediation.attempt,
        leaf=mediation.leaf,
        stage=mediation.stage,
        since=mediation.since,
        due_at=mediation.due_at,
        clock_ends=mediation.clock_ends,
        sight=sight,
        course=tuple(
            Moved(each.at, each.role, each.act, each.after)
            for each in events
            if each.before is not each.after
        ),
    )
    if sight is Sight.STATE:
        return view
    view = replace(view, mediator=mediation.mediator, agreement=mediation.agreement)
    if sight is Sight.TERMS:
        return view
    return replace(view, earlier=mediation.earlier, revisits=mediation.revisits)

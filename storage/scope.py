"""Who may see which cases: the only place that decides it, once for SQL and once for Python.

It is never wider than ``domain.privacy.tier_of``, which says how much of a case is shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, false, func, not_, or_, true

from domain.assists import Assist
from domain.cases import Case
from domain.directory import Directory, PropertyArea
from domain.mediation_roles import roles_in
from domain.mediations import Mediation
from domain.people import Person, Post, Role, ScopeKind
from domain.probe import PROBE
from domain.rules import Rulebook
from domain.states import Part
from storage.tables import CASE_PARTIES, CASES, HAS_ASSISTS

# These see what they are a party to, and nothing by their post.
_UNPOSTED = frozenset({Role.RESIDENT, Role.REPRESENTATIVE})
IS_UNHELD = CASES.c.holder == ""
_BODY_QUEUES = {"property": "company", "committee": "committee"}


@dataclass(frozen=True, slots=True)
class Seat:
    """What one set of posts reaches: a person's own, or those of somebody he stands in for.

    ``accused`` are the codes that a case must not be about.
    """

    person_id: str
    accused: frozenset[str]
    everywhere: bool = False
    holds: bool = False
    communities: frozenset[str] = frozenset()
    grids: frozenset[str] = frozenset()
    microgrids: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()

    def serves(self, case: Case, body: str) -> bool:
        """Say whether the case, whose queue is that body's ("" for none), belongs to the seat."""
        return self.accused.isdisjoint(case.about) and (
            self.everywhere
            or (self.holds and case.holder == self.person_id)
            or case.community_id in self.communities
            or case.grid in self.grids
            or case.microgrid in self.microgrids
            or case.queue in self.departments
            or body in self.bodies
            or any(map(self._is_called, case.assists))
        )

    def _is_called(self, called: Assist) -> bool:
        own = self.holds and called.person_id == self.person_id
        return own or called.queue in self.departments


@dataclass(frozen=True, slots=True)
class Reach:
    """What one person reaches on one day; ``community_id`` is "" for who serves the street."""

    person_id: str
    community_id: str
    directory: Directory = field(repr=False)
    seats: tuple[Seat, ...] = ()

    @property
    def callings(self) -> tuple[str, ...]:
        """Return the seats, ``p:PERSON`` and ``q:QUEUE``, by which the person may be called."""
        people = (f"p:{seat.person_id}" for seat in self.seats if seat.holds)
        queues = (f"q:{code}" for seat in self.seats for code in seat.departments)
        return (*people, *queues)

    def covers(self, case: Case) -> bool:
        """Say whether the person may see the case."""
        street = () if case.community_id == PROBE else ("",)
        if not self.person_id or self.community_id not in (*street, case.community_id):
            return False
        party, impartial = case.party(self.person_id), self.seats[0].accused.isdisjoint(case.about)
        if party and (impartial or party.part is Part.REPORTER):
            return True
        area = self.directory.area_of(case.place)
        body = _body_of(area, case.queue) if area else ""
        return impartial and any(seat.serves(case, body) for seat in self.seats)


def reach_of(person: Person, rules: Rulebook, day: date) -> Reach:
    """Return what the person reaches on that day, by his posts and those that he stands in for."""
    if not person.posts and rules.directory.person(person.person_id) is None:
        # A resident: asking all else of each of them would cost.
        seat = Seat(person.person_id, frozenset((person.person_id,)))
        return Reach(person.person_id, person.community_id, rules.directory, (seat,))
    is_of_street = person.community_id == rules.directory.street_id
    away = (each.person_id for each in rules.absences)
    stood_in = (each for each in away if rules.deputy_of(each, day) == person.person_id)
    absent = (rules.directory.person(each) for each in dict.fromkeys(stood_in))
    holds = bool(_duties(person, day))
    people = (person, *(each for each in absent if each))
    return Reach(
        person_id=person.person_id,
        community_id="" if is_of_street else person.community_id,
        directory=rules.directory,
        seats=tuple(_seat(each, rules, day, holds=holds) for each in people),
    )


def may_see_mediation(
    mediation: Mediation, person: Person, cases: Sequence[Case], rules: Rulebook, day: date
) -> bool:
    """Say whether the mediation lies on the person's desk, beside the cases that he may see."""
    key = mediation.community_id, mediation.number
    case = next((each for each in cases if (each.community_id, each.number) == key), None)
    return bool(roles_in(mediation, person, case, rules, day))


def may_see(person: Person, rules: Rulebook, day: date) -> ColumnElement[bool]:
    """Return the condition on ``cases`` under which the person may see a row on that day."""
    reach = reach_of(person, rules, day)
    if not reach.person_id:
        return false()
    return and_(_is_near(reach), or_(_is_party(reach), _is_served(reach)))


def may_search(person: Person, rules: Rulebook, day: date) -> ColumnElement[bool]:
    """Return where the words of residents may be looked for: finding them is reading them.

    Property companies, committees and fellow parties see a case without its words.
    """
    reach = reach_of(person, rules, day)
    if not reach.person_id:
        return false()
    seats = tuple(replace(seat, bodies=frozenset(), holds=False) for seat in reach.seats)
    return and_(_is_near(reach), _is_served(replace(reach, seats=seats)))


def _seat(person: Person, rules: Rulebook, day: date, *, holds: bool) -> Seat:
    posts = _duties(person, day)
    bodies = {post.code for post in person.posts_on(day) if post.scope is ScopeKind.BODY}
    return Seat(
        person_id=person.person_id,
        accused=frozenset(bodies | {person.person_id}),
        everywhere=rules.directory.street_id in _codes(posts, ScopeKind.STREET),
        holds=holds,
        communities=_codes(
            [post for post in posts if post.role is not Role.MEDIATOR], ScopeKind.COMMUNITY
        ),
        grids=_codes(posts, ScopeKind.GRID),
        microgrids=_codes(posts, ScopeKind.MICROGRID),
        departments=_codes(posts, ScopeKind.DEPARTMENT),
        bodies=_codes(posts, ScopeKind.BODY),
    )


def _duties(person: Person, day: date) -> list[Post]:
    return [post for post in person.posts_on(day) if post.role not in _UNPOSTED]


def _is_near(reach: Reach) -> ColumnElement[bool]:
    here, there = reach.community_id, CASES.c.community_id
    # The synthetic resident's case is nobody's in the street.
    return there == here if here else there != PROBE


def _is_party(reach: Reach) -> ColumnElement[bool]:
    return exists().where(
        CASE_PARTIES.c.community_id == CASES.c.community_id,
        CASE_PARTIES.c.number == CASES.c.number,
        CASE_PARTIES.c.person_id == reach.person_id,
        or_(CASE_PARTIES.c.part == Part.REPORTER, _is_about_none(reach.seats[0].accused)),
    )


def _is_served(reach: Reach) -> ColumnElement[bool]:
    seats = (
        and_(or_(false(), *_served(seat, reach.directory)), _is_about_none(seat.accused))
        for seat in reach.seats
    )
    return and_(_is_about_none(reach.seats[0].accused), or_(*seats))


def _is_about_none(codes: frozenset[str]) -> ColumnElement[bool]:
    # Replacing is exact on both databases, where LIKE differs in case and wildcards.
    about = CASES.c.about
    return and_(*(func.replace(about, f"|{code}|", "") == about for code in sorted(codes)))


def is_called(seat: str) -> ColumnElement[bool]:
    """Return the condition that the seat, ``p:PERSON`` or ``q:QUEUE``, was called to the case."""
    helping = CASES.c.helping
    return and_(HAS_ASSISTS, func.replace(helping, f"|{seat}|", "") != helping)


def _served(seat: Seat, directory: Directory) -> Iterator[ColumnElement[bool]]:
    if seat.everywhere:
        yield true()
    if seat.holds:
        yield CASES.c.holder == seat.person_id
        yield is_called(f"p:{seat.person_id}")
    columns = {
        "community_id": seat.communities,
        "grid": seat.grids,
        "microgrid": seat.microgrids,
        "queue": seat.departments,
    }
    yield from (CASES.c[name].in_(sorted(codes)) for name, codes in columns.items() if codes)
    yield from (is_called(f"q:{code}") for code in sorted(seat.departments))
    if seat.bodies:
        for compound, areas in directory.index.areas.items():
            yield from _served_by_bodies(seat.bodies, compound, areas)


def _served_by_bodies(
    bodies: frozenset[str], compound: str, areas: tuple[PropertyArea, ...]
) -> Iterator[ColumnElement[bool]]:
    newer: list[ColumnElement[bool]] = []
    for area in areas:
        inside = and_(CASES.c.compound == compound, _is_inside(area))
        queues = [queue for queue in _BODY_QUEUES if _body_of(area, queue) in bodies]
        if queues:
            yield and_(CASES.c.queue.in_(queues), inside, *(not_(other) for other in newer))
        newer.append(inside)


def _is_inside(area: PropertyArea) -> ColumnElement[bool]:
    if not area.parts:
        return true()
    return or_(
        *(
            and_(
                CASES.c.compound == part.compound,
                CASES.c.building == part.building,
                CASES.c.unit == part.unit if part.unit else true(),
            )
            for part in area.parts
        )
    )


def _body_of(area: PropertyArea, queue: str) -> str:
    return str(getattr(area, _BODY_QUEUES[queue])) if queue in _BODY_QUEUES else ""


def _codes(posts: list[Post], scope: ScopeKind) -> frozenset[str]:
    return frozenset(post.code for post in posts if post.scope is scope and post.code)

"""Who may see which cases: the only place that decides it, once for SQL and once for Python.

It is never wider than ``domain.privacy.tier_of``, which says how much of a case is shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, false, func, not_, or_, true

from domain.cases import Case
from domain.directory import Directory, PropertyArea
from domain.people import Person, Post, Role, ScopeKind
from domain.rules import Rulebook
from storage.tables import CASE_PARTIES, CASES

# These see what they are a party to, and nothing by their post.
_UNPOSTED = frozenset({Role.RESIDENT, Role.REPRESENTATIVE})
IS_UNHELD = CASES.c.holder == ""
_BODY_QUEUES = {"property": "company", "committee": "committee"}


@dataclass(frozen=True, slots=True)
class Reach:
    """What one person reaches on one day; ``community_id`` is "" for who serves the street."""

    person_id: str
    community_id: str
    directory: Directory = field(repr=False)
    everywhere: bool = False
    communities: frozenset[str] = frozenset()
    grids: frozenset[str] = frozenset()
    microgrids: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()

    def covers(self, case: Case) -> bool:
        """Say whether the person may see the case."""
        if not self.person_id or self.community_id not in ("", case.community_id):
            return False
        if case.party(self.person_id):
            return True
        return not self._is_accused(case) and self._serves(case)

    def _is_accused(self, case: Case) -> bool:
        return not (self.bodies | {self.person_id}).isdisjoint(case.about)

    def _serves(self, case: Case) -> bool:
        return (
            self.everywhere
            or case.holder == self.person_id
            or case.community_id in self.communities
            or case.grid in self.grids
            or case.microgrid in self.microgrids
            or case.queue in self.departments
            or self._serves_body(case)
        )

    def _serves_body(self, case: Case) -> bool:
        area = self.directory.area_of(case.place)
        return area is not None and _body_of(area, case.queue) in self.bodies


def reach_of(person: Person, rules: Rulebook, day: date) -> Reach:
    """Return what the person reaches by the posts of that day."""
    posts = [post for post in person.posts_on(day) if post.role not in _UNPOSTED]
    is_of_street = person.community_id == rules.directory.street_id
    return Reach(
        person_id=person.person_id,
        community_id="" if is_of_street else person.community_id,
        directory=rules.directory,
        everywhere=any(post.scope is ScopeKind.STREET for post in posts),
        communities=_codes(posts, ScopeKind.COMMUNITY),
        grids=_codes(posts, ScopeKind.GRID),
        microgrids=_codes(posts, ScopeKind.MICROGRID),
        departments=_codes(posts, ScopeKind.DEPARTMENT),
        bodies=_codes(posts, ScopeKind.BODY),
    )


def may_see(person: Person, rules: Rulebook, day: date) -> ColumnElement[bool]:
    """Return the condition on ``cases`` under which the person may see a row on that day."""
    reach = reach_of(person, rules, day)
    if not reach.person_id:
        return false()
    served = and_(or_(*_served(reach)), *_not_accused(reach))
    here = CASES.c.community_id == reach.community_id if reach.community_id else true()
    return and_(here, or_(_is_party(reach.person_id), served))


def may_search(person: Person, rules: Rulebook, day: date) -> ColumnElement[bool]:
    """Return where the words of residents may be looked for: finding them is reading them.

    Property companies, committees and fellow parties see a case without its words.
    """
    reach = reach_of(person, rules, day)
    served = _served(replace(reach, bodies=frozenset()))
    here = CASES.c.community_id == reach.community_id if reach.community_id else true()
    return and_(here, or_(false(), *served), *_not_accused(reach))


def _is_party(person_id: str) -> ColumnElement[bool]:
    return exists().where(
        CASE_PARTIES.c.community_id == CASES.c.community_id,
        CASE_PARTIES.c.number == CASES.c.number,
        CASE_PARTIES.c.person_id == person_id,
    )


def _not_accused(reach: Reach) -> Iterator[ColumnElement[bool]]:
    for code in sorted(reach.bodies | {reach.person_id}):
        # Replacing is exact on both databases, where LIKE differs in case and wildcards.
        yield func.replace(CASES.c.about, f"|{code}|", "") == CASES.c.about


def _served(reach: Reach) -> Iterator[ColumnElement[bool]]:
    if reach.everywhere:
        yield true()
    yield CASES.c.holder == reach.person_id
    yield CASES.c.community_id.in_(sorted(reach.communities))
    yield CASES.c.grid.in_(sorted(reach.grids))
    yield CASES.c.microgrid.in_(sorted(reach.microgrids))
    yield CASES.c.queue.in_(sorted(reach.departments))
    if reach.bodies:
        for areas in reach.directory.index.areas.items():
            yield from _served_by_bodies(reach.bodies, *areas)


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

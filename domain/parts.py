"""What a person is to one case, on one day: the ground of every right."""

from collections.abc import Iterator
from datetime import date

from domain.cases import Case
from domain.people import Person, Post, Role, ScopeKind
from domain.rules import Rulebook
from domain.states import Part

_GRID_SUPERVISORS = frozenset({Role.SECRETARY, Role.GRID_HEAD})
_HIGH_SUPERVISORS = frozenset({Role.DISPATCHER, Role.STREET, Role.ADMIN})


def parts_of(case: Case, person: Person, rules: Rulebook, day: date) -> frozenset[Part]:
    """Return every part of the person in the case; empty for a stranger.

    Who serves the street serves every community of it. Somebody whom the case is about has no
    part in it, whatever post he holds (回避). Who stands in for somebody absent has the parts of
    that person's posts, and acts on the cases that he holds.
    """
    if person.community_id not in (case.community_id, rules.directory.street_id):
        return frozenset()
    party = case.party(person.person_id)
    parts: set[Part | None] = {party.part} if party else set()
    if not is_accused(case, person, day):
        seats = (person, *_stood_in_for(person, rules, day))
        parts |= {_part_by(post, case, rules) for seat in seats for post in seat.posts_on(day)}
        if case.holder and case.holder in {seat.person_id for seat in seats}:
            parts.add(Part.HOLDER)
    return frozenset(part for part in parts if part)


def _stood_in_for(person: Person, rules: Rulebook, day: date) -> Iterator[Person]:
    for absence in rules.absences:
        if rules.deputy_of(absence.person_id, day) == person.person_id:
            seat = rules.directory.person(absence.person_id)
            yield from (seat,) if seat else ()


def is_accused(case: Case, person: Person, day: date) -> bool:
    """Say whether the case is about this person or a body that the person serves."""
    return person.is_among(case.about, day)


def _part_by(post: Post, case: Case, rules: Rulebook) -> Part | None:
    if post.scope is ScopeKind.BODY:
        return Part.HOLDER if post.code == _body_of_queue(case, rules) else None
    if post.scope is ScopeKind.DEPARTMENT:
        return Part.HOLDER if post.code == case.queue else None
    if post.scope is not ScopeKind.STREET and post.code != _reach(case, post.scope):
        return None
    supervisors = _GRID_SUPERVISORS if post.scope is ScopeKind.GRID else _HIGH_SUPERVISORS
    return Part.SUPERVISOR if post.role in supervisors else Part.WATCHER


def _reach(case: Case, scope: ScopeKind) -> str:
    codes = {ScopeKind.GRID: case.grid, ScopeKind.MICROGRID: case.microgrid}
    return codes.get(scope, case.community_id) or "nowhere"


def _body_of_queue(case: Case, rules: Rulebook) -> str:
    area = rules.directory.area_of(case.place)
    if area is None:
        return ""
    return {"property": area.company, "committee": area.committee}.get(case.queue, "")

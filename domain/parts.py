"""What a person is to one case, on one day: the ground of every right."""

from collections.abc import Iterator, Mapping
from datetime import date

from domain.assists import Assist
from domain.cases import Case
from domain.people import QUEUE_OF_SCOPE, Person, Post, Role, ScopeKind
from domain.rules import Rulebook
from domain.states import Part

_SUPERVISORS = frozenset({Role.SECRETARY, Role.GRID_HEAD, Role.DISPATCHER, Role.STREET, Role.ADMIN})
# Who may whistle (吹哨): the community and the street, nobody below them.
_CALLERS = frozenset({Role.DISPATCHER, Role.STREET})
_OF_THE_GRID = "grid"
# Whoever holds it in another queue holds it for a body outside the house.
_OF_THE_HOUSE = frozenset(QUEUE_OF_SCOPE.values())
_HOLDING = frozenset({ScopeKind.BODY, ScopeKind.DEPARTMENT})


def parts_of(case: Case, person: Person, rules: Rulebook, day: date) -> frozenset[Part]:
    """Return every part of the person in the case; empty for a stranger.

    Who serves the street serves every community of it. Somebody whom the case is about has no
    part in it, whatever post he holds (回避), and follows it no more, but tells what he told. Who
    stands in for somebody absent has the parts of that person's posts, and acts on the cases that
    he holds.
    """
    if not _is_near(case, person, rules):
        return frozenset()
    party = case.party(person.person_id)
    told = party and (party.part is Part.REPORTER or not is_accused(case, person, day))
    parts = {party.part} if party and told else set()
    duties = duties_in(case, person, rules, day)
    parts |= {_part_by(post, case) for post in duties}
    parts |= {Part.CALLER for post in duties if post.role in _CALLERS}
    seats = tuple(_seats(case, person, rules, day))
    if case.holder and any(seat.person_id == case.holder for seat in seats):
        parts.add(_holding(case))
    if case.assists and any(is_called(each, seat, day) for each in case.assists for seat in seats):
        parts.add(Part.ASSISTANT)
    return frozenset(parts)


def is_called(assist: Assist, person: Person, day: date) -> bool:
    """Say whether the person, or the department that the person serves, was called to assist."""
    posts = (post.code for post in person.posts_on(day) if post.scope is ScopeKind.DEPARTMENT)
    return assist.person_id == person.person_id or assist.queue in posts


def duties_in(case: Case, person: Person, rules: Rulebook, day: date) -> tuple[Post, ...]:
    """Return the posts, the person's own or stood in for, that reach the case on that day."""
    if not _is_near(case, person, rules):
        return ()
    codes = _reach(case, rules)
    return tuple(
        post
        for seat in _seats(case, person, rules, day)
        for post in seat.posts_on(day)
        if post.code and post.code == codes[post.scope] and not _waits_for_a_call(post)
    )


def is_accused(case: Case, person: Person, day: date) -> bool:
    """Say whether the case is about this person or a body that the person serves."""
    return person.is_among(case.about, day)


def _is_near(case: Case, person: Person, rules: Rulebook) -> bool:
    return person.community_id in (case.community_id, rules.directory.street_id)


def _seats(case: Case, person: Person, rules: Rulebook, day: date) -> Iterator[Person]:
    if is_accused(case, person, day):
        return
    yield person
    for absence in rules.absences:
        seat = rules.directory.person(absence.person_id)
        stands_in = rules.deputy_of(absence.person_id, day) == person.person_id
        if seat and stands_in and not is_accused(case, seat, day):
            yield seat


def _waits_for_a_call(post: Post) -> bool:
    # A mediator of the whole community sees the cases that he is given, and no other.
    return post.role is Role.MEDIATOR and post.scope is ScopeKind.COMMUNITY


def _part_by(post: Post, case: Case) -> Part:
    # What the grid holds its workers may take up: they are the ones who go there.
    goes = post.role is Role.GRID_WORKER and case.queue == _OF_THE_GRID
    if goes or post.scope in _HOLDING:
        return _holding(case)
    return Part.SUPERVISOR if post.role in _SUPERVISORS else Part.WATCHER


def _holding(case: Case) -> Part:
    return Part.HOLDER if case.queue in _OF_THE_HOUSE else Part.OUTSIDER


def _reach(case: Case, rules: Rulebook) -> Mapping[ScopeKind, str]:
    area = rules.directory.area_of(case.place)
    bodies = {"property": area.company, "committee": area.committee} if area else {}
    return {
        ScopeKind.MICROGRID: case.microgrid,
        ScopeKind.GRID: case.grid,
        ScopeKind.COMMUNITY: case.community_id,
        ScopeKind.STREET: rules.directory.street_id,
        ScopeKind.DEPARTMENT: case.queue,
        ScopeKind.BODY: bodies.get(case.queue, ""),
    }

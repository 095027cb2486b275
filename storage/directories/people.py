"""Turn the rows of people into staff with posts, and the rows of absences into absences."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from domain.directory import Directory
from domain.people import Absence, Person, Post, Role, ScopeKind
from domain.places import Place, PlaceSource
from storage.directories.findings import Book, Path, plain
from storage.directories.grids import days_of
from storage.directories.shapes import DirectoryFile, PersonRow, PostRow

# Over what each role may reach; the first one is meant when the word is unknown.
SCOPES: Mapping[Role, tuple[ScopeKind, ...]] = {
    Role.REPRESENTATIVE: (ScopeKind.MICROGRID, ScopeKind.GRID, ScopeKind.COMMUNITY),
    Role.CAPTAIN: (ScopeKind.MICROGRID,),
    Role.GRID_WORKER: (ScopeKind.GRID,),
    Role.GRID_HEAD: (ScopeKind.GRID,),
    Role.SECRETARY: (ScopeKind.GRID,),
    Role.DISPATCHER: (ScopeKind.COMMUNITY,),
    Role.OFFICER: (ScopeKind.DEPARTMENT,),
    Role.PROPERTY: (ScopeKind.BODY,),
    Role.COMMITTEE: (ScopeKind.BODY,),
    Role.MEDIATOR: (ScopeKind.COMMUNITY, ScopeKind.BODY),
    Role.STREET: (ScopeKind.STREET,),
    Role.ADMIN: (ScopeKind.STREET, ScopeKind.COMMUNITY),
}
# Which kind of body a role serves. A lift firm answers like a property company.
BODIES: Mapping[Role, tuple[str, ...]] = {
    Role.PROPERTY: ("property", "maintenance"),
    Role.COMMITTEE: ("committee",),
    Role.MEDIATOR: ("mediation",),
}
_NUMBERS = re.compile(r"[0-9]{6,}")


def chart_people(file: DirectoryFile, places: Directory, book: Book) -> tuple[Person, ...]:
    """Return the staff; each belongs to the community, or the street, that its posts serve."""
    book.name("street", file.street.id, ("street", "id"), file.street.name)
    homes = _homes(places)
    people = []
    for row in file.people:
        path = ("people", row.row)
        book.name("person", row.id, path)
        if _NUMBERS.search(plain(row.id) + plain(row.name)):
            book.error((*path, "name"), "directory.person_private")
        posts = tuple(_posts(row, path, places, book))
        served = {homes.get((post.scope, post.code), ""): None for post in posts}
        if len(served) > 1:
            book.error(path, "directory.two_communities", value=row.id, codes=", ".join(served))
        home = _home(row.home, path, book)
        known = Person(next(iter(served), ""), row.id, row.name, posts, home)
        people.append(replace(known, skills=row.skills, kin=row.kin))
    return tuple(people)


def _home(words: str, path: Path, book: Book) -> Place:
    if not words:
        return Place()
    name, building, unit, room = words.split("/")
    compound = book.resolve("compound", name, (*path, "home"))
    return Place(compound, building, unit, room=room, source=PlaceSource.PROFILE)


def _homes(places: Directory) -> dict[tuple[ScopeKind, str], str]:
    street = places.street_id
    homes = {(ScopeKind.STREET, street): street}
    homes |= {(ScopeKind.DEPARTMENT, item.code): street for item in places.departments}
    for community in places.communities:
        homes[ScopeKind.COMMUNITY, community.community_id] = community.community_id
    homes |= {(ScopeKind.BODY, item.code): item.community_id for item in places.bodies}
    homes |= {(ScopeKind.GRID, item.code): item.community_id for item in places.grids}
    for micro in places.microgrids:
        homes[ScopeKind.MICROGRID, micro.code] = homes[ScopeKind.GRID, micro.grid]
    return homes


def _posts(row: PersonRow, path: Path, places: Directory, book: Book) -> Iterator[Post]:
    first = PostRow(role=row.role, over=row.over, since=row.since, until=row.until)
    yield from _duties(first, path, places, book)
    for index, post in enumerate(row.also):
        yield from _duties(post, (*path, "also", index), places, book)


def _duties(row: PostRow, path: Path, places: Directory, book: Book) -> Iterator[Post]:
    since, until = days_of(row.since, row.until, path, book)
    kinds = SCOPES.get(row.role, ())
    if not kinds:
        book.error((*path, "role"), "directory.unknown_choice", value=row.role, choices=_ROLES)
        return
    words = row.over or _only_scope(kinds[0], places)
    if not words:
        book.error(path, "directory.post_without_scope", role=row.role)
    for word in words:
        kind = next((item for item in kinds if plain(word) in book.names.get(item, {})), kinds[0])
        code = book.resolve(kind, word, (*path, "over"))
        if code and kind is ScopeKind.BODY:
            _check_body(row.role, places, code, book, (*path, "over"))
        if code:
            yield Post(row.role, kind, code, since, until)


def _only_scope(kind: ScopeKind, places: Directory) -> tuple[str, ...]:
    if kind is ScopeKind.STREET:
        return (places.street_id,)
    one = kind is ScopeKind.COMMUNITY and len(places.communities) == 1
    return (places.communities[0].community_id,) if one else ()


def _check_body(role: Role, places: Directory, code: str, book: Book, path: Path) -> None:
    body = places.body(code)
    wanted = BODIES.get(role, ())
    if body and body.kind not in wanted:
        book.error(path, "directory.body_kind", value=body.name, kind=" / ".join(wanted))


def chart_absences(file: DirectoryFile, book: Book) -> tuple[Absence, ...]:
    """Return the absences; nobody stands in for themselves."""
    absences = []
    for row in file.absences:
        path = ("absences", row.row)
        person = book.resolve("person", row.person, (*path, "person"))
        deputy = book.resolve("person", row.deputy, (*path, "deputy"))
        if person and person == deputy:
            book.error((*path, "deputy"), "directory.own_deputy", value=row.person)
        since, until = days_of(row.since, row.until, path, book)
        absences.append(Absence(person, since, until, deputy))
    return tuple(absences)


_ROLES = ", ".join(SCOPES)

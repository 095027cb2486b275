"""Directory entries as they are kept, and the directory that they build.

An entry is one listed thing with its dates; its content is plain JSON that reads back the same.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter

from domain.directory import Directory
from domain.grids import (
    Body,
    Building,
    Community,
    Compound,
    Department,
    Grid,
    MicroGrid,
    PropertyArea,
    Station,
    VotingUnit,
)
from domain.people import Absence, Person
from storage.directories.charting import chart
from storage.directories.findings import Book
from storage.directories.shapes import DirectoryFile


@dataclass(frozen=True, slots=True)
class Entry:
    """One listed thing: its kind and code within a community, its days, the rest of it.

    ``community_id`` is the street's id for the street itself, its departments and their people.
    """

    community_id: str
    kind: str
    code: str
    since: date
    until: date
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Street:
    street_id: str
    name: str


_KINDS: Mapping[str, TypeAdapter[Any]] = {
    "street": TypeAdapter(_Street),
    "community": TypeAdapter(Community),
    "compound": TypeAdapter(Compound),
    "building": TypeAdapter(Building),
    "grid": TypeAdapter(Grid),
    "microgrid": TypeAdapter(MicroGrid),
    "area": TypeAdapter(PropertyArea),
    "voting_unit": TypeAdapter(VotingUnit),
    "body": TypeAdapter(Body),
    "station": TypeAdapter(Station),
    "department": TypeAdapter(Department),
    "person": TypeAdapter(Person),
    "absence": TypeAdapter(Absence),
}
_DATED = {"grid", "microgrid", "area", "voting_unit", "body", "station", "absence"}
# Only what the directory says of a person: the rest is the person's own and lives elsewhere.
_LISTED = {"person": {"community_id", "person_id", "name", "posts", "home", "skills", "kin"}}
_DIGITS = re.compile("([0-9]+)")


def entries_of(file: DirectoryFile) -> tuple[Entry, ...]:
    """Return what a checked file lists, in the order of codes; its content is plain JSON."""
    directory = chart(file, Book())
    return _sorted(_entry(*listed) for listed in _listed(directory))


def _listed(directory: Directory) -> Iterator[tuple[str, str, str, Any]]:
    street = directory.street_id
    yield "street", street, street, _Street(street, directory.street)
    for community in directory.communities:
        yield "community", community.community_id, community.community_id, community
    homes = {item.code: item.community_id for item in directory.compounds}
    for building in directory.buildings:
        code = f"{building.compound}/{building.number}"
        yield "building", homes[building.compound], code, building
    grids = {item.code: item.community_id for item in directory.grids}
    yield from (("microgrid", grids[item.grid], item.code, item) for item in directory.microgrids)
    yield from (("department", street, item.code, item) for item in directory.departments)
    own = (
        ("compound", directory.compounds),
        ("grid", directory.grids),
        ("area", directory.areas),
        ("voting_unit", directory.voting_units),
        ("body", directory.bodies),
        ("station", directory.stations),
    )
    for kind, items in own:
        yield from ((kind, item.community_id, item.code, item) for item in items)
    staff = {item.person_id: item.community_id for item in directory.staff}
    yield from (("person", item.community_id, item.person_id, item) for item in directory.staff)
    for absence in directory.absences:
        code = f"{absence.person_id}/{absence.since}"
        yield "absence", staff[absence.person_id], code, absence


def _entry(kind: str, community_id: str, code: str, item: object) -> Entry:
    content = _KINDS[kind].dump_python(
        item,
        mode="json",
        include=_LISTED.get(kind),
        exclude={"since", "until"},
        exclude_defaults=True,
    )
    since, until = getattr(item, "since", date.min), getattr(item, "until", date.max)
    return Entry(community_id, kind, code, since, until, content)


def build_directory(entries: Iterable[Entry]) -> Directory:
    """Return the directory that the entries describe, whatever their order.

    Closed grids and bodies stay known. A person whose entry is closed keeps no post beyond it;
    a building that was taken out is gone. ``version`` is a digest of all entries.

    Raises:
        ValueError: an entry's content is not what its kind holds, or there is no street.
    """
    found: dict[str, list[Any]] = {kind: [] for kind in _KINDS}
    ordered = _sorted(entries)
    for entry in ordered:
        if entry.kind != "building" or entry.until == date.max:
            found[entry.kind].append(_item(entry))
    if not found["street"]:
        raise ValueError("the directory has no street")
    street: _Street = found["street"][0]
    return Directory(
        street=street.name,
        street_id=street.street_id,
        communities=tuple(found["community"]),
        compounds=tuple(found["compound"]),
        buildings=tuple(found["building"]),
        grids=tuple(found["grid"]),
        microgrids=tuple(found["microgrid"]),
        areas=tuple(found["area"]),
        voting_units=tuple(found["voting_unit"]),
        bodies=tuple(found["body"]),
        stations=tuple(found["station"]),
        departments=tuple(found["department"]),
        staff=tuple(found["person"]),
        absences=tuple(found["absence"]),
        version=_digest(ordered),
    )


def _item(entry: Entry) -> object:
    content = dict(entry.content)
    if entry.kind in _DATED:
        content |= {"since": entry.since, "until": entry.until}
    item = _KINDS[entry.kind].validate_python(content)
    return _until(item, entry.until) if isinstance(item, Person) else item


def _until(person: Person, last: date) -> Person:
    posts = (replace(post, until=min(post.until, last)) for post in person.posts)
    return replace(person, posts=tuple(posts))


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda item: (item.kind, item.community_id, _natural(item))))


def _natural(entry: Entry) -> list[tuple[int, str]]:
    parts = enumerate(_DIGITS.split(entry.code))
    return [(int(part) if place % 2 else 0, part) for place, part in parts]


def _digest(entries: Iterable[Entry]) -> str:
    lines = (
        json.dumps(
            [
                item.community_id,
                item.kind,
                item.code,
                str(item.since),
                str(item.until),
                item.content,
            ],
            ensure_ascii=False,
            sort_keys=True,
        )
        for item in entries
    )
    return sha256("\n".join(lines).encode()).hexdigest()[:12]

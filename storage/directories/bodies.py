"""Turn the rows of bodies, areas, voting units, stations and departments into what they are."""

import re

from domain.grids import (
    Body,
    Department,
    Grid,
    PropertyArea,
    Station,
    VotingUnit,
)
from storage.directories.findings import Book, Path
from storage.directories.grids import days_of
from storage.directories.places import Ground, community_of, stairwells_in
from storage.directories.shapes import AreaRow, DirectoryFile

# Hours are for people to read; they should at least name one time of day or all of it.
_HOURS = re.compile(r"\b(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9]|24")


def chart_bodies(file: DirectoryFile, book: Book) -> tuple[Body, ...]:
    """Return the bodies, known by code, name and aliases."""
    bodies = []
    for row in file.bodies:
        path = ("bodies", row.row)
        book.name("body", row.code, path, row.name, *row.aliases)
        community = community_of(row.community, path, file, book)
        bodies.append(Body(row.code, community, row.kind, row.name, row.aliases, row.phone))
    return tuple(bodies)


def chart_areas(
    file: DirectoryFile, ground: Ground, bodies: tuple[Body, ...], book: Book
) -> tuple[PropertyArea, ...]:
    """Return the property-management areas with their bodies."""
    kinds = {body.code: body.kind for body in bodies}
    areas = []
    for row in file.areas:
        path = ("areas", row.row)
        book.name("area", row.code, path, row.name)
        place = (*path, "compounds")
        compounds = [book.resolve("compound", word, place) for word in row.compounds]
        since, until = days_of(row.since, row.until, path, book)
        area = PropertyArea(
            row.code,
            community_of(row.community, path, file, book),
            row.name,
            tuple(code for code in compounds if code),
            parts=stairwells_in(row.parts, (*path, "parts"), ground, book),
            since=since,
            until=until,
            **_bodies_of(row, path, kinds, book),
        )
        areas.append(area)
    return tuple(areas)


def _bodies_of(row: AreaRow, path: Path, kinds: dict[str, str], book: Book) -> dict[str, str]:
    wanted = {"company": "property", "committee": "committee", "maintenance": "maintenance"}
    return {
        key: body_of(getattr(row, key), (*path, key), (kind, kinds), book)
        for key, kind in wanted.items()
    }


def body_of(word: str, path: Path, kind: tuple[str, dict[str, str]], book: Book) -> str:
    """Return the code of a body; ``kind`` is the kind it must have, and the kinds there are."""
    code = book.resolve("body", word, path) if word else ""
    wanted, kinds = kind
    if code and kinds.get(code) != wanted:
        book.error(path, "directory.body_kind", value=word, kind=wanted)
    return code


def chart_voting_units(
    file: DirectoryFile, areas: tuple[PropertyArea, ...], ground: Ground, book: Book
) -> tuple[VotingUnit, ...]:
    """Return the voting units that are not a whole area."""
    homes = {area.code: area.community_id for area in areas}
    units = []
    for row in file.voting_units:
        path = ("voting_units", row.row)
        book.name("voting unit", row.code, path)
        area = book.resolve("area", row.area, (*path, "area"))
        parts = stairwells_in(row.parts, (*path, "parts"), ground, book)
        since, until = days_of(row.since, row.until, path, book)
        home = homes.get(area, "")
        units.append(VotingUnit(row.code, home, row.name, area, parts, since, until))
    return tuple(units)


def chart_stations(file: DirectoryFile, grids: tuple[Grid, ...], book: Book) -> tuple[Station, ...]:
    """Return the grid stations."""
    homes = {grid.code: grid.community_id for grid in grids}
    stations = []
    for row in file.stations:
        path = ("stations", row.row)
        book.name("station", row.code, path)
        grid = book.resolve("grid", row.grid, (*path, "grid"))
        _check_hours(row.hours, path, book)
        where = (row.name, row.address, row.phone, row.hours)
        stations.append(Station(row.code, homes.get(grid, ""), grid, *where, row.services))
    return tuple(stations)


def chart_departments(file: DirectoryFile, book: Book) -> tuple[Department, ...]:
    """Return the department queues, known by code, name and aliases."""
    departments = []
    for row in file.departments:
        path = ("departments", row.row)
        book.name("department", row.code, path, row.name, *row.aliases)
        _check_hours(row.hours, path, book)
        reached = (row.phone, row.hours)
        departments.append(Department(row.code, row.name, *reached, row.takes, row.aliases))
    return tuple(departments)


def _check_hours(hours: str, path: Path, book: Book) -> None:
    if not _HOURS.search(hours):
        book.warn((*path, "hours"), "directory.bad_hours", value=hours)

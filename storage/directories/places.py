"""Turn the rows of communities, compounds and buildings into places."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any, TypeAlias

from domain.grids import Building, Community, Compound, Stairwell
from storage.directories.findings import Book, Path
from storage.directories.ranges import Cover, Unreadable, cover_in, numbers_in, parts_of
from storage.directories.shapes import BuildingRow, DirectoryFile, ExceptionRow

# A street has some hundreds of buildings; a file with more is a slip or an attack.
MOST_BUILDINGS = 5000

Ground: TypeAlias = Mapping[tuple[str, str], Building]


def chart_communities(file: DirectoryFile, book: Book) -> tuple[Community, ...]:
    """Return the communities; ids, codes, names and prefixes are each given once."""
    for row in file.communities:
        path = ("communities", row.row)
        book.name("community", row.id, (*path, "id"), row.name)
        book.name("community code", row.code, (*path, "code"))
        book.name("prefix", row.prefix, (*path, "prefix"))
        if row.id == file.street.id:
            first = book.where(("street", "id"))
            book.error((*path, "id"), "directory.duplicate", value=row.id, first=first)
    return tuple(Community(row.id, row.code, row.name, row.prefix) for row in file.communities)


def community_of(word: str, path: Path, file: DirectoryFile, book: Book) -> str:
    """Return the id of the community that a row names; one that names none means the only one."""
    if word:
        return book.resolve("community", word, (*path, "community"))
    if len(file.communities) > 1:
        book.error(path, "directory.which_community")
    return file.communities[0].id


def chart_compounds(file: DirectoryFile, book: Book) -> tuple[Compound, ...]:
    """Return the compounds, known from now on by code, name and aliases."""
    compounds = []
    for row in file.compounds:
        path = ("compounds", row.row)
        book.name("compound", row.code, path, row.name, *row.aliases)
        community = community_of(row.community, path, file, book)
        compounds.append(Compound(row.code, community, row.name, row.aliases, row.landmarks))
    return tuple(compounds)


def chart_buildings(file: DirectoryFile, book: Book) -> tuple[Building, ...]:
    """Return every single building; one that is listed twice is an error."""
    ground: dict[tuple[str, str], Building] = {}
    lines: dict[tuple[str, str], Path] = {}
    for row in file.buildings:
        path = ("buildings", row.row)
        compound = book.resolve("compound", row.compound, (*path, "compound"))
        found = {(compound, item.number): item for item in _alike(row, compound, path, book)}
        for key in (key for key in found if compound and key in ground):
            spoken = {"value": f"{row.compound}{key[1]}", "first": book.where(lines[key])}
            book.error(path, "directory.building_twice", **spoken)
        ground |= found
        lines |= dict.fromkeys(found, path)
        if len(ground) > MOST_BUILDINGS:
            book.error(path, "directory.too_many", limit=str(MOST_BUILDINGS))
            break
    return tuple(ground.values())


def _alike(row: BuildingRow, compound: str, path: Path, book: Book) -> Iterator[Building]:
    shape = (row.units, row.floors, row.rooms_per_floor, row.aliases, row.first_floor)
    alike = Building(compound, "", *shape, row.missing)
    numbers = _numbers(row.numbers, (*path, "numbers"), book)
    if len(set(numbers)) < len(numbers):
        book.error(path, "directory.building_twice", value=row.numbers, first=book.where(path))
    found = {number: replace(alike, number=number) for number in numbers}
    for index, exception in enumerate(row.exceptions):
        place = (*path, "exceptions", index)
        odd = _numbers(exception.numbers, (*place, "numbers"), book)
        for number in odd:
            found[number] = replace(found.get(number, alike), **_differences(exception))
        for number in dict.fromkeys(number for number in odd if number not in numbers):
            book.error(place, "directory.unknown_building", value=f"{row.compound}{number}")
            del found[number]
    for building in found.values():
        if building.floors < building.first_floor:
            book.error(path, "directory.no_homes", value=f"{row.compound}{building.number}")
        else:
            yield replace(building, missing=tuple(_missing(building, path, book)))


def _differences(exception: ExceptionRow) -> dict[str, Any]:
    return exception.model_dump(exclude_none=True, exclude={"numbers"})


def _numbers(text: str, path: Path, book: Book) -> tuple[str, ...]:
    try:
        return numbers_in(text)
    except Unreadable as unreadable:
        book.error(path, unreadable.text_key, value=unreadable.word)
        return ()


def _missing(building: Building, path: Path, book: Book) -> Iterator[str]:
    built = {room for _, room in building.rooms()} if building.missing else set()
    for word in dict.fromkeys(building.missing):
        unit, dash, room = word.rpartition("-")
        units = {unit} if dash else _units(building)
        if room in built and units <= _units(building):
            yield from (f"{number}-{room}" for number in sorted(units, key=int))
        else:
            book.error((*path, "missing"), "directory.unknown_home", value=word)


def _units(building: Building) -> set[str]:
    return {str(number) for number in range(1, building.units + 1)}


def stairwells_in(text: str, path: Path, ground: Ground, book: Book) -> tuple[Stairwell, ...]:
    """Return the stairwells that a coverage names, each once; unknown ones are noted."""
    found: dict[Stairwell, None] = {}
    compound = ""
    known = book.names.get("compound", {})
    for part in parts_of(text):
        try:
            cover = cover_in(part, known)
        except Unreadable as unreadable:
            book.error(path, unreadable.text_key, value=unreadable.word)
            continue
        compound = book.resolve("compound", cover.name, path) if cover.name else compound
        if not (compound or cover.name):
            book.error(path, "directory.bad_cover", value=part)
        if compound:
            found.update(dict.fromkeys(_stairwells(cover, compound, path, ground, book)))
    return tuple(found)


def _stairwells(
    cover: Cover, compound: str, path: Path, ground: Ground, book: Book
) -> Iterator[Stairwell]:
    whole = tuple(number for home, number in ground if home == compound)
    for number, unit in product(cover.buildings or whole, cover.units or ("",)):
        building = ground.get((compound, number))
        spoken = f"{cover.name}{number}"
        if not building:
            book.error(path, "directory.unknown_building", value=spoken)
        elif unit and unit not in _units(building):
            book.error(path, "directory.unknown_unit", value=f"{spoken}-{unit}")
        else:
            yield Stairwell(compound, number, unit)

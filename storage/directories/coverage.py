"""Check that each stairwell has exactly one micro-grid, and each compound a property area."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from domain.directory import Directory
from domain.grids import MicroGrid, Stairwell
from storage.directories.findings import Book

Covering: TypeAlias = dict[Stairwell, dict[str, MicroGrid]]


def check_coverage(directory: Directory, book: Book) -> None:
    """Note stairwells that two micro-grids cover on one day, or none from now on."""
    covering: Covering = {}
    for micro in directory.microgrids:
        for stairwell in _units_of(micro, directory):
            covering.setdefault(stairwell, {})[micro.code] = micro
    _check_overlaps(covering, book)
    _check_gaps(directory, covering, book)


def _units_of(micro: MicroGrid, directory: Directory) -> Iterator[Stairwell]:
    for part in micro.covers:
        building = directory.building(part.compound, part.building)
        units = range(1, building.units + 1) if building and not part.unit else ()
        yield from (Stairwell(part.compound, part.building, str(unit)) for unit in units)
        if part.unit:
            yield part


def _check_overlaps(covering: Covering, book: Book) -> None:
    shared: dict[tuple[str, str], list[str]] = {}
    for stairwell, micros in covering.items():
        for first, second in _overlapping(micros.values()):
            shared.setdefault((first.code, second.code), []).append(_spoken(stairwell))
    for (one, other), stairwells in shared.items():
        path = book.path_of("microgrid", other)
        spoken = {"first": one, "second": other, "stairwells": ", ".join(stairwells)}
        book.error(path, "directory.covered_twice", **spoken)


def _overlapping(micros: Iterable[MicroGrid]) -> Iterator[tuple[MicroGrid, MicroGrid]]:
    ordered = sorted(micros, key=lambda micro: micro.since)
    longest = ordered[0]
    for micro in ordered[1:]:
        if micro.since <= longest.until:
            yield longest, micro
        longest = max(longest, micro, key=lambda item: item.until)


def _check_gaps(directory: Directory, covering: Covering, book: Book) -> None:
    bare = _bare(directory, covering)
    built = {building.compound for building in directory.buildings}
    for compound in directory.compounds:
        path = book.path_of("compound", compound.code)
        if missing := bare.get(compound.code):
            spoken = {"count": str(len(missing)), "stairwells": ", ".join(missing)}
            book.warn(path, "directory.uncovered", value=compound.name, **spoken)
        if compound.code not in built:
            book.warn(path, "directory.no_buildings", value=compound.name)
        if compound.code not in directory.index.areas:
            book.warn(path, "directory.no_area", value=compound.name)


def _bare(directory: Directory, covering: Covering) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for building in directory.buildings:
        units = map(str, range(1, building.units + 1))
        stairwells = (Stairwell(building.compound, building.number, unit) for unit in units)
        found.setdefault(building.compound, []).extend(
            _spoken(stairwell)
            for stairwell in stairwells
            if all(micro.until < date.max for micro in covering.get(stairwell, {}).values())
        )
    return found


def _spoken(stairwell: Stairwell) -> str:
    return f"{stairwell.building}-{stairwell.unit}"

"""Turn the rows of grids, with the micro-grids inside them, into grids and micro-grids."""

from dataclasses import replace
from datetime import date

from domain.grids import Community, Grid, MicroGrid
from storage.directories.findings import Book, Path
from storage.directories.places import Ground, community_of, stairwells_in
from storage.directories.shapes import DirectoryFile, GridRow, MicroGridRow


def days_of(since: date | None, until: date | None, path: Path, book: Book) -> tuple[date, date]:
    """Return the first and the last day, all of time where the file names none."""
    first, last = since or date.min, until or date.max
    if last < first:
        spoken = {"since": first.isoformat(), "until": last.isoformat()}
        book.error((*path, "until"), "directory.dates_reversed", **spoken)
    return first, last


def chart_grids(
    file: DirectoryFile, communities: tuple[Community, ...], book: Book
) -> tuple[Grid, ...]:
    """Return the grids, known by full code and name, with the codes of their successors."""
    codes = {community.community_id: community.code for community in communities}
    grids: list[Grid] = []
    for row in file.grids:
        path = ("grids", row.row)
        community = community_of(row.community, path, file, book)
        code = f"{codes.get(community, '')}-{row.code}"
        book.name("grid", code, path, row.name)
        since, until = days_of(row.since, row.until, path, book)
        grids.append(Grid(code, community, row.name, since, until))
    heirs = (_heirs(row, book) for row in file.grids)
    return tuple(replace(grid, successors=found) for grid, found in zip(grids, heirs, strict=True))


def _heirs(row: GridRow, book: Book) -> tuple[str, ...]:
    path = ("grids", row.row, "successors")
    heirs = (book.resolve("grid", word, path) for word in row.successors)
    return tuple(code for code in heirs if code)


def chart_microgrids(
    file: DirectoryFile, grids: tuple[Grid, ...], ground: Ground, book: Book
) -> tuple[MicroGrid, ...]:
    """Return the micro-grids, known by code, by name and as "grid name + W001"."""
    micros: list[MicroGrid] = []
    for row, grid in zip(file.grids, grids, strict=True):
        for short, part in row.microgrids.items():
            path = ("grids", row.row, "microgrids", short)
            covers = stairwells_in(part.covers, (*path, "covers"), ground, book)
            micro = MicroGrid(f"{grid.code}-{short}", grid.code, part.name, covers, date.min)
            micros.append(_dated(micro, part, grid, path, book))
    return tuple(micros)


def _dated(micro: MicroGrid, part: MicroGridRow, grid: Grid, path: Path, book: Book) -> MicroGrid:
    spoken = f"{grid.name}{path[-1]}"
    name = micro.name or spoken
    book.name("microgrid", micro.code, path, name, spoken)
    since, until = days_of(part.since or grid.since, part.until or grid.until, path, book)
    if since < grid.since or grid.until < until:
        book.error(path, "directory.microgrid_dates", value=spoken, grid=grid.name)
    return replace(micro, name=name, since=since, until=until)

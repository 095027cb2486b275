"""Check splits and mergers: a closed grid names its heirs, and nobody inherits from himself."""

from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

from domain.directory import Directory
from domain.grids import Grid
from storage.directories.findings import Book


def check_lineage(directory: Directory, book: Book) -> None:
    """Note circles, closed grids without heirs, open ones with heirs and days between them."""
    _check_circles({grid.code: set(grid.successors) for grid in directory.grids}, book)
    for grid in directory.grids:
        path = book.path_of("grid", grid.code)
        if grid.until == date.max and grid.successors:
            book.error((*path, "successors"), "directory.open_with_successors", value=grid.name)
        elif grid.until < date.max and not grid.successors:
            book.warn(path, "directory.closed_without_successor", value=grid.name)
        elif grid.until < date.max:
            _check_gap(grid, directory, book)


def _check_gap(grid: Grid, directory: Directory, book: Book) -> None:
    next_day = grid.until + timedelta(days=1)
    heirs = (directory.grid(code) for code in grid.successors)
    for heir in heirs:
        if heir and not heir.holds_on(next_day):
            path = (*book.path_of("grid", grid.code), "successors")
            spoken = {"value": heir.name, "day": next_day.isoformat()}
            book.warn(path, "directory.successor_gap", **spoken)


def _check_circles(heirs: dict[str, set[str]], book: Book) -> None:
    while True:
        try:
            TopologicalSorter(heirs).prepare()
        except CycleError as circle:
            codes: list[str] = circle.args[1]
            path = (*book.path_of("grid", codes[0]), "successors")
            book.error(path, "directory.lineage_cycle", codes=" → ".join(codes))
            heirs = {code: found - set(codes) for code, found in heirs.items()}
        else:
            return

"""What a directory may say in good form and still get wrong: lineage, coverage, size, staff."""

from collections.abc import Iterable
from datetime import date

from domain.directory import Directory
from domain.grids import Grid, MicroGrid
from domain.people import Role, ScopeKind
from storage.directories.coverage import check_coverage
from storage.directories.findings import Book
from storage.directories.lineage import check_lineage
from storage.directories.shapes import DirectoryFile, NormsRow


def check_directory(directory: Directory, file: DirectoryFile, book: Book) -> None:
    """Note everything that does not hold together; what is closed already is left in peace."""
    check_lineage(directory, book)
    check_coverage(directory, book)
    _check_staff(directory, book)
    for grid in directory.grids:
        if grid.until == date.max:
            _check_size(grid, directory, file.norms, book)
            _check_captains(grid, directory, book)


def _check_size(grid: Grid, directory: Directory, norms: NormsRow, book: Book) -> None:
    sizes = {micro: _households(micro, directory) for micro in _living(grid, directory)}
    least, most = norms.grid_households
    households = sum(sizes.values())
    if not least <= households <= most:
        spoken = {"least": str(least), "most": str(most), "households": str(households)}
        book.warn(book.path_of("grid", grid.code), "directory.grid_size", grid=grid.name, **spoken)
    least, most = norms.microgrid_households
    odd = [
        f"{micro.code[-4:]} {size}" for micro, size in sizes.items() if not least <= size <= most
    ]
    if odd:
        spoken = {"least": str(least), "most": str(most), "microgrids": ", ".join(odd)}
        path = (*book.path_of("grid", grid.code), "microgrids")
        book.warn(path, "directory.microgrid_size", grid=grid.name, count=str(len(odd)), **spoken)


def _living(grid: Grid, directory: Directory) -> list[MicroGrid]:
    own = (micro for micro in directory.microgrids if micro.grid == grid.code)
    return [micro for micro in own if micro.until == date.max]


def _households(micro: MicroGrid, directory: Directory) -> int:
    found = ((directory.building(part.compound, part.building), part) for part in micro.covers)
    return sum(building.households_in(part.unit) for building, part in found if building)


def _check_captains(grid: Grid, directory: Directory, book: Book) -> None:
    led = _served(directory, Role.CAPTAIN, ScopeKind.MICROGRID)
    alone = [micro.code[-4:] for micro in _living(grid, directory) if micro.code not in led]
    if alone:
        path = (*book.path_of("grid", grid.code), "microgrids")
        book.warn(path, "directory.no_captain", grid=grid.name, microgrids=", ".join(alone))


def _check_staff(directory: Directory, book: Book) -> None:
    living = [(grid.code, grid.name) for grid in directory.grids if grid.until == date.max]
    communities = [(item.community_id, item.name) for item in directory.communities]
    departments = [(item.code, item.name) for item in directory.departments]
    wanted: Iterable[tuple[str, Role, ScopeKind, list[tuple[str, str]]]] = (
        ("directory.no_secretary", Role.SECRETARY, ScopeKind.GRID, living),
        ("directory.no_worker", Role.GRID_WORKER, ScopeKind.GRID, living),
        ("directory.no_dispatcher", Role.DISPATCHER, ScopeKind.COMMUNITY, communities),
        ("directory.no_officer", Role.OFFICER, ScopeKind.DEPARTMENT, departments),
    )
    for text_key, role, scope, things in wanted:
        served = _served(directory, role, scope)
        for code, name in ((code, name) for code, name in things if code not in served):
            book.warn(book.path_of(scope, code), text_key, value=name)


def _served(directory: Directory, role: Role, scope: ScopeKind) -> set[str]:
    return {
        post.code
        for person in directory.staff
        for post in person.posts
        if (post.role, post.scope) == (role, scope) and post.until == date.max
    }

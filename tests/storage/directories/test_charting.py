from collections.abc import Callable

from storage.directories import DirectoryFile, Finding
from storage.directories.charting import chart
from storage.directories.findings import Book

Read = Callable[[str], tuple[DirectoryFile | None, tuple[Finding, ...]]]


def test_chart_holds_everything_that_the_file_lists(read: Read, small: str) -> None:
    file, _ = read(small)
    assert file
    book = Book()
    directory = chart(file, book)
    assert book.findings == []
    assert (directory.street, directory.street_id) == ("迪荡街道", "didang")
    listed = (
        directory.communities,
        directory.compounds,
        directory.buildings,
        directory.grids,
        directory.microgrids,
        directory.areas,
        directory.bodies,
        directory.stations,
        directory.departments,
        directory.staff,
        directory.absences,
    )
    assert [len(things) for things in listed] == [1, 1, 4, 1, 3, 1, 1, 1, 1, 6, 1]
    assert sum(building.households for building in directory.buildings) == 144

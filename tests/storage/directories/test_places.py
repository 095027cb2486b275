from collections.abc import Callable

import pytest

from domain.grids import Building, Stairwell
from storage.directories import DirectoryFile, Finding
from storage.directories.charting import chart
from storage.directories.findings import Book
from storage.directories.places import stairwells_in

Read = Callable[[str], tuple[DirectoryFile | None, tuple[Finding, ...]]]


@pytest.fixture
def buildings(read: Read, small: str) -> Callable[[str], tuple[Building, ...]]:
    def of(lines: str) -> tuple[Building, ...]:
        file, findings = read(small.replace("rooms_per_floor = 3", f"rooms_per_floor = 3\n{lines}"))
        assert file, findings
        return chart(file, Book()).buildings

    return of


Buildings = Callable[[str], tuple[Building, ...]]


def test_buildings_of_a_row_are_alike_but_for_exceptions(buildings: Buildings) -> None:
    found = buildings(
        'exceptions = [{ numbers = "3-4", floors = 11 }, { numbers = "4", units = 3 }]'
    )
    shapes = {item.number: (item.units, item.floors) for item in found}
    assert shapes == {"1": (2, 6), "2": (2, 6), "3": (2, 11), "4": (3, 11)}


def test_missing_homes_are_kept_by_unit_and_room(buildings: Buildings) -> None:
    found = buildings(
        'missing = ["101", "2-602"]\nexceptions = [{ numbers = "4", missing = ["103"] }]'
    )
    assert found[0].missing == ("1-101", "2-101", "2-602")
    assert found[3].missing == ("1-103", "2-103")
    assert found[0].households == 33


def test_building_of_an_earlier_row_may_not_come_again(read: Read, small: str) -> None:
    again = small.replace(
        "[[grids]]",
        '[[buildings]]\ncompound = "天成"\nnumbers = "4-5"\nunits = 1\nfloors = 1\n'
        "rooms_per_floor = 1\n\n[[grids]]",
    )
    _, findings = read(again)
    (finding,) = (item for item in findings if item.text_key == "directory.building_twice")
    assert finding.values == {"value": "天成4", "first": "buildings[1] (line 21)"}


def test_more_buildings_than_a_street_has_are_refused(read: Read, small: str) -> None:
    row = '[[buildings]]\ncompound = "天成"\nunits = 1\nfloors = 1\nrooms_per_floor = 1\n'
    ranges = (f'numbers = "{start}-{start + 499}"\n' for start in range(100, 7000, 500))
    rows = "".join(f"{row}{numbers}" for numbers in ranges)
    _, findings = read(f"{small}\n{rows}")
    assert [item.text_key for item in findings if item.severity == "error"] == [
        "directory.too_many"
    ]


def test_coverage_goes_on_with_the_last_named_compound() -> None:
    book = Book()
    book.name("compound", "garden", (), "花园")
    book.name("compound", "pond", (), "池苑")
    ground = {
        (code, number): Building(code, number, 2, 6, 2)
        for code in ("garden", "pond")
        for number in ("1", "2")
    }
    found = stairwells_in("花园 1幢1单元, 2幢, 池苑, 花园1幢1单元", (), ground, book)
    assert found == (
        Stairwell("garden", "1", "1"),
        Stairwell("garden", "2"),
        Stairwell("pond", "1"),
        Stairwell("pond", "2"),
    )
    assert book.findings == []


def test_coverage_of_an_unknown_compound_does_not_fall_to_the_one_before() -> None:
    book = Book()
    book.name("compound", "garden", (), "花园")
    ground = {("garden", "1"): Building("garden", "1", 2, 6, 2)}
    assert stairwells_in("花园 1幢, 水泊 1幢, 1幢", (), ground, book) == (Stairwell("garden", "1"),)
    assert [item.text_key for item in book.findings] == [
        "directory.unknown_name",
        "directory.bad_cover",
    ]

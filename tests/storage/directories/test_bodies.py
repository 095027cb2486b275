from collections.abc import Callable
from datetime import date

import pytest

from domain.directory import Directory
from domain.grids import Stairwell
from domain.places import Place
from storage.directories import DirectoryFile, Finding
from storage.directories.charting import chart
from storage.directories.findings import Book

Read = Callable[[str], tuple[DirectoryFile | None, tuple[Finding, ...]]]
NEW_AREAS = """\
[[areas]]
code = "north"
name = "北片"
compounds = ["天成花园"]
parts = "天成花园 1-2幢"
since = 2026-03-01

[[voting_units]]
code = "lift"
name = "1幢1单元"
area = "北片"
parts = "天成花园 1幢1单元"

[[stations]]"""


@pytest.fixture
def directory(read: Read, small: str) -> Directory:
    file, findings = read(small.replace("[[stations]]", NEW_AREAS, 1))
    assert file, findings
    return chart(file, Book())


def test_area_may_take_a_part_of_a_compound_from_a_day_on(directory: Directory) -> None:
    place = Place("tiancheng", "1", "1")
    found = [directory.area_of(place, date(2026, *day)) for day in ((2, 28), (3, 1))]
    assert [area.name for area in found if area] == ["天成片", "北片"]
    other = directory.area_of(Place("tiancheng", "4"), date(2026, 3, 1))
    assert other
    assert other.company == "luting"


def test_voting_unit_belongs_to_the_community_of_its_area(directory: Directory) -> None:
    (unit,) = directory.voting_units
    assert (unit.community_id, unit.area) == ("dongqiao", "north")
    assert unit.parts == (Stairwell("tiancheng", "1", "1"),)


def test_station_belongs_to_the_community_of_its_grid(directory: Directory) -> None:
    (station,) = directory.stations
    assert (station.community_id, station.grid) == ("dongqiao", "330602900001-G01")


def test_department_keeps_what_it_takes(directory: Directory) -> None:
    assert directory.departments[0].takes == ("A1", "H")


def test_unknown_body_is_told_once(read: Read, small: str) -> None:
    _, findings = read(small.replace('company = "绿汀物业"', 'company = "绿丁物业"'))
    assert [item.text_key for item in findings] == ["directory.unknown_name_near"]

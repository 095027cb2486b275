from collections.abc import Callable
from datetime import date

from storage.directories import DirectoryFile, Finding
from storage.directories.charting import chart
from storage.directories.findings import Book

Read = Callable[[str], tuple[DirectoryFile | None, tuple[Finding, ...]]]
OLD_GRID = """\
[[grids]]
code = "G02"
name = "旧网格"
since = 2022-01-01
until = 2023-12-31
successors = ["洞桥第1网格"]

[grids.microgrids]
W001 = { covers = "天成 1幢", name = "东头", until = 2022-12-31 }
W002 = "天成 2幢"

[[bodies]]"""


def test_codes_are_made_of_community_grid_and_micro_grid(read: Read, small: str) -> None:
    file, _ = read(small)
    assert file
    directory = chart(file, Book())
    assert [grid.code for grid in directory.grids] == ["330602900001-G01"]
    assert directory.microgrids[0].code == "330602900001-G01-W001"
    assert directory.microgrids[0].name == "洞桥第1网格W001"


def test_micro_grid_has_the_days_of_its_grid_unless_it_names_its_own(
    read: Read, small: str
) -> None:
    file, findings = read(small.replace("[[bodies]]", OLD_GRID, 1))
    assert file, findings
    directory = chart(file, Book())
    old = directory.microgrids[-2:]
    assert [micro.name for micro in old] == ["东头", "旧网格W002"]
    assert [micro.since for micro in old] == [date(2022, 1, 1)] * 2
    assert [micro.until for micro in old] == [date(2022, 12, 31), date(2023, 12, 31)]
    assert directory.grids[1].successors == ("330602900001-G01",)


def test_closed_grid_may_be_listed_after_its_heir_and_before(read: Read, small: str) -> None:
    for place in ("[[bodies]]", "[[grids]]"):
        text = small.replace(place, OLD_GRID.replace("[[bodies]]", place), 1)
        file, findings = read(text)
        assert file, findings

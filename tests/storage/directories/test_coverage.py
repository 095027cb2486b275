from collections.abc import Callable

import pytest

from storage.directories import DirectoryFile, Finding

Read = Callable[[str], tuple[DirectoryFile | None, tuple[Finding, ...]]]
FIRST, SECOND = 'W001 = "天成花园 1幢"', 'W002 = "天成花园 2幢"'


def errors(findings: tuple[Finding, ...]) -> list[Finding]:
    return [item for item in findings if item.severity == "error"]


@pytest.mark.parametrize(
    ("covers", "shared"),
    [
        ("天成花园 1幢1单元, 2幢", "1-1"),
        ("天成花园 1-2幢", "1-1, 1-2"),
        ("天成花园 2幢, 4幢2单元", "4-2"),
    ],
)
def test_stairwell_belongs_to_one_micro_grid(
    read: Read, small: str, covers: str, shared: str
) -> None:
    _, findings = read(small.replace(SECOND, f'W002 = "{covers}"'))
    (finding,) = errors(findings)
    assert finding.text_key == "directory.covered_twice"
    assert finding.values["stairwells"] == shared
    assert finding.values["first"].endswith("W001" if "1-1" in shared else "W002")


def test_stairwell_may_change_hands_from_one_day_to_the_next(read: Read, small: str) -> None:
    until = 'W001 = { covers = "天成花园 1幢", until = 2026-02-28 }'
    since = 'W004 = { covers = "天成花园 1幢", since = 2026-03-0%d }'
    _, findings = read(small.replace(FIRST, f"{until}\n{since % 1}"))
    assert errors(findings) == []
    late = 'W001 = { covers = "天成花园 1幢", until = 2026-03-01 }'
    _, findings = read(small.replace(FIRST, f"{late}\n{since % 1}"))
    assert [item.text_key for item in errors(findings)] == ["directory.covered_twice"]


def test_micro_grid_that_names_a_stairwell_twice_does_not_fight_itself(
    read: Read, small: str
) -> None:
    _, findings = read(small.replace(FIRST, 'W001 = "天成花园 1幢, 1幢1单元"'))
    assert errors(findings) == []


def test_stairwells_that_nobody_covers_are_listed(read: Read, small: str) -> None:
    _, findings = read(small.replace(SECOND, 'W002 = "天成花园 2幢2单元"').replace(", 4幢", ""))
    (finding,) = (item for item in findings if item.text_key == "directory.uncovered")
    assert finding.values == {"value": "天成花园", "count": "3", "stairwells": "2-1, 4-1, 4-2"}


def test_stairwell_whose_cover_ends_is_uncovered(read: Read, small: str) -> None:
    ending = 'W002 = { covers = "天成花园 2幢", until = 2027-01-01 }'
    _, findings = read(small.replace(SECOND, ending))
    assert "directory.uncovered" in {item.text_key for item in findings}

from collections.abc import Callable

import pytest

from storage.directories import DirectoryFile, Finding

Read = Callable[[str], tuple[DirectoryFile | None, tuple[Finding, ...]]]


def test_size_beyond_the_norm_is_a_warning_that_names_each_micro_grid(
    read: Read, small: str
) -> None:
    file, (finding,) = read(small.replace("[30, 80]", "[50, 60]"))
    assert file
    assert finding.severity == "warning"
    assert finding.values["microgrids"] == "W001 36, W002 36, W003 72"
    assert (finding.values["least"], finding.values["most"]) == ("50", "60")


def test_grid_is_counted_with_its_micro_grids_of_today(read: Read, small: str) -> None:
    _, findings = read(small.replace("[100, 500]", "[145, 500]"))
    assert [item.values["households"] for item in findings] == ["144"]


def test_what_is_closed_is_left_in_peace(read: Read, small: str) -> None:
    closed = small.replace("since = 2024-01-01", "since = 2024-01-01\nuntil = 2026-01-01")
    _, findings = read(closed)
    assert {item.text_key for item in findings} == {
        "directory.closed_without_successor",
        "directory.uncovered",
    }


@pytest.mark.parametrize(
    ("person", "key"),
    [
        ("wang-secretary", "no_secretary"),
        ("li-worker", "no_worker"),
        ("chen-dispatcher", "no_dispatcher"),
        ("zhao-officer", "no_officer"),
        ("he-captain", "no_captain"),
    ],
)
def test_post_that_ends_leaves_a_gap(read: Read, small: str, person: str, key: str) -> None:
    ending = small.replace(f'id = "{person}"', f'id = "{person}"\nuntil = 2026-12-31')
    file, findings = read(ending)
    assert file
    assert [item.text_key for item in findings] == [f"directory.{key}"]

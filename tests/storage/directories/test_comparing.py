from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.directories import (
    DirectoryFile,
    Entry,
    EntryChange,
    Finding,
    check_changes,
    compare,
    entries_of,
)

Read = Callable[[str], tuple[DirectoryFile | None, tuple[Finding, ...]]]
TODAY, YESTERDAY = date(2026, 11, 23), date(2026, 11, 22)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
ENTRIES = st.lists(
    st.builds(
        Entry,
        community_id=st.sampled_from(["dongqiao", "shanxi"]),
        kind=st.sampled_from(["grid", "microgrid", "body"]),
        code=st.sampled_from("abcd"),
        since=DAYS,
        until=DAYS | st.just(date.max),
        content=st.fixed_dictionaries({"name": st.sampled_from(["一", "二"])}),
    ),
    unique_by=lambda item: (item.community_id, item.kind, item.code),
    max_size=8,
)


@pytest.fixture
def entries(read: Read, small: str) -> Callable[[str, str], tuple[Entry, ...]]:
    def of(old: str, new: str) -> tuple[Entry, ...]:
        file, findings = read(small.replace(old, new, 1))
        assert file, findings
        return entries_of(file)

    return of


Entries = Callable[[str, str], tuple[Entry, ...]]


def applied(old: Iterable[Entry], changes: Iterable[EntryChange]) -> list[Entry]:
    kept = {(item.community_id, item.kind, item.code): item for item in old}
    for change in changes:
        after = change.after
        kept[after.community_id, after.kind, after.code] = after
    return list(kept.values())


def told(changes: Iterable[EntryChange]) -> list[tuple[str, str, str]]:
    return [(change.what, change.after.kind, change.after.code) for change in changes]


def test_same_file_changes_nothing(entries: Entries) -> None:
    assert compare(entries("", ""), entries("", ""), TODAY) == ()


def test_first_import_adds_everything(entries: Entries) -> None:
    new = entries("", "")
    changes = compare((), new, TODAY)
    assert {change.what for change in changes} == {"added"}
    assert [change.after for change in changes] == list(new)


def test_change_of_one_line_is_one_change(entries: Entries) -> None:
    changes = compare(
        entries("", ""), entries('name = "绿汀物业"', 'name = "绿汀物业"\nphone = "1"'), TODAY
    )
    assert told(changes) == [("changed", "body", "luting")]


def test_row_that_is_gone_is_closed_the_day_before(entries: Entries) -> None:
    station = entries("[[stations]]", "[[stations]]")
    gone = [entry for entry in station if entry.kind != "station"]
    (change,) = compare(station, gone, TODAY)
    assert told([change]) == [("closed", "station", "station-1")]
    assert change.after.until == YESTERDAY
    assert change.before
    assert change.before.until == date.max


@given(ENTRIES, ENTRIES, DAYS)
def test_import_twice_is_import_once(old: list[Entry], new: list[Entry], on: date) -> None:
    after = applied(old, compare(old, new, on))
    assert compare(after, new, on) == ()
    assert {(item.kind, item.code) for item in old} <= {(item.kind, item.code) for item in after}


@given(ENTRIES, ENTRIES, DAYS)
def test_what_was_closed_before_stays_as_it_was(
    old: list[Entry], new: list[Entry], on: date
) -> None:
    for change in compare(old, new, on):
        if change.what == "closed":
            assert change.before
            assert change.after.until < on <= change.before.until


def grid(until: date) -> Entry:
    return Entry("sx", "grid", "G01", date(2022, 1, 1), until, {"name": "一"})


def test_code_that_was_closed_is_not_used_again() -> None:
    changes = compare([grid(date(2026, 2, 28))], [grid(date.max)], TODAY)
    assert [item.text_key for item in check_changes(changes, TODAY)] == ["directory.code_reused"]
    corrected = compare([grid(date(2026, 2, 28))], [grid(date(2026, 3, 1))], TODAY)
    assert check_changes(corrected, TODAY) == ()
    body = replace(grid(date(2026, 2, 28)), kind="body")
    assert check_changes(compare([body], [replace(body, until=date.max)], TODAY), TODAY) == ()


def test_grid_that_is_taken_out_has_no_heir() -> None:
    (finding,) = check_changes(compare([grid(date.max)], [], TODAY), TODAY)
    assert (finding.severity, finding.text_key) == ("warning", "directory.closed_without_successor")
    added = compare([], [grid(date.max)], TODAY)
    assert check_changes(added, TODAY) == ()

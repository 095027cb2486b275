import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from pydantic import ValidationError

from storage.directories import (
    DirectoryFile,
    Entry,
    Finding,
    build_directory,
    demo_source,
    entries_of,
    read_directory,
)
from storage.directories.charting import chart
from storage.directories.findings import Book

Read = Callable[[str], tuple[DirectoryFile | None, tuple[Finding, ...]]]
EVE = date(2026, 2, 28)


@pytest.fixture(scope="module")
def demo() -> DirectoryFile:
    file, _ = read_directory(demo_source())
    assert file
    return file


@pytest.fixture(scope="module")
def entries(demo: DirectoryFile) -> tuple[Entry, ...]:
    return entries_of(demo)


def closed(entries: tuple[Entry, ...], kind: str, code: str) -> tuple[Entry, ...]:
    return tuple(
        replace(entry, until=EVE) if (entry.kind, entry.code) == (kind, code) else entry
        for entry in entries
    )


def test_directory_built_of_entries_is_the_one_of_the_file(
    demo: DirectoryFile, entries: tuple[Entry, ...]
) -> None:
    charted, built = chart(demo, Book()), build_directory(entries)
    for name in ("communities", "compounds", "buildings", "grids", "microgrids", "areas"):
        assert set(getattr(built, name)) == set(getattr(charted, name)), name
    for name in ("bodies", "stations", "departments", "staff", "absences", "voting_units"):
        assert set(getattr(built, name)) == set(getattr(charted, name)), name
    assert (built.street, built.street_id) == (charted.street, charted.street_id)


def test_order_of_entries_makes_no_difference(entries: tuple[Entry, ...]) -> None:
    mixed = list(entries)
    Random(5).shuffle(mixed)
    assert build_directory(mixed) == build_directory(entries)


def test_buildings_stand_in_the_order_of_their_numbers(entries: tuple[Entry, ...]) -> None:
    found = build_directory(entries).buildings
    numbers = [int(item.number) for item in found if item.compound == "tiancheng"]
    assert numbers == list(range(1, 25))


def test_content_is_plain_json_that_reads_back_the_same(entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        assert json.loads(json.dumps(entry.content)) == entry.content
        assert not {"since", "until"} & entry.content.keys()


def test_each_entry_has_a_key_of_its_own_within_its_community(entries: tuple[Entry, ...]) -> None:
    keys = {(entry.community_id, entry.kind, entry.code) for entry in entries}
    assert len(keys) == len(entries)
    assert {entry.community_id for entry in entries} == {"didang", "dongqiao", "shanxi"}
    owners = {entry.kind for entry in entries if entry.community_id == "didang"}
    assert owners == {"street", "department", "person"}


def test_version_follows_the_content_and_the_dates(entries: tuple[Entry, ...]) -> None:
    version = build_directory(entries).version
    assert build_directory(entries[::-1]).version == version
    assert build_directory(closed(entries, "body", "anjie")).version != version
    renamed = replace(entries[0], content={**entries[0].content, "name": "别名"})
    assert build_directory((renamed, *entries[1:])).version != version


def test_person_whose_entry_is_closed_keeps_no_post(entries: tuple[Entry, ...]) -> None:
    directory = build_directory(closed(entries, "person", "li-secretary-sx3"))
    li = directory.person("li-secretary-sx3")
    assert li
    assert li.posts_on(EVE)
    assert not li.posts_on(date(2026, 3, 1))


def test_building_that_was_taken_out_is_gone(entries: tuple[Entry, ...]) -> None:
    directory = build_directory(closed(entries, "building", "tiancheng/3"))
    assert directory.building("tiancheng", "3") is None
    assert directory.building("tiancheng", "4")


def test_body_that_is_closed_is_known_but_serves_no_more(entries: tuple[Entry, ...]) -> None:
    directory = build_directory(closed(entries, "body", "dongqiao-mediation"))
    assert directory.body("dongqiao-mediation")
    assert directory.bodies_in("dongqiao", "mediation", date(2026, 3, 1)) == ()


def test_nothing_is_built_without_a_street_or_of_strange_content(
    entries: tuple[Entry, ...],
) -> None:
    with pytest.raises(ValueError, match="no street"):
        build_directory(entry for entry in entries if entry.kind != "street")
    broken = replace(entries[0], content={"colour": "blue"})
    with pytest.raises(ValidationError):
        build_directory((broken, *entries[1:]))

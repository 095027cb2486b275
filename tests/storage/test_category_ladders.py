"""The ladder in the category file: who stands on it, what is refused."""

from importlib.resources import files
from pathlib import Path

import pytest

from domain.categories import Priority
from domain.people import Role
from storage.categories import load_categories
from storage.faults import BadFile


def test_a_file_of_before_the_ladder_stood_in_it_climbs_as_the_packaged_one(tmp_path: Path) -> None:
    words = (files("storage") / "files" / "categories.toml").read_text(encoding="utf-8")
    begin, end = words.index("\n[ladder]"), words.index("[leaves.A1]")
    own = tmp_path / "categories.toml"
    own.write_text(words[:begin] + "\n" + words[end:], encoding="utf-8")
    packaged = load_categories()
    mine = load_categories(own)
    assert (mine.ladder, mine.alarms, mine.words) == (
        packaged.ladder,
        packaged.alarms,
        packaged.words,
    )


def with_ladder(folder: Path, ladder: str) -> Path:
    """Return a file in which the ladder of P0 is written like that."""
    words = (files("storage") / "files" / "categories.toml").read_text(encoding="utf-8")
    begin = words.index('P0 = ["holder')
    end = words.index("P1 = [", begin)
    own = folder / "categories.toml"
    own.write_text(f"{words[:begin]}{ladder}\n{words[end:]}", encoding="utf-8")
    return own


@pytest.mark.parametrize(
    "ladder",
    [
        'P0 = ["5m"]',
        'P0 = "holder 5m"',
        'P0 = ["holder 5m"]',
        'P0 = ["secretary 5m", "street 5m"]',
        'P0 = ["holder 5m", "secretary 5m", "secretary 10m"]',
        'P0 = ["holder 5m", "property 10m"]',
        'P0 = ["holder 5m", "street soon"]',
        'P9 = ["holder 5m", "street 10m"]',
    ],
)
def test_a_ladder_that_nobody_can_climb_is_refused_with_its_place(
    tmp_path: Path, ladder: str
) -> None:
    with pytest.raises(BadFile) as refused:
        load_categories(with_ladder(tmp_path, ladder))
    assert all("ladder" in fault.place for fault in refused.value.faults)


def test_a_ladder_without_an_origin_is_refused(tmp_path: Path) -> None:
    own = with_ladder(tmp_path, 'P0 = ["holder 5m", "street 10m"]')
    words = own.read_text(encoding="utf-8")
    own.write_text(words.replace('origin = "D; the order', 'origin = "" # D; the order'), "utf-8")
    with pytest.raises(BadFile) as refused:
        load_categories(own)
    assert [fault.place for fault in refused.value.faults] == ["categories.toml ladder"]


def test_a_ladder_names_who_stands_on_it_and_waits_alone_mean_the_usual_ones(
    tmp_path: Path,
) -> None:
    own = load_categories(with_ladder(tmp_path, 'P0 = ["holder 5m", "grid_head 10m"]'))
    assert [rung.role for rung in own.ladder[Priority.DANGER]] == [None, Role.GRID_HEAD]
    plain = load_categories(with_ladder(tmp_path, 'P0 = ["5m", "10m", "15m", "30m"]'))
    assert plain.ladder == load_categories().ladder

from pathlib import Path

import pytest

from bot.commands.simulated_place import GRIDS, HOMES, community_id, compounds, directory_words
from domain.people import Role
from storage.directories import load_directory
from tests.domain.builders import MONDAY


def test_a_district_is_a_directory_without_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "place.toml"
    file.write_text(directory_words(3), encoding="utf-8")
    directory = load_directory(file)
    assert [each.community_id for each in directory.communities] == ["sim000", "sim001", "sim002"]
    assert len(directory.grids) == 3 * GRIDS
    day = MONDAY.date()
    secretaries = [each for each in directory.staff if each.has_role(Role.SECRETARY, day)]
    assert len(secretaries) == 3 * GRIDS


@pytest.mark.parametrize("communities", [1, 400])
def test_no_two_compounds_have_one_name(communities: int) -> None:
    names = [name for place in range(communities) for name in compounds(place)]
    assert len(set(names)) == len(names) == GRIDS * communities


def test_a_community_has_as_many_homes_as_the_station_was_made_for() -> None:
    assert 1_800 <= HOMES <= 3_000
    assert community_id(7) == "sim007"

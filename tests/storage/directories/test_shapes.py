from datetime import date

import pytest
from pydantic import ValidationError

from domain.people import Role
from storage.directories.shapes import (
    ROW,
    BuildingRow,
    DirectoryFile,
    GridRow,
    PersonRow,
)
from storage.directories.shaping import EXAMPLES

BUILDING = {"compound": "花园", "numbers": "1-8", "units": 2, "floors": 6, "rooms_per_floor": 2}


def test_micro_grid_is_written_as_a_word_or_as_a_table() -> None:
    micros = {"W001": "花园 1幢", "W002": {"covers": "花园 2幢", "name": "小巷"}}
    grid = GridRow.model_validate(
        {"code": "G01", "name": "网格", "since": date(2026, 1, 1), "microgrids": micros}
    )
    assert [part.covers for part in grid.microgrids.values()] == ["花园 1幢", "花园 2幢"]


def test_one_thing_or_a_list_of_things_is_the_same() -> None:
    people = [
        PersonRow.model_validate({"id": "wang", "name": "王", "role": "captain", "over": over})
        for over in ("一", ["一"])
    ]
    assert people[0] == people[1]
    assert people[0].role is Role.CAPTAIN
    assert people[0].over == ("一",)


@pytest.mark.parametrize(
    ("key", "value"),
    [("units", "2"), ("units", True), ("units", 2.0), ("numbers", 5), ("missing", "101")],
)
def test_value_of_the_wrong_kind_is_not_bent_into_shape(key: str, value: object) -> None:
    with pytest.raises(ValidationError):
        BuildingRow.model_validate({**BUILDING, key: value})


def test_row_remembers_its_place() -> None:
    assert BuildingRow.model_validate({**BUILDING, ROW: 7}).row == 7


def test_examples_are_of_keys_that_the_file_has() -> None:
    shapes = str(DirectoryFile.model_json_schema())
    assert all(f"'{key}'" in shapes for key in EXAMPLES)

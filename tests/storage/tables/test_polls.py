import pytest
from sqlalchemy import Table

from storage.sealing import Sealed
from storage.tables import BALLOTS, OPINIONS, POLL_UNITS, POLLS, ROLL_UNITS


@pytest.mark.parametrize("table", [BALLOTS, OPINIONS, POLL_UNITS, POLLS])
def test_every_row_belongs_to_one_poll_of_one_community(table: Table) -> None:
    assert [column.name for column in table.primary_key][:2] == ["community_id", "poll"]


@pytest.mark.parametrize(
    ("table", "sealed"),
    [
        (BALLOTS, {"answer", "witness", "evidence"}),
        (OPINIONS, {"answer"}),
        (POLL_UNITS, {"owner"}),
        (ROLL_UNITS, {"owner"}),
        (POLLS, set()),
    ],
)
def test_what_tells_of_a_person_lies_sealed(table: Table, sealed: set[str]) -> None:
    assert {each.name for each in table.c if isinstance(each.type, Sealed)} == sealed

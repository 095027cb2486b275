import pytest
from sqlalchemy import Table

from storage.tables import (
    MEDIATION_ACCORDS,
    MEDIATION_BIDS,
    MEDIATION_ISSUES,
    MEDIATION_WORDS,
)


@pytest.mark.parametrize(
    "table", [MEDIATION_ISSUES, MEDIATION_ACCORDS, MEDIATION_WORDS, MEDIATION_BIDS]
)
def test_every_row_belongs_to_one_mediation(table: Table) -> None:
    names = ["community_id", "number", "attempt"]
    assert [column.name for column in table.primary_key][:3] == names
    (foreign,) = table.foreign_key_constraints
    assert [element.target_fullname for element in foreign.elements] == [
        f"mediations.{name}" for name in names
    ]

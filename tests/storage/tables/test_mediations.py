from typing import Any

import pytest
from sqlalchemy import Select, create_engine, select

from storage.tables import IS_AWAKE, MEDIATION_PEOPLE, MEDIATIONS, METADATA
from tests.storage.tables.test_cases import plan_of


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (select(MEDIATIONS).where(IS_AWAKE), "ix_mediations_awake"),
        (
            select(MEDIATION_PEOPLE).where(MEDIATION_PEOPLE.c.person_id == "li"),
            "ix_mediation_people_person",
        ),
    ],
)
def test_what_is_asked_every_minute_goes_by_an_index(wanted: Select[Any], index: str) -> None:
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.connect() as conn:
        assert index in plan_of(conn, wanted)
    engine.dispose()

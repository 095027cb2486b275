from typing import Any

import pytest
from sqlalchemy import Select, create_engine, select
from sqlalchemy.exc import IntegrityError

from storage.database import Connection
from storage.tables import CASE_PARTIES, CASES, IS_DUE, IS_OPEN, METADATA
from storage.writing import insert_rows
from tests.storage.station import HERE, Station


def plan_of(conn: Connection, statement: Select[Any]) -> str:
    words = statement.compile(conn, compile_kwargs={"literal_binds": True})
    return " ".join(str(row[3]) for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}"))


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (
            select(CASES.c.number).where(IS_DUE).order_by(CASES.c.next_due_at),
            "COVERING INDEX ix_cases_due",
        ),
        (select(CASES).where(IS_OPEN, CASES.c.holder == "h"), "INDEX ix_cases_holder"),
        (select(CASES).where(IS_OPEN, CASES.c.queue == "q"), "INDEX ix_cases_queue"),
        (
            select(CASES).where(IS_OPEN, CASES.c.community_id == "c", CASES.c.grid == "g"),
            "INDEX ix_cases_open",
        ),
        (select(CASE_PARTIES).where(CASE_PARTIES.c.person_id == "p"), "ix_case_parties_person"),
    ],
    ids=["due", "held", "queued", "of-a-grid", "of-a-party"],
)
def test_frequent_questions_have_an_index(statement: Select[Any], index: str) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as conn:
        METADATA.create_all(conn)
        assert index in plan_of(conn, statement)
    engine.dispose()


async def test_a_party_needs_its_case(station: Station) -> None:
    party = {
        "community_id": HERE,
        "number": "none",
        "person_id": "p",
        "position": 0,
        "part": "reporter",
        "household": "",
        "identity": "open",
        "neutral": False,
        "answer": "",
        "stars": 0,
        "through": "",
    }
    with pytest.raises(IntegrityError):
        await station.database.write(lambda conn: insert_rows(conn, CASE_PARTIES, [party]))

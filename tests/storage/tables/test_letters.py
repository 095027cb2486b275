from typing import Any

import pytest
from sqlalchemy import Select, create_engine, select

from domain.refusals import Stale
from domain.turns import Letter
from storage.letters import Posting, post
from storage.tables import HAS_CHOICES, IS_DEAD, IS_WAITING, LETTERS, METADATA
from tests.domain.builders import SECRETARY
from tests.storage.station import HERE, Station


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (
            select(LETTERS).where(IS_WAITING).order_by(LETTERS.c.urgent.desc(), LETTERS.c.try_at),
            "ix_letters_waiting",
        ),
        (
            select(LETTERS.c.letter_id).where(
                IS_WAITING,
                LETTERS.c.community_id == "c",
                LETTERS.c.channel == "t",
                LETTERS.c.handle == "h",
            ),
            "ix_letters_lane",
        ),
        (select(LETTERS).where(IS_DEAD, LETTERS.c.community_id == "c"), "ix_letters_dead"),
        (
            select(LETTERS)
            .where(HAS_CHOICES, LETTERS.c.person_id == "p")
            .order_by(LETTERS.c.created_at.desc()),
            "ix_letters_choices",
        ),
        (
            select(LETTERS).where(LETTERS.c.person_id == "p").order_by(LETTERS.c.held_until.desc()),
            "ix_letters_person",
        ),
    ],
    ids=["waiting", "lane", "dead", "offered", "person"],
)
def test_frequent_questions_have_an_index(statement: Select[Any], index: str) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as conn:
        METADATA.create_all(conn)
        words = statement.compile(conn, compile_kwargs={"literal_binds": True})
        rows = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}")
        assert index in " ".join(str(row[3]) for row in rows)
    engine.dispose()


async def test_the_database_itself_holds_that_a_thing_is_told_once(station: Station) -> None:
    twice = [Posting(HERE, Letter(SECRETARY, "k", dedupe="d"), letter_id=each) for each in (1, 2)]
    with pytest.raises(Stale):
        await station.database.write(lambda conn: post(conn, twice, station.at))

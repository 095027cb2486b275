import pytest
from sqlalchemy import create_engine, select

from storage.tables import ADDRESSES, DIALOGUES, LEDGERS, METADATA, PEOPLE, TURNS


@pytest.mark.parametrize("table", [PEOPLE, DIALOGUES], ids=lambda table: table.name)
def test_there_is_one_row_a_person(table: object) -> None:
    keys = METADATA.tables[str(table)].primary_key.columns.keys()
    assert keys == ["community_id", "person_id"]


def test_an_address_is_somebodys_and_a_turn_is_said_once() -> None:
    assert ADDRESSES.primary_key.columns.keys() == ["community_id", "channel", "handle"]
    assert TURNS.primary_key.columns.keys() == ["community_id", "key"]
    assert LEDGERS.primary_key.columns.keys() == ["community_id"]


def test_a_chat_is_read_by_an_index() -> None:
    engine = create_engine("sqlite://")
    chat = select(TURNS).where(TURNS.c.community_id == "c", TURNS.c.person_id == "p")
    with engine.begin() as conn:
        METADATA.create_all(conn)
        words = chat.order_by(TURNS.c.spot.desc()).compile(
            conn, compile_kwargs={"literal_binds": True}
        )
        [row] = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}")
    assert "ix_turns_person" in row[3]
    engine.dispose()

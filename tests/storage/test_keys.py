import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from domain.states import Act, Part
from domain.turns import Attachment, AttachmentKept, Choice, Desk, Letter, Step, Text, Turn
from storage.database import Connection, open_database
from storage.keys import among, keys_of
from storage.outbox import mark_sent
from storage.records import record_strike
from storage.rounds import due_cases
from storage.tables import CASES
from tests.domain.builders import HOLDER, SECRETARY
from tests.storage.station import HERE, Station, deed, file_case

LARGE = ("cases", "case_events", "case_parties", "letters", "turns", "people", "addresses")


def test_each_key_is_asked_for_once() -> None:
    keys = [("b", "1"), ("a", "一"), ("b", "1")]
    assert keys_of(keys) == {"keys": '[["a", "一"], ["b", "1"]]'}


async def test_every_key_is_found(station: Station) -> None:
    filed = await station.file()
    chosen = select(CASES.c.number).where(among(CASES.c.community_id, CASES.c.number))
    asked = keys_of([(HERE, filed.number), (HERE, "none"), ("x", "y")])
    found = await station.database.read(lambda conn: list(conn.scalars(chosen, asked)))
    assert found == [filed.number]


async def everyday(station: Station) -> None:
    """Let the station do what it does all day, every kind of question among it."""
    photo = Attachment("f" * 64, "photo")

    def busy(desk: Desk, turn: Turn) -> Step:
        step = file_case(desk, turn)
        number = f"DQ{desk.free_number:06d}"
        letter = Letter(SECRETARY, "k", choices=(Choice(Text("a"), "b"),), dedupe=number)
        return step.joined(Step(says=(letter,), changes=(AttachmentKept(number, photo),)))

    await station.take(*(station.turn(f"r{each}") for each in range(3)), decide=busy)
    case = await station.case("DQ000001")
    step = Step(changes=(deed(case, Act.ACCEPT, Part.HOLDER),))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    late = station.at + timedelta(days=90)
    await station.database.read(lambda conn: due_cases(conn, late, 9))
    for person_id in (HOLDER, SECRETARY):
        await station.take(station.turn(person_id=person_id, attachments=(photo,)))
    claimed = [(each, "") for each in await station.claim()]
    await station.database.write(lambda conn: mark_sent(conn, claimed, station.at))


async def test_no_everyday_question_reads_a_whole_table(sqlite_url: str, tmp_path: Path) -> None:
    asked: dict[str, object] = {}

    def note(
        conn: Connection, cursor: object, statement: str, parameters: object, *_: object
    ) -> None:
        del conn, cursor
        asked.setdefault(statement, parameters)

    event.listen(Engine, "before_cursor_execute", note)
    database = open_database(sqlite_url, state_dir=tmp_path / "state")
    try:
        await everyday(Station(database))
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        await database.close()
    assert len(asked) > 20
    assert scanned(Path(str(database.url.database)), asked) == []


def scanned(path: Path, asked: dict[str, object]) -> list[str]:
    connection = sqlite3.connect(path)
    found: list[str] = []
    for statement, parameters in asked.items():
        first: Any = parameters[0] if isinstance(parameters, list) else parameters
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", first).fetchall()
            found += [f"{row[3]}: {statement}" for row in plan if is_scan(row[3])]
    connection.close()
    return found


def is_scan(step: str) -> bool:
    word, table, *rest = step.split()
    return word == "SCAN" and table in LARGE and "INDEX" not in rest

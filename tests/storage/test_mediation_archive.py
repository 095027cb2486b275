"""P22: caucus and bids go first, and whatever names a person; what binds stays."""

from typing import Any

from sqlalchemy import event, insert

from domain.mediations import MediationChanged
from domain.turns import PersonForgotten, Step
from storage.database import Connection, Database
from storage.mediations import load_mediations, write_mediations
from storage.records import record_strike
from storage.tables import MEDIATION_ACCORDS, MEDIATION_BIDS, MEDIATION_WORDS
from tests.domain.builders import MONDAY
from tests.mediation_table import NUMBER, Mediated, given, in_force
from tests.storage.station import HERE, Station

KEY = {"community_id": HERE, "number": NUMBER, "attempt": 1}


def word(place: int, room: str, person: str) -> dict[str, Any]:
    said = {"word": place, "room": room, "role": room, "person_id": person}
    return {**KEY, **said, "said_at": MONDAY, "text": f"{person}在{room}说"}


def lived(conn: Connection, world: Mediated) -> None:
    mediation = world.mediation()
    write_mediations(conn, [MediationChanged(mediation, each) for each in world.events])
    words = [
        word(1, "applicant", "wang"),
        word(2, "respondent", "li"),
        word(3, "mediators", "ye"),
        word(4, "joint", "wang"),
        word(5, "joint", "li"),
    ]
    conn.execute(insert(MEDIATION_WORDS), words)
    bid = {"accord": 1, "round": 1, "person_id": "li", "amount": 1, "bid_at": MONDAY}
    conn.execute(insert(MEDIATION_BIDS), [{**KEY, **bid, "side": "respondent"}])
    states = (("relay", "done"), ("minutes", "asked"), ("minutes", "done"))
    rows = [
        {**KEY, "accord": place, "kind": kind, "state": state, "due_at": None, "body": {}}
        for place, (kind, state) in enumerate(states, start=1)
    ]
    conn.execute(insert(MEDIATION_ACCORDS), rows)


async def forgotten(database: Database, world: Mediated, person: str) -> list[str]:
    """Forget the person; return the statements in their order."""
    await database.write(lambda conn: lived(conn, world))
    said: list[str] = []

    def forget(conn: Connection) -> None:
        def heard(_conn: object, _cursor: object, statement: str, *_: object) -> None:
            said.append(statement.lower().replace('"', ""))

        event.listen(conn, "before_cursor_execute", heard)
        record_strike(conn, HERE, Step(changes=(PersonForgotten(person),)), MONDAY)

    await database.write(forget)
    return said


async def test_caucus_and_bids_go_before_anything_else_of_the_person(database: Database) -> None:
    said = await forgotten(database, in_force(), "li")
    gone = [each for each in said if each.lstrip().startswith(("delete", "update"))]
    places = {
        name: next(place for place, each in enumerate(gone) if name in each)
        for name in ("mediation_bids", "mediation_words", "addresses", "people")
    }
    assert places["mediation_bids"] == 0
    assert places["mediation_words"] < min(places["addresses"], places["people"])
    station = Station(database)
    assert await station.rows(MEDIATION_BIDS) == []
    left = await station.rows(MEDIATION_ACCORDS)
    assert [(row["kind"], row["state"]) for row in left] == [("minutes", "done")]
    assert [row["word"] for row in await station.rows(MEDIATION_WORDS)] == [4]


async def test_what_is_in_force_stays_word_for_word_and_names_no_account(
    database: Database,
) -> None:
    world = in_force()
    await forgotten(database, world, "wang")
    [kept] = await database.read(lambda conn: load_mediations(conn, [(HERE, NUMBER)]))
    assert kept.agreement == world.mediation().agreement
    assert (kept.applicant.person_id, kept.statement) == ("", "")
    assert kept.head == world.mediation().head


async def test_what_was_never_signed_goes_too(database: Database) -> None:
    await forgotten(database, given(), "li")
    [kept] = await database.read(lambda conn: load_mediations(conn, [(HERE, NUMBER)]))
    assert kept.agreement is None
    assert await Station(database).rows(MEDIATION_ACCORDS) == []


async def test_of_a_stranger_nothing_is_there_to_go(database: Database) -> None:
    await forgotten(database, in_force(), "stranger")
    assert len(await Station(database).rows(MEDIATION_WORDS)) == 5

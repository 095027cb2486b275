from functools import partial
from pathlib import Path

from sqlalchemy import select

from bot.batches import watch_of
from bot.undelivered import Undelivered
from domain.turns import Letter, Step
from storage.database import Connection
from storage.records import record_strike
from storage.tables import LETTERS
from tests.bot.workshop import COMMUNITY, START, opened, rulebook

_SAID = LETTERS.c
QUERY = select(_SAID.person_id, _SAID.key, _SAID.placeholders).where(_SAID.state == "waiting")


def write_to_nobody(conn: Connection) -> None:
    conn.exec_driver_sql(
        "insert into people values ('dongqiao', 'lost', '', 0, '{}', 'confidential', null, 0, 1, "
        "null, 0)"
    )
    letters = (
        Letter("lost", "staff.told"),
        Letter("lost", "staff.told", case_number="DQ000001"),
        Letter("lost", "outbox.undelivered"),
    )
    record_strike(conn, COMMUNITY, Step(says=letters), START)


async def test_who_looks_after_the_station_hears_once_of_each_letter_that_died(
    tmp_path: Path,
) -> None:
    tell = Undelivered(lambda _conn, _at: rulebook()).tell
    async with opened(tmp_path) as database:
        await database.write(write_to_nobody)
        for community in ("", COMMUNITY, ""):
            await database.write(partial(tell, community_id=community, at=START))
        told = await database.read(lambda conn: conn.execute(QUERY).all())
    watch = set(watch_of(rulebook(), COMMUNITY, START))
    assert {row[0] for row in told} == watch
    assert len(told) == 2 * len(watch)
    assert {row[1] for row in told} == {"outbox.undelivered", "outbox.undelivered_about"}
    assert all("outbox.resident" in str(row[2]) and "no_address" in str(row[2]) for row in told)

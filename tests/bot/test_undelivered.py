from functools import partial
from pathlib import Path

from bot.batches import watch_of
from bot.undelivered import Undelivered
from domain.turns import Letter, Step
from storage.database import Connection
from storage.records import record_strike
from tests.bot.workshop import COMMUNITY, START, opened, rulebook

QUERY = "select person_id, key, placeholders from letters where state = 'waiting' order by 1, 2"


def write_to_nobody(conn: Connection) -> None:
    conn.exec_driver_sql(
        "insert into people values ('dongqiao', 'lost', '', 0, '{}', 'confidential', null, 0, 1, "
        "null)"
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
        told = await database.read(lambda conn: conn.exec_driver_sql(QUERY).all())
    watch = set(watch_of(rulebook(), COMMUNITY, START))
    assert {row[0] for row in told} == watch
    assert len(told) == 2 * len(watch)
    assert {row[1] for row in told} == {"outbox.undelivered", "outbox.undelivered_about"}
    assert all("outbox.resident" in row[2] and "no_address" in row[2] for row in told)

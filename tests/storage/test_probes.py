from datetime import timedelta

from sqlalchemy import func, select

from domain.directory import Directory
from domain.probe import PROBE, SECRETARY
from storage.accounts import session_person
from storage.database import Connection
from storage.probes import claim_probe, clear_probe, finish_probe, let_secretary_in
from storage.tables import METADATA, STRIKES
from tests.domain.builders import MONDAY
from tests.storage.station import Station

MINUTE = timedelta(minutes=1)


async def claimed(station: Station, owner: str = "one", after: timedelta = MINUTE * 0) -> str:
    return await station.database.write(lambda conn: claim_probe(conn, owner, MONDAY + after))


async def test_one_process_probes_in_a_minute(station: Station) -> None:
    slot = await claimed(station)
    assert slot
    assert await claimed(station, "two") == ""
    assert await claimed(station, "two", MINUTE) not in ("", slot)


async def test_what_was_not_seen_is_tried_again_what_was_is_not(station: Station) -> None:
    slot = await claimed(station)
    assert await claimed(station, "two", timedelta(seconds=49)) == ""
    assert await claimed(station, "two", timedelta(seconds=50)) == slot
    await station.database.write(lambda conn: finish_probe(conn, slot, MONDAY))
    assert await claimed(station, "one", timedelta(seconds=59)) == ""


async def test_the_secretary_is_let_in_and_out_again(station: Station) -> None:
    await station.database.write(lambda conn: let_secretary_in(conn, "a" * 64, MONDAY))
    assert await _person(station) == SECRETARY.person_id
    await station.database.write(lambda conn: clear_probe(conn, MONDAY))
    assert await _person(station) == ""


async def _person(station: Station) -> str:
    return await station.database.write(lambda conn: session_person(conn, "a" * 64, MONDAY))


async def test_nothing_of_it_stays_and_nothing_else_goes(station: Station) -> None:
    await station.file("wang", "灯坏了")
    before = await station.database.read(_sizes)
    await station.take(station.turn("probe", "灯坏了", community_id=PROBE))
    await station.database.write(lambda conn: let_secretary_in(conn, "a" * 64, MONDAY))
    assert await station.database.read(_sizes) != before
    await station.database.write(lambda conn: clear_probe(conn, MONDAY))
    assert await station.database.read(_sizes) == before


async def test_times_older_than_a_day_go(station: Station) -> None:
    await claimed(station)
    await claimed(station, after=MINUTE)
    later = MONDAY + MINUTE + timedelta(days=1)
    await station.database.write(lambda conn: clear_probe(conn, later))
    assert len(await station.rows(STRIKES)) == 1


def _sizes(conn: Connection) -> dict[str, int]:
    return {
        table.name: conn.scalar(select(func.count()).select_from(table)) or 0
        for table in METADATA.sorted_tables
    }


def test_a_directory_knows_it_not_unless_it_is_told() -> None:
    assert PROBE not in Directory("街道").index.staff

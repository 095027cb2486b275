from datetime import timedelta

from domain.people import Address
from storage.addressing import CONSOLE, addresses_of
from storage.tables import PEOPLE
from tests.domain.builders import HOLDER, SECRETARY
from tests.storage.station import Station


async def test_each_reader_has_one_best_address(station: Station) -> None:
    await station.take(station.turn("wang"))
    await station.take(station.turn(address=Address("web", "a"), person_id=SECRETARY))
    station.at += timedelta(seconds=1)
    await station.take(station.turn(address=Address("web", "b"), person_id=SECRETARY))
    rows = await station.rows(PEOPLE)
    [wang] = [str(row["person_id"]) for row in rows if not row["staff"]]
    found = await station.database.read(lambda conn: addresses_of(conn, {wang, SECRETARY, HOLDER}))
    assert found == {
        wang: Address("test", "wang"),
        SECRETARY: Address("web", "b"),
        HOLDER: Address(CONSOLE, HOLDER),
    }


async def test_nobody_has_no_address(station: Station) -> None:
    assert await station.database.read(lambda conn: addresses_of(conn, [])) == {}

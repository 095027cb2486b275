from domain.states import Act, Part
from storage.cases import write_cases
from storage.events import load_events
from tests.domain.builders import opened
from tests.storage.station import HERE, Station, deed


async def test_events_come_oldest_first_and_of_one_case(station: Station) -> None:
    first = opened()
    second = deed(first.case, Act.ACCEPT, Part.HOLDER)
    await station.database.write(lambda conn: write_cases(conn, [first, second]))
    found = await station.database.read(lambda conn: load_events(conn, (HERE, "DQ000001")))
    assert found == (first.event, second.event)
    assert await station.database.read(lambda conn: load_events(conn, (HERE, "x"))) == ()

from datetime import timedelta
from functools import partial

from storage.views import View, newest_views, record_views, views_by_code, views_of
from tests.domain.builders import SECRETARY
from tests.storage.station import HERE, Station


async def test_every_look_is_kept_in_order(station: Station) -> None:
    filed = await station.file()
    key = (HERE, filed.number)
    for code in ("A1", "B2"):
        look = partial(record_views, cases=[key], person_id=SECRETARY, code=code, at=station.at)
        await station.database.write(look)
        station.at += timedelta(seconds=1)
    found = await station.database.read(lambda conn: views_of(conn, HERE, filed.number))
    first, second = station.at - timedelta(seconds=2), station.at - timedelta(seconds=1)
    assert found == (
        View(filed.number, SECRETARY, first, "A1"),
        View(filed.number, SECRETARY, second, "B2"),
    )


async def test_looks_are_found_by_their_code_and_newest_first(station: Station) -> None:
    filed = await station.file()
    key = (HERE, filed.number)
    for code in ("A1", "B2", "C3"):
        look = partial(record_views, cases=[key], person_id=SECRETARY, code=code, at=station.at)
        await station.database.write(look)
        station.at += timedelta(seconds=1)
    newest = await station.database.read(lambda conn: newest_views(conn, (HERE,), 2))
    assert [view.code for view in newest] == ["C3", "B2"]
    [found] = await station.database.read(lambda conn: views_by_code(conn, (HERE,), "B2"))
    assert found.person_id == SECRETARY
    for elsewhere in ((), ("shanxi",)):
        look_there = partial(views_by_code, communities=elsewhere, code="B2")
        assert await station.database.read(look_there) == ()

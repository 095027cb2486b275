from datetime import timedelta
from functools import partial

from storage.views import View, record_view, views_of
from tests.domain.builders import SECRETARY
from tests.storage.station import HERE, Station


async def test_every_look_is_kept_in_order(station: Station) -> None:
    filed = await station.file()
    for code in ("A1", "B2"):
        look = partial(record_view, case=filed, person_id=SECRETARY, code=code, at=station.at)
        await station.database.write(look)
        station.at += timedelta(seconds=1)
    found = await station.database.read(lambda conn: views_of(conn, HERE, filed.number))
    first, second = station.at - timedelta(seconds=2), station.at - timedelta(seconds=1)
    assert found == (
        View(filed.number, SECRETARY, first, "A1"),
        View(filed.number, SECRETARY, second, "B2"),
    )

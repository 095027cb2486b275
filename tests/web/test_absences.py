from dataclasses import asdict, replace
from datetime import date

from domain.people import Absence
from storage.rulebooks import edition
from storage.tables import ABSENCES
from storage.writing import upsert_rows
from tests.web.house import DISPATCHER, HERE, House
from web.cookies import fresh_id

DEPUTY = "jiang-dispatcher-dq2"


async def kept(house: House) -> tuple[Absence, ...]:
    _, absences = await house.database.read(edition)
    return absences


async def test_an_absence_is_declared_and_answered(house: House) -> None:
    chen = await house.staff()
    page = await chen.get("/console/absence")
    assert f'<option value="{DEPUTY}">' in page
    assert f'<option value="{DISPATCHER}">' not in page
    assert "wu-dispatcher-sx" not in page
    await chen.post(
        "/console/absence",
        key=fresh_id(),
        since="2026-12-01",
        until="2026-12-03",
        deputy=DEPUTY,
    )
    assert "已记下：12月1日至12月3日您不在" in chen.page
    assert "2026-12-01 至 2026-12-03，由蒋**" in chen.page
    assert "没有登记请假" not in chen.page
    away = Absence(DISPATCHER, date(2026, 12, 1), date(2026, 12, 3), DEPUTY)
    assert await kept(house) == (away,)


async def test_days_to_come_are_shown_and_can_be_taken_back(house: House) -> None:
    away = Absence(DISPATCHER, date(2026, 12, 1), date(2026, 12, 3), DEPUTY)
    past = replace(away, since=date(2026, 1, 1), until=date(2026, 1, 2))
    other = replace(away, person_id="wang-secretary-dq1")
    rows = [{"community_id": HERE, **asdict(each)} for each in (away, past, other)]
    await house.database.write(lambda conn: upsert_rows(conn, ABSENCES, rows))
    chen = await house.staff()
    page = await chen.get("/console/absence")
    assert page.count("取消这次请假") == 1
    assert "2026-12-01 至 2026-12-03，由蒋**" in page
    await chen.post(
        "/console/absence", key=fresh_id(), since="2026-12-01", until="2000-01-01", deputy=DEPUTY
    )
    assert "已取消请假" in chen.page
    assert "没有登记请假" in chen.page


async def test_days_that_cannot_be_are_refused_kindly(house: House) -> None:
    chen = await house.staff()
    await chen.get("/console/absence")
    await chen.post("/console/absence", key=fresh_id(), since="x", until="y", deputy=DEPUTY)
    assert "起止日期不对" in chen.page
    await chen.post("/console/absence", key="x", since="x", until="y", deputy=DEPUTY)
    assert chen.status == 400

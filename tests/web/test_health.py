import json
import re
from dataclasses import replace
from functools import partial
from pathlib import Path

from aiohttp.test_utils import unused_port

from domain.alarms import ALARMS
from storage import epochs
from storage.database import Connection, Database, open_database
from tests.web.house import House, open_house
from web.parts import WebParts


def _unreachable(folder: Path) -> Database:
    return open_database(f"postgresql://127.0.0.1:{unused_port()}/nowhere", state_dir=folder)


async def test_a_station_that_lives_says_so_and_no_more(house: House) -> None:
    assert json.loads(await house.browser().get("/livez")) == {"alive": True}


async def test_a_quiet_station_is_ready(house: House) -> None:
    browser = house.browser()
    assert json.loads(await browser.get("/readyz")) == {"state": "ready", "why": []}
    assert browser.status == 200


async def test_a_third_state_says_in_words_what_is_wrong(house: House) -> None:
    await house.database.write(partial(epochs.begin_epoch, at=house.clock.now()))
    browser = house.browser()
    found = json.loads(await browser.get("/readyz"))
    assert found == {"state": "degraded", "why": ["letters_frozen"]}
    assert browser.status == 200


async def test_who_cannot_answer_yet_or_has_no_database_takes_nothing(tmp_path: Path) -> None:
    async with open_house(tmp_path, lambda parts: replace(parts, is_ready=lambda: False)) as house:
        browser = house.browser()
        assert json.loads(await browser.get("/readyz"))["why"] == ["not_ready"]
        assert browser.status == 503
    gone = _unreachable(tmp_path)

    def without(parts: WebParts) -> WebParts:
        return replace(parts, database=gone)

    async with open_house(tmp_path, without) as house:
        browser = house.browser()
        assert json.loads(await browser.get("/readyz"))["why"] == ["database_seconds"]
        assert browser.status == 503
        assert json.loads(await browser.get("/livez")) == {"alive": True}
        figures = await browser.get("/metrics")
        assert 'yizhan_alarm{gauge="letters_dead"} 1' in figures
    await gone.close()


async def test_figures_read_as_prometheus_wants_them(house: House) -> None:
    await house.browser().say("天成花园3幢2单元楼道灯不亮")
    page = await house.browser().get("/metrics")
    for line in page.splitlines():
        assert re.fullmatch(r'# TYPE yizhan_\w+ gauge|yizhan_\w+(\{gauge="\w+"\})? [\d.e+-]+', line)
    assert "yizhan_letters_waiting 1" in page or "yizhan_letters_waiting" in page
    assert page.count("yizhan_alarm{") == len(ALARMS)
    assert "天成花园" not in page


async def test_nobody_reads_figures_through_a_proxy(house: House) -> None:
    browser = house.browser()
    browser.session.headers["X-Forwarded-For"] = "203.0.113.9"
    await browser.get("/metrics")
    assert browser.status == 403
    assert (await house.browser().get("/metrics")).startswith("# TYPE")


async def test_the_duty_page_is_green_and_turns_red(house: House) -> None:
    chen = await house.staff()
    page = await chen.get("/console/duty")
    assert "一切正常" in page
    assert 'class="red"' not in page
    values = re.findall(r"<td>([-0-9.e]+)</td><td>正常", page)
    assert len(values) > 9
    assert all(re.fullmatch(r"\d+(\.\d{1,2})?", value) for value in values), values

    def unheld(conn: Connection) -> None:
        conn.exec_driver_sql("update cases set holder = ''")

    await house.browser().say("天成花园3幢2单元楼道灯不亮")
    await house.database.write(unheld)
    page = await chen.get("/console/duty")
    assert "有事要看" in page
    assert re.search(r'class="red"><th scope="row">没人接的诉求</th><td>1<', page)

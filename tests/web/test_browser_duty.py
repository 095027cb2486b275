from datetime import timedelta

from storage.probes import claim_probe, finish_probe
from tests.web.browser import PHONE, open_screen
from tests.web.house import House
from tests.web.test_browser_console import sign_in

STORY = "天成花园3幢2单元电梯停了"


async def test_the_duty_page_comes_anew_and_turns_red_where_nothing_is_heard(
    house: House, chromium: str
) -> None:
    async with open_screen(house, chromium, PHONE, bypass_csp=True) as chen:
        await chen.page.clock.install()
        await sign_in(chen)
        await chen.open("/console/duty")
        await chen.page.get_by_text("一切正常").wait_for()
        await chen.is_plain()
        fine = chen.page.get_by_role("cell", name="正常").first
        assert await fine.evaluate("cell => getComputedStyle(cell).whiteSpace") == "nowrap"
        await house.browser().say(STORY)
        query = "update cases set holder = ''"
        await house.database.write(lambda conn: conn.exec_driver_sql(query))
        await chen.page.clock.run_for(11_000)
        await chen.page.get_by_text("有事要看").wait_for()
        await chen.is_plain()
        await house.server.close()
        assert await chen.page.get_by_text("一分钟没有消息了").is_hidden()
        await chen.page.clock.run_for(61_000)
        await chen.page.get_by_text("一分钟没有消息了").wait_for()


async def test_the_duty_page_turns_red_where_the_synthetic_resident_is_not_seen(
    house: House, chromium: str
) -> None:
    async with open_screen(house, chromium, PHONE, bypass_csp=True) as chen:
        await chen.page.clock.install()
        await sign_in(chen)
        now = house.clock.now()
        slot = await house.database.write(lambda conn: claim_probe(conn, "one", now))
        await house.database.write(lambda conn: finish_probe(conn, slot, now))
        await chen.open("/console/duty")
        await chen.page.get_by_text("一切正常").wait_for()
        house.clock.move(timedelta(minutes=4))
        await chen.page.clock.run_for(11_000)
        await chen.page.get_by_text("有事要看").wait_for()
        await chen.page.locator("tr.red", has_text="拨测").wait_for()
        await chen.is_plain()

from pathlib import Path

from playwright.async_api import Route

from tests.web.browser import DESKTOP, PHONE, open_screen
from tests.web.house import HERE, House
from tests.web.test_uploads import photo

CHAT = f"/c/{HERE}"


async def test_a_resident_tells_a_story_on_the_phone(
    house: House, chromium: str, tmp_path: Path
) -> None:
    picture = tmp_path / "leak.jpg"
    picture.write_bytes(photo(size=(3000, 2000)))
    async with open_screen(house, chromium, PHONE, bypass_csp=True) as wang:
        await wang.open("/")
        await wang.is_plain()
        await wang.page.get_by_text("洞桥社区").click()
        await wang.page.get_by_text("已连上").wait_for()
        await wang.is_plain()
        await wang.say("3幢的电梯停了")
        await wang.hears("在哪个小区")
        await wang.page.get_by_role("button", name="天成花园").click()
        await wang.page.locator(".line.mine", has_text="天成花园").wait_for()
        await wang.page.set_input_files("input[name=photo]", picture)
        await wang.page.get_by_text("已选 1 个文件").wait_for()
        await wang.page.click("#send")
        await wang.page.locator(".line.mine:has(img)").get_by_text("已存好").wait_for()
        await house.deliver()
        await wang.is_plain()
        before = await wang.page.locator(".line").count()
        await wang.page.reload()
        await wang.page.get_by_text("已连上").wait_for()
        assert await wang.page.locator(".line").count() == before
        await wang.is_plain()


async def test_what_was_typed_without_a_network_is_sent_once_it_is_back(
    house: House, chromium: str
) -> None:
    async with open_screen(house, chromium, PHONE) as wang:
        await wang.open(CHAT)
        await wang.page.context.set_offline(True)
        await wang.page.fill("#text", "天成花园3幢2单元电梯停了")
        await wang.page.click("#send")
        await wang.page.get_by_text("还没存好，会自动重发").wait_for()
        await wang.page.context.set_offline(False)
        await wang.page.get_by_text("已存好").wait_for()
        await house.deliver()
        await wang.page.reload()
        await wang.hears("DQ000001")
        assert await wang.page.locator(".line.mine").count() == 1


async def test_the_journal_outlives_the_page(house: House, chromium: str) -> None:
    async def lose(route: Route) -> None:
        # The station takes it, but the answer never comes back.
        await route.fetch()
        await route.abort()

    async with open_screen(house, chromium, PHONE) as wang:
        await wang.open(CHAT)
        await wang.page.route("**/say", lose)
        await wang.page.fill("#text", "天成花园3幢2单元电梯停了")
        await wang.page.click("#send")
        await wang.page.get_by_text("还没存好").wait_for()
        await wang.page.unroute("**/say")
        await wang.page.reload()
        await wang.page.get_by_text("已存好").wait_for()
        await house.deliver()
        await wang.hears("DQ000001")
        assert await wang.page.locator(".line.mine").count() == 1
        chen = await house.staff()
        assert "DQ000002" not in await chen.get("/console?list=all")


async def test_a_refusal_is_told_at_the_line_and_not_tried_again(
    house: House, chromium: str, tmp_path: Path
) -> None:
    wrong = tmp_path / "note.mp3"
    wrong.write_bytes(b"MZ no voice at all")
    async with open_screen(house, chromium, PHONE) as wang:
        await wang.open(CHAT)
        await wang.page.set_input_files("input[name=voice]", wrong)
        await wang.page.click("#send")
        await wang.page.locator(".line.mine").get_by_text("这个文件打不开").wait_for()
        await wang.page.reload()
        assert await wang.page.locator(".line.mine").count() == 0


async def test_a_place_is_found_and_sent(house: House, chromium: str) -> None:
    async with open_screen(
        house,
        chromium,
        PHONE,
        permissions=["geolocation"],
        geolocation={"latitude": 30.0001, "longitude": 120.5801},
    ) as wang:
        await wang.open(CHAT)
        await wang.page.click("#where")
        await wang.page.locator("#chosen", has_text="已附上位置").wait_for()
        await wang.say("路灯不亮")
        await wang.page.reload()
        await wang.page.locator(".line.mine .file", has_text="已附上位置").wait_for()


async def test_reading_and_writing_work_without_scripts(house: House, chromium: str) -> None:
    async with open_screen(house, chromium, PHONE, java_script_enabled=False) as wang:
        await wang.open(CHAT)
        await wang.page.fill("#text", "天成花园3幢2单元电梯停了")
        await wang.page.click("#send")
        await house.deliver()
        await wang.page.get_by_text("刷新看答复").click()
        await wang.hears("DQ000001")
        await wang.page.get_by_role("button", name="我的诉求").click()
        await house.deliver()
        await wang.page.get_by_text("刷新看答复").click()
        await wang.hears("电梯停运")


async def test_enter_sends_on_a_desk_and_nothing_breaks_the_policy(
    house: House, chromium: str
) -> None:
    async with open_screen(house, chromium, DESKTOP) as wang:
        await wang.open(CHAT)
        await wang.page.fill("#text", "<b>天成花园</b>3幢2单元电梯停了")
        await wang.page.press("#text", "Enter")
        await wang.page.get_by_text("已存好").wait_for()
        await house.deliver()
        await wang.hears("DQ000001")
        await wang.page.get_by_text("<b>天成花园</b>3幢").wait_for()
        assert wang.faults == []

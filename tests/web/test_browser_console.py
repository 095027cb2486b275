from tests.web.browser import DESKTOP, PHONE, Screen, open_screen
from tests.web.house import DISPATCHER, HERE, House

STORY = "天成花园3幢2单元电梯停了"


async def sign_in(screen: Screen, person_id: str = DISPATCHER) -> None:
    await screen.open(f"/console/sign-in/{await screen.house.link(person_id)}")
    await screen.is_plain()
    await screen.page.get_by_role("button", name="登录").click()
    await screen.page.get_by_role("heading", name="诉求").wait_for()


async def test_a_dispatcher_sees_a_case_come_and_accepts_it(house: House, chromium: str) -> None:
    async with open_screen(house, chromium, DESKTOP, bypass_csp=True) as chen:
        await sign_in(chen)
        await chen.is_plain()
        resident = house.browser()
        await resident.say(STORY)
        await chen.page.locator(".case", has_text="电梯停运").wait_for()
        await chen.is_plain()
        await chen.page.get_by_role("link", name="DQ000001").click()
        await chen.page.get_by_text("居民原话").wait_for()
        await chen.is_plain()
        await chen.page.get_by_label("给居民的第一句话").fill("马上来看")
        await chen.page.get_by_role("button", name="签收", exact=True).click()
        await chen.page.get_by_text("DQ000001 已签收").wait_for()
        await chen.is_plain()
        await house.deliver()
        assert "马上来看" in await resident.get(f"/c/{HERE}")


async def test_a_half_written_answer_outlives_news(house: House, chromium: str) -> None:
    await house.browser().say(STORY)
    async with open_screen(house, chromium, DESKTOP) as chen:
        await sign_in(chen)
        await chen.page.fill("input[name=q]", "电梯")
        await house.browser().say("洞桥新村2幢垃圾没人收")
        await chen.page.get_by_text("有新动态").wait_for()
        assert await chen.page.input_value("input[name=q]") == "电梯"


async def test_every_page_of_the_console_suits_a_phone(house: House, chromium: str) -> None:
    await house.browser().say(STORY)
    await house.browser().say("洞桥新村2幢垃圾没人收")
    async with open_screen(house, chromium, PHONE, bypass_csp=True) as chen:
        await sign_in(chen)
        for path in (
            "/console?list=all",
            f"/console/c/{HERE}/DQ000001",
            "/console/notices",
            "/console/letters",
            "/console/failures",
            "/console/absence",
            "/console/polls",
        ):
            await chen.open(path)
            await chen.is_plain()


async def test_buttons_of_a_notice_stand_apart(house: House, chromium: str) -> None:
    await house.browser().say("楼道灯不亮")
    async with open_screen(house, chromium, PHONE) as chen:
        await sign_in(chen)
        await chen.open("/console/notices")
        notice = chen.page.locator(".notices li", has_text="新诉求 DQ000001")
        sign = await notice.get_by_role("button", name="签收").bounding_box()
        look = await notice.get_by_role("link", name="打开 DQ000001").bounding_box()
        assert sign
        assert look
        assert look["y"] - sign["y"] - sign["height"] >= 8


async def test_an_error_page_and_the_way_in_are_plain_too(house: House, chromium: str) -> None:
    async with open_screen(house, chromium, PHONE, bypass_csp=True) as stranger:
        for path in ("/console", "/nothing"):
            await stranger.open(path)
            stranger.faults.clear()
            await stranger.is_plain()


async def test_the_keyboard_alone_is_enough(house: House, chromium: str) -> None:
    await house.browser().say(STORY)
    async with open_screen(house, chromium, DESKTOP) as chen:
        await sign_in(chen)
        await chen.page.keyboard.press("Tab")
        await chen.page.locator("a.skip:focus").wait_for()
        await chen.page.get_by_role("link", name="DQ000001").focus()
        await chen.page.keyboard.press("Enter")
        await chen.page.get_by_role("heading", name="DQ000001").wait_for()
        await chen.page.locator("summary", has_text="答复居民").focus()
        await chen.page.keyboard.press("Enter")
        await chen.page.get_by_label("写给居民的话").first.fill("已派人")
        assert chen.faults == []

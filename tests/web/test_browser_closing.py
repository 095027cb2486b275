from pathlib import Path

from tests.web.browser import DESKTOP, PHONE, Screen, open_screen
from tests.web.house import HERE, House
from tests.web.test_browser_console import sign_in
from tests.web.test_uploads import photo

COMPANY, SECRETARY = "gao-manager-luting", "wang-secretary-dq1"
STORY = "天成花园3幢2单元楼道堆满杂物"
PAGE = f"/console/c/{HERE}/DQ000001"


async def presses(screen: Screen, button: str) -> None:
    """Press a button under the newest letter that has it."""
    await screen.page.get_by_role("button", name=button, exact=True).last.click()
    await screen.page.locator(".line.mine", has_text=button).get_by_text("已存好").last.wait_for()
    await screen.house.deliver()


async def acts(screen: Screen, act: str, words: str, picture: Path | None = None) -> None:
    """Open an act on the page of the case, fill it in and send it."""
    await screen.open(PAGE)
    form = screen.page.locator("details.act", has_text=act).filter(
        has=screen.page.locator(f"summary:text-is('{act}')")
    )
    if await form.get_attribute("open") is None:
        await form.locator("summary").click()
    await form.locator("textarea").fill(words)
    if picture:
        await form.locator("input[name=proof]").set_input_files(picture)
    await screen.is_plain()
    await form.get_by_role("button", name=act, exact=True).click()
    await screen.page.get_by_text("DQ000001 已").first.wait_for()
    await screen.house.deliver()


async def wants_a_photo(gao: Screen) -> None:
    """The kind of the matter wants a photo: the page lets nothing go without one."""
    await gao.open(PAGE)
    done = gao.page.locator("form", has=gao.page.locator("input[value=resolve]"))
    assert await done.locator("input[name=proof]").get_attribute("required") is not None


async def rates(wang: Screen) -> None:
    """Say that it is solved, and apart from that in five steps how well."""
    await presses(wang, "解决了")
    for stars in range(1, 6):
        await wang.page.get_by_role("button", name=f"{stars}星").last.wait_for()
    await wang.is_plain()
    await presses(wang, "4星")
    await wang.hears("DQ000001到此办结")
    await wang.is_plain()


async def test_a_matter_is_done_with_a_photo_redone_and_rated_in_five_steps(
    house: House, chromium: str, tmp_path: Path
) -> None:
    picture = tmp_path / "after.jpg"
    picture.write_bytes(photo(size=(1200, 900)))
    async with (
        open_screen(house, chromium, PHONE, bypass_csp=True) as wang,
        open_screen(house, chromium, DESKTOP, bypass_csp=True) as gao,
        open_screen(house, chromium, PHONE, bypass_csp=True) as secretary,
    ):
        await wang.open(f"/c/{HERE}")
        await wang.say(STORY)
        await sign_in(gao, COMPANY)
        await acts(gao, "签收", "马上去清")
        await wants_a_photo(gao)
        await acts(gao, "已办好", "已清走两车杂物", picture)
        await wang.hears("已清走两车杂物")
        await presses(wang, "没解决")
        await wang.hears("原来的时限照记")
        await sign_in(secretary, SECRETARY)
        await acts(secretary, "签收", "我来盯着清")
        await acts(secretary, "已办好", "这次全部清完", picture)
        await wang.hears("这次全部清完")
        await rates(wang)
        await gao.open(PAGE)
        await gao.is_plain()

"""Takes the pictures of the READMEs on a station of its own: ``python -m tests.pictures``."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.bot.commands.living import Living, living

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=900)
COMPANY, SECRETARY = "物业负责人", "网格党支部书记"
NEIGHBOURS = (
    "天成花园2幢楼道灯不亮好几天了",
    "天成花园5幢楼上半夜装修太吵了",
    "天成花园9幢门口垃圾没人清，臭死了",
)
STORY = "天成花园1幢2单元电梯停了，老人下不来"
FRESH = f"DQ{len(NEIGHBOURS) + 1:06d}"
COLOURS = 128


@dataclass
class Street:
    """One station, one browser program, windows for everybody."""

    station: Living
    browser: Browser

    @contextmanager
    def window(self, size: ViewportSize, page: str) -> Iterator[Page]:
        """Open somebody's window on that address."""
        context = self.browser.new_context(viewport=size, locale="zh-CN")
        opened = context.new_page()
        opened.goto(page)
        yield opened
        context.close()

    def desk_of(self, role: str) -> str:
        """Return the sign-in link that the station printed for that role."""
        [link] = re.findall(rf"（{role}）：(\S+)", "\n".join(self.station.lines))
        return str(link)


def say(page: Page, words: str, answer: str) -> None:
    """Type, send, and wait until an answer with these words is there."""
    page.fill("#text", words)
    page.click("#send")
    page.locator(".line.theirs", has_text=answer).last.wait_for()


def press(page: Page, act: str, words: str) -> None:
    """Do what a form of the case page offers."""
    form = page.locator(f"form:has(input[name=act][value={act}])")
    if not form.is_visible():
        page.locator("details.act", has=form).locator("summary").click()
    form.locator("textarea").fill(words)
    form.locator("button.main").click()


def sign_in(page: Page) -> None:
    """Press the button behind a sign-in link."""
    page.locator("main button").click()
    page.wait_for_url("**/console")


def take(page: Page, name: str) -> None:
    """Write the picture of the window, as it is seen without scrolling."""
    shot = Image.open(BytesIO(page.screenshot(animations="disabled")))
    # Fewer colours: the watermark alone would double the file.
    shot.convert("RGB").quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)


def live(street: Street) -> None:
    """Tell, accept, note; and look at it from the phone and from both desks."""
    for words in NEIGHBOURS:
        with street.window(PHONE, street.station.url) as neighbour:
            say(neighbour, words, "已登记")
    with street.window(PHONE, street.station.url) as phone:
        # The notice about personal data comes with the first answer and fills half a phone.
        say(phone, "你好", "隐私说明")
        say(phone, STORY, FRESH)
        with street.window(DESK, street.desk_of(COMPANY)) as desk:
            sign_in(desk)
            desk.get_by_text(FRESH).first.click()
            press(desk, "accept", "维保师傅已出发，20分钟到")
        phone.locator(".line.theirs", has_text="20分钟到").wait_for()
        take(phone, "chat")
    with street.window(DESK, street.desk_of(SECRETARY)) as desk:
        sign_in(desk)
        take(desk, "console")
        desk.get_by_text(FRESH).first.click()
        press(desk, "note", "家里有两位老人，已请楼道长先上门看看")
        desk.locator(".timeline .inside").wait_for()
        take(desk, "case")


def main() -> None:
    """Take the three pictures anew."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        with living(Path(folder) / "var") as station:
            live(Street(station, browser))
        browser.close()


if __name__ == "__main__":
    main()

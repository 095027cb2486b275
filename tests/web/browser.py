"""A real browser on the real pages: phone or desktop, with axe at hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import ConsoleMessage, Page, ViewportSize, async_playwright

from tests.web.house import House

PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=900)


@dataclass
class Screen:
    """One page in one window; ``faults`` are what its scripts complained of."""

    page: Page
    house: House
    faults: list[str] = field(default_factory=list)

    async def open(self, path: str) -> None:
        """Open a page of the station."""
        await self.page.goto(str(self.house.server.make_url(path)))

    async def say(self, words: str) -> None:
        """Type and send, wait until it is saved, and let the post room go round."""
        await self.page.fill("#text", words)
        await self.page.click("#send")
        await self.page.locator(".line.mine", has_text=words).get_by_text("已存好").wait_for()
        await self.house.deliver()

    async def hears(self, words: str) -> None:
        """Wait until a letter with these words is on the page."""
        await self.page.locator(".line.theirs", has_text=words).first.wait_for()

    async def is_plain(self) -> None:
        """Check that everybody can use the page as it is: axe, width, no complaint."""
        found = (await Axe().run(self.page)).response["violations"]
        told = [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]
        assert told == [], told
        width = await self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= await self.page.evaluate("innerWidth")
        assert self.faults == [], self.faults

    def complain(self, message: ConsoleMessage) -> None:
        """Note what the page complained of."""
        if message.type == "error":
            self.faults.append(message.text)


@asynccontextmanager
async def open_screen(
    house: House, chromium: str, size: ViewportSize, **more: Any
) -> AsyncIterator[Screen]:
    """Open a window of that size on the station; ``more`` goes to the browser's context."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium)
        context = await browser.new_context(viewport=size, locale="zh-CN", **more)
        screen = Screen(await context.new_page(), house)
        screen.page.on("console", screen.complain)
        screen.page.on("pageerror", lambda error: screen.faults.append(str(error)))
        yield screen
        await browser.close()

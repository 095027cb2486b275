"""The pages as they run: real engine, real SQLite, real doors; the test moves clock and post."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from aiohttp import ClientResponse, ClientSession, CookieJar, FormData
from aiohttp.test_utils import TestServer
from yarl import URL

from bot.channels.console import Console
from bot.channels.webchat import WebChat
from bot.clock import MovableClock
from bot.commands.serving import sealed
from bot.engine import Craft, Engine
from domain.rules import Rulebook
from handlers.table import answer
from storage import accounts
from storage.attachments import Attachments
from storage.database import Connection, Database
from storage.outbox import Claimed, claim_letters, mark_sent
from storage.rulebooks import edition
from tests.handlers.tabletop import MONDAY, catalog, demo_reader, demo_rules
from tests.stores import open_store
from web.app import build_app
from web.cookies import fresh_id, fresh_secret, hash_of
from web.hub import Hub
from web.parts import WebParts

HERE = "dongqiao"
DISPATCHER = "chen-dispatcher-dq"
LEASE = timedelta(minutes=1)
_TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')
# Tokens, keys and marks of editions: drawn by lot, so that any short number stands in some of them.
_DRAWN = re.compile(r'[0-9a-f]{16,}|data-device="[0-9a-f]+"')


def readable(page: str) -> str:
    """Return what somebody can read of a page, without the signs that are drawn by lot."""
    return _DRAWN.sub("", page)


@dataclass
class Browser:
    """One browser with its cookies; ``page`` is what it shows now."""

    session: ClientSession
    base: URL
    page: str = ""
    status: int = 0
    address: URL = field(default_factory=URL)

    async def get(self, path: str) -> str:
        """Open a page."""
        return await self._show(await self.session.get(self.base.join(URL(path))))

    async def post(self, path: str, /, **fields: object) -> str:
        """Send a form with the token of the page that is shown."""
        form = FormData(default_to_multipart=True)
        found = _TOKEN.search(self.page)
        for name, value in {"token": found[1] if found else "", **fields}.items():
            if isinstance(value, bytes):
                form.add_field(name, BytesIO(value), filename="../../etc/evil.jpg")
            else:
                form.add_field(name, str(value))
        return await self._show(await self.session.post(self.base.join(URL(path)), data=form))

    async def say(self, text: str = "", community: str = HERE, **more: object) -> str:
        """Say something in the chat as a page without scripts does."""
        if not self.page:
            await self.get(f"/c/{community}")
        fields = {"client_id": fresh_id(), "text": text, **more}
        return await self.post(f"/c/{community}/say", **fields)

    async def _show(self, response: ClientResponse) -> str:
        self.status = response.status
        self.address = response.url
        self.page = await response.text(errors="replace")
        return self.page


@dataclass
class Shelf:
    """The rules in force; a test may put others there."""

    rules: Rulebook = field(default_factory=demo_rules)

    def living(self, conn: Connection, _at: datetime) -> Rulebook:
        """Return the rules with who is away by now."""
        return replace(self.rules, absences=(*self.rules.absences, *edition(conn)[1]))


@dataclass
class House:
    """A running station of pages."""

    server: TestServer
    parts: WebParts
    database: Database
    clock: MovableClock
    hub: Hub
    shelf: Shelf
    engine: Engine
    browsers: list[ClientSession] = field(default_factory=list)

    @property
    def rules(self) -> Rulebook:
        """Return the rules in force."""
        return self.shelf.rules

    def browser(self) -> Browser:
        """Return a browser that was never here."""
        session = ClientSession(cookie_jar=CookieJar(unsafe=True))
        self.browsers.append(session)
        return Browser(session, self.server.make_url("/"))

    async def staff(self, person_id: str = DISPATCHER) -> Browser:
        """Return a browser in which that person has signed in."""
        browser = self.browser()
        link = await self.link(person_id)
        await browser.post(f"/console/sign-in/{link}")
        assert browser.status == 200, browser.page
        return browser

    async def link(self, person_id: str) -> str:
        """Return a fresh sign-in link's secret."""
        link, person, now = fresh_secret(), self.rules.directory.person(person_id), self.clock.now()
        assert person is not None
        await self.database.write(lambda conn: accounts.keep_link(conn, person, hash_of(link), now))
        return link

    async def deliver(self) -> None:
        """Let the post room go round until nothing waits."""
        doors = {door.channel: door for door in (WebChat(self.hub), Console(self.hub))}
        while letters := await self.database.write(self._claim):
            for claimed in letters:
                await doors[claimed.address.channel].send(sealed(claimed, catalog()), lambda: None)

    def _claim(self, conn: Connection) -> list[Claimed]:
        now = self.clock.now()
        letters = claim_letters(conn, ("web", "console"), now, 50, LEASE)
        mark_sent(conn, [(each, sealed(each, catalog()).text) for each in letters], now)
        return letters


@asynccontextmanager
async def open_house(
    folder: Path,
    change: Callable[[WebParts], WebParts] = lambda parts: parts,
    clock: MovableClock | None = None,
) -> AsyncIterator[House]:
    """Open the pages of the demo in that folder; ``change`` may hand them other parts."""
    clock, hub = clock or MovableClock(MONDAY), Hub()
    shelf = Shelf()
    database = await open_store(folder)
    engine = Engine(Craft(database, demo_reader().read, answer, shelf.living, clock))
    parts = WebParts(
        database=database,
        take_turn=engine.take_turn,
        catalog=catalog(),
        rules=lambda: shelf.rules,
        now=clock.now,
        attachments=Attachments(folder, database.ring),
        hub=hub,
        public_url="http://127.0.0.1",
        ages=lambda: {"rules_age_seconds": 0, "files_age_seconds": 0},
        secure_cookies=False,
        max_upload_bytes=2 * 1024 * 1024,
        ping_seconds=60,
    )
    async with asyncio.TaskGroup() as group:
        running = group.create_task(engine.run())
        server = TestServer(build_app(change(parts)))
        await server.start_server()
        house = House(server, parts, database, clock, hub, shelf, engine)
        yield house
        await asyncio.gather(*(session.close() for session in house.browsers))
        await server.close()
        engine.stop()
        await running
    await database.close()

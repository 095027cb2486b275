"""The way through the pages: residents type in the chat, staff press forms of the console."""

import html
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from bot.clock import MovableClock
from domain.people import Address
from domain.turns import Attachment, Turn
from jobs.table import JOBS
from storage.notices import letters_to
from tests.handlers.tabletop import catalog
from tests.talks.stage import PHOTO, Actor, Heard
from tests.web.house import Browser, House, open_house
from web.cookies import fresh_id

JPEG = (Path(__file__).parent / "photo.jpg").read_bytes()
_LETTER = re.compile(r'<li class="line theirs"[^>]*data-letter="(\d+)"[^>]*>(.*?)</li>', re.DOTALL)
_NOTICE = re.compile(r'<li[^>]*data-letter="(\d+)"[^>]*>(.*?)</li>', re.DOTALL)
_WORDS = re.compile(r'<p class="words"[^>]*>(.*?)</p>', re.DOTALL)
_BUTTON = re.compile(r'<button name="press" value="([^"]+)">(.*?)</button>', re.DOTALL)
_VERSION = re.compile(r'name="version" value="(\d+)"')


@dataclass
class Pages:
    """The stage in browsers: one a member of the cast."""

    house: House
    cast: dict[str, Actor] = field(default_factory=dict)
    browsers: dict[str, Browser] = field(default_factory=dict)
    seen: set[tuple[str, int]] = field(default_factory=set)
    presses: dict[tuple[str, str], str] = field(default_factory=dict)
    count: int = 0

    async def say(self, actor: Actor, words: str, *, photo: bool = False) -> None:
        """Type into the chat; staff, who have no line to type into, speak as from a messenger."""
        if actor.kind == "staff":
            await self._messenger(actor, words, "", PHOTO if photo else ())
            return
        browser = await self._browser(actor)
        files = {"photo": JPEG} if photo else {}
        await browser.say(words, actor.community_id, **files)
        assert browser.status == 200, browser.page

    async def press(self, actor: Actor, label: str, words: str = "") -> None:
        """Press the latest button of that label that the actor's page showed."""
        press = self.presses[actor.name, label]
        if actor.kind == "staff":
            await self._messenger(actor, words, press)
            return
        browser = await self._browser(actor)
        await browser.say(words, actor.community_id, press=press)
        assert browser.status == 200, browser.page

    async def act(self, actor: Actor, act: str, words: str, *, photo: bool = False) -> None:
        """Fill in the act's form on the case page and send it, at the version that it shows."""
        name, number, version, *argument = act.split(":")
        browser = await self._browser(actor)
        path = f"/console/c/{actor.community_id}/{number}"
        page = await browser.get(path)
        shown = _VERSION.search(page)
        fields: dict[str, object] = {
            "act": name,
            "version": version if version != "-1" or shown is None else shown[1],
            "key": fresh_id(),
            "note": words,
            "argument": ":".join(argument),
        }
        await browser.post(f"{path}/act", **fields, **({"proof": JPEG} if photo else {}))
        assert browser.status == 200, browser.page

    async def scan(self, actor: Actor, place_code: str) -> None:
        """Open the page of a stairwell's code and send its form."""
        browser = await self._browser(actor)
        await browser.get(f"/c/{actor.community_id}?p={place_code}")
        await browser.say("", actor.community_id, place_code=place_code)
        assert browser.status == 200, browser.page

    async def _messenger(
        self, actor: Actor, words: str, press: str, photos: tuple[Attachment, ...] = ()
    ) -> None:
        self.count += 1
        turn = Turn(
            key=f"messenger:{self.count}",
            community_id=actor.community_id,
            address=Address("console", actor.person_id),
            at=self.house.clock.now(),
            text=words,
            press=press,
            attachments=photos,
            person_id=actor.person_id,
        )
        await self.house.engine.take_turn(turn)

    async def _browser(self, actor: Actor) -> Browser:
        if actor.name not in self.browsers:
            staff = actor.kind == "staff"
            house = self.house
            self.browsers[actor.name] = (
                await house.staff(actor.person_id) if staff else house.browser()
            )
        return self.browsers[actor.name]

    async def letters(self) -> list[Heard]:
        """Return what is new on every page of the cast."""
        await self.house.deliver()
        return [heard for actor in self.cast.values() for heard in await self._new_for(actor)]

    async def _new_for(self, actor: Actor) -> list[Heard]:
        browser = await self._browser(actor)
        staff = actor.kind == "staff"
        page = await browser.get("/console/notices" if staff else f"/c/{actor.community_id}")
        if browser.status == HTTPStatus.UNAUTHORIZED:
            # A session that nobody used for a night has ended.
            del self.browsers[actor.name]
            page = await (await self._browser(actor)).get("/console/notices")
        found = sorted(self._on_page(actor, page, _NOTICE if staff else _LETTER))
        if staff:
            await self._offered(actor, [letter_id for letter_id, _ in found])
        return [heard for _, heard in found]

    async def _offered(self, actor: Actor, letter_ids: list[int]) -> None:
        """Note the buttons that a messenger would show below the notices of staff."""
        who = actor.person_id
        notices = await self.house.database.read(lambda conn: letters_to(conn, who, letter_ids))
        for notice in notices:
            for each in notice.letter.choices:
                self.presses[actor.name, catalog().render(each.label)] = each.press

    def _on_page(
        self, actor: Actor, page: str, letters: re.Pattern[str]
    ) -> Iterator[tuple[int, Heard]]:
        # The newest stands first on some pages; its buttons are the ones that are pressed.
        for letter_id, inside in sorted(letters.findall(page), key=lambda each: int(each[0])):
            choices = tuple(
                (html.unescape(label), html.unescape(press))
                for press, label in _BUTTON.findall(inside)
            )
            self.presses.update({(actor.name, label): press for label, press in choices})
            words = html.unescape("\n".join(_WORDS.findall(inside)))
            mark = (actor.name, int(letter_id))
            if mark not in self.seen:
                self.seen.add(mark)
                yield int(letter_id), Heard(actor.name, words, choices)

    async def strike(self, job: str) -> None:
        """Strike one job for the moment of the clock."""
        at = self.house.clock.now()
        found = next(each for each in JOBS if each.name == job)
        await self.house.engine.strike(found, at.isoformat(), at)


@asynccontextmanager
async def in_browsers(folder: Path, clock: MovableClock) -> AsyncIterator[Pages]:
    """Open the pages on a fresh SQLite file, with the demo community."""
    async with open_house(folder, clock=clock) as house:
        yield Pages(house)

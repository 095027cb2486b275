"""P1, P15 and P17 on the running station: a caucus is in no outlet, whatever is said when."""

import logging
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from yarl import URL

from bot.clock import MovableClock
from domain.presses import Press
from jobs.table import JOBS
from storage.rounds import open_cases
from tests.domain.builders import moment
from tests.mediation_table import MEDIATOR, OTHER_MEDIATOR, SECRETARY
from tests.talks.script import read_script
from tests.talks.test_talks import OPENING, Play
from tests.talks.web_way import Pages, in_browsers
from tests.test_secrecy_outlets import act_on, in_export, in_letters
from tests.web.house import DISPATCHER, HERE, Browser, readable

NUMBER = "DQ000001"
LEADS = "调解员"
LED = Path(__file__).parent / "talks" / "parts" / "led.talk"
# What each side tells alone, and the signs of it that must be found nowhere else.
SECRETS = {
    "居民": ("哪怕只有一千二百元我也认了", "我儿子下个月要在家里办婚礼"),
    "楼上": ("其实我最多可以赔三千块钱", "我家水管去年就裂开过一次了"),
}
SIGNS = {
    "居民": ("一千二", "1200元", "办婚礼", "我也认了"),
    "楼上": ("三千", "3000元", "裂开过", "最多可以赔"),
}
OTHER = {"居民": "楼上", "楼上": "居民"}
ACTS = ("say_a", "say_b", "tell", "room", "minutes", "issue/repair", "option/1", "draft")
STAFF = (SECRETARY, DISPATCHER, OTHER_MEDIATOR, "shen-street", "qian-admin", "wang-head-dq1")
OFFICER = "yu-officer-housing"
CASE = f"/console/c/{HERE}/{NUMBER}"
PAGES = (
    "/console?list=all",
    f"/console?list=all&q={NUMBER}",
    "/console/notices",
    "/console/mediations",
    "/console/mediations/figures",
    "/console/mediations/figures.xlsx",
    "/console/appraisal",
    "/console/appraisal.docx",
    CASE,
    f"{CASE}/mediation",
    f"{CASE}/agreement",
    f"{CASE}/agreement.docx",
    f"{CASE}/dossier.zip",
)


@dataclass
class Table:
    """A mediation that was led up to its talks, in browsers; chance decides who says what."""

    stage: Pages
    chance: random.Random
    told: set[str] = field(default_factory=set)

    async def on(self, who: str, act: str, words: str = "") -> None:
        """Let somebody do an act of the mediation."""
        press = str(Press("mediation", NUMBER, -1, act))
        actor = self.stage.cast[who]
        self.stage.presses[who, act] = press
        await self.stage.press(actor, act, words)

    async def tell(self) -> None:
        """Let a side tell the mediator one of its secrets."""
        who = self.chance.choice(sorted(SECRETS))
        words = self.chance.choice(SECRETS[who])
        self.told.add(words)
        await self.on(who, "say", words)

    async def slip(self) -> None:
        """Let the mediator write what he was told, whole or in other words, by any outlet."""
        act, words = self.chance.choice(ACTS), self.chance.choice(sorted(self.told))
        aims = {"say_a": "居民", "say_b": "楼上"}
        if words in SECRETS.get(aims.get(act, ""), ()):
            return  # to its own source it is no slip
        await self.on(LEADS, act, f"听我说，{words}，大家看行不行")

    async def ask(self) -> None:
        """Let the mediator ask a source whether its words may be passed on; nobody says yes."""
        who = self.chance.choice(sorted(SECRETS))
        if told := sorted(self.told.intersection(SECRETS[who])):
            await self.on(LEADS, f"relay_{'a' if who == '居民' else 'b'}", told[0])

    async def pass_time(self, at: str) -> None:
        """Let every job look at a moment, and the post go out."""
        house = self.stage.house
        house.clock.move_to(moment(at))
        for job in JOBS:
            await house.engine.strike(job, f"{job.name} {at}", house.clock.now())
        await house.deliver()


@asynccontextmanager
async def talks(folder: Path, seed: int) -> AsyncIterator[Table]:
    """Lead a mediation up to its talks, and let both sides and the mediator write by chance."""
    clock = MovableClock(OPENING)
    async with in_browsers(folder, clock) as stage:
        play = Play(stage, clock)
        for line in read_script(LED):
            await play.play(line)
        table = Table(stage, random.Random(seed))
        await table.tell()
        for step in table.chance.choices((table.tell, table.slip, table.ask), (3, 6, 2), k=12):
            await step()
        yield table


async def page_of(browser: Browser, path: str) -> str:
    """Return a page or every part of a file, with its name and all headers."""
    response = await browser.session.get(browser.base.join(URL(path)))
    body = await response.read()
    return readable(f"{response.headers}\n{_unpacked(body)}")


def _unpacked(body: bytes) -> str:
    if not is_zipfile(BytesIO(body)):
        return body.decode("utf-8", "replace")
    with ZipFile(BytesIO(body)) as parts:
        return "\n".join(f"{name}\n{_unpacked(parts.read(name))}" for name in parts.namelist())


async def seen_by_staff(table: Table, who: str, *, letters: bool = True) -> str:
    """Return all that one of staff can find: pages, files, notices, letters, export."""
    house = table.stage.house
    browser = await house.staff(who)
    found = [await page_of(browser, path) for path in PAGES if letters or "notices" not in path]
    found.append(await in_export(house, who))
    if letters:
        found.append(await in_letters(house, who))
    return "\n".join(found)


async def seen_by_side(table: Table, who: str) -> str:
    """Return all that a side can find: its chat with all letters, its papers, what is kept."""
    browser = table.stage.browsers[who]
    await browser.say("我的资料", HERE)
    await browser.say("我的调解", HERE)
    await table.on(who, "words")
    await table.stage.house.deliver()
    paths = (f"/c/{HERE}", f"/c/{HERE}/agreement/{NUMBER}", f"/c/{HERE}/agreement/{NUMBER}/docx")
    return "\n".join([await page_of(browser, path) for path in paths])


def signs_in(found: str, *whose: str) -> list[str]:
    return [sign for side in whose for sign in SIGNS[side] if sign in found]


async def check(table: Table, officers: tuple[str, ...]) -> None:
    """Hold that nobody but the mediator finds what a side told alone."""
    for side, other in OTHER.items():
        assert signs_in(await seen_by_side(table, side), other) == [], side
    for who in officers:
        assert signs_in(await seen_by_staff(table, who), *SECRETS) == [], who
    # The mediator was told it in the chat; pages, files and exports hold it for nobody.
    assert signs_in(await seen_by_staff(table, MEDIATOR, letters=False), *SECRETS) == []


@pytest.mark.parametrize("seed", range(3))
async def test_no_outlet_holds_what_was_told_alone(
    seed: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with talks(tmp_path, seed) as table:
        await table.pass_time("2026-11-24 10:00")
        await table.pass_time("2026-11-30 09:00")
        await check(table, STAFF)
        told = await in_letters(table.stage.house, MEDIATOR)
        assert all(words in told for words in table.told)
        assert table.told
    assert signs_in(caplog.text, *SECRETS) == []


async def test_what_was_said_in_a_failed_one_goes_nowhere_with_the_case(tmp_path: Path) -> None:
    """P17: whoever works on the matter later reads no word and no offer of the talks."""
    async with talks(tmp_path, 7) as table:
        await table.on(LEADS, "issue/money", "吊顶赔多少")
        await table.on(LEADS, "shuttle")
        await table.on(LEADS, "number/1/respondent", "1888元")
        assert "1888" in await seen_by_side(table, "楼上"), "no offer was made"
        await table.on(LEADS, "fail")
        await table.pass_time("2026-11-24 10:00")
        house = table.stage.house
        [case] = await house.database.read(lambda conn: open_cases(conn, HERE))
        await act_on(house, SECRETARY, case, "hand_on", argument=f"p:{OFFICER}")
        await table.pass_time("2026-11-30 09:00")
        await check(table, (*STAFF, OFFICER))
        assert NUMBER in await seen_by_staff(table, OFFICER)
        for who in (*STAFF, OFFICER):
            assert "1888" not in await seen_by_staff(table, who), who

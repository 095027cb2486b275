"""Every way in and every outlet, held against the one table: nothing is found beside it."""

import re
from collections.abc import Iterator
from itertools import groupby, product
from pathlib import Path

import pytest
from aiohttp import web

from bot.commands.exporting import rows_for
from domain.calendar import shanghai_day
from domain.cases import Case, CaseChanged
from domain.people import Address, Person
from domain.presses import Press
from domain.privacy import Tier, tier_of, view_case
from domain.reading import Reading
from domain.refusals import Refused
from domain.rights import PAGES, Ground, check_step, may_enter
from domain.states import Act
from domain.turns import Desk, Turn
from handlers.table import PRESSES, answer
from storage.database import Connection
from storage.desks import Heard, lay_desks
from storage.pages import Reader, Wish, case_list
from storage.rounds import open_cases
from tests.handlers.tabletop import MONDAY, demo_rules
from tests.web.house import HERE, House, open_house
from web.app import build_app
from web.staff import name_of

DAY = shanghai_day(MONDAY)
STORIES = (
    "天成花园3幢2单元楼道灯不亮",
    "天成花园1幢电梯停了",
    "别让物业知道是我，天成花园3幢公共收益不公布",
    "洞桥新村2幢垃圾没人收",
    "社区门口井盖丢了",
    "楼上半夜装修太吵",
    "马路上违章停车堵了消防通道",
    "食堂饭菜不卫生",
)
_NUMBER = re.compile(r'class="number"[^>]*>(DQ\d+)<')
ARGUMENTS = ("", "q:grid", "q:community", "A6", "5", "2026-12-01", "DQ000002")


def _duty(person: Person) -> tuple[str, str]:
    return person.community_id, person.posts[0].role.value


def cast(*cases: Case) -> Iterator[Person]:
    """Yield two people of each role and community, first those who see any of the cases."""

    def order(person: Person) -> tuple[str, str, bool]:
        return *_duty(person), not any(view_case(each, person, demo_rules(), DAY) for each in cases)

    staff = sorted(demo_rules().directory.staff, key=order)
    for _, people in groupby(staff, key=_duty):
        yield from list(people)[:2]


async def told(house: House) -> tuple[Case, ...]:
    for story in STORIES:
        await house.browser().say(story)
    cases = await house.database.read(lambda conn: open_cases(conn, HERE))
    assert len(cases) >= len(STORIES) - 1
    return cases


def test_every_page_stands_in_the_table_and_the_table_names_no_other(house: House) -> None:
    found = {name_of(route) for route in build_app(house.parts).router.routes()}
    assert found == {name for name, ground in PAGES.items() if ground is not Ground.DOOR}


async def test_a_page_that_is_missing_stops_the_start(house: House) -> None:
    async def lost(_request: web.Request) -> web.Response:
        return web.Response()

    app = build_app(house.parts)
    app.router.add_get("/console/everything", lost)
    runner = web.AppRunner(app)
    with pytest.raises(LookupError, match="GET /console/everything"):
        await runner.setup()
    await runner.cleanup()


async def test_each_page_lets_in_whom_the_table_lets_in(house: House) -> None:
    pages = {
        name.removeprefix("GET "): ground
        for name, ground in PAGES.items()
        if name.startswith("GET /console") and "{" not in name and "stream" not in name
    }
    assert set(pages.values()) == set(Ground) - {
        Ground.OWN,
        Ground.READER,
        Ground.DOOR,
        Ground.ADMIN,
    }
    for person in (each for each in cast() if each.is_staff(DAY)):
        browser = await house.staff(person.person_id)
        for path, ground in pages.items():
            await browser.get(path)
            expected = 401 if path.endswith("sign-in") else 200
            refused = 403
            assert browser.status == (expected if may_enter(person, ground, DAY) else refused)


async def test_every_outlet_shows_the_same_cases_to_the_same_eyes(house: House) -> None:
    cases = await told(house)
    tiers = set()
    for person in (each for each in cast(*cases) if each.is_staff(DAY)):
        seen = {case.number for case in cases if view_case(case, person, house.rules, DAY)}
        tiers |= {tier_of(case, person, house.rules, DAY) for case in cases}
        assert await in_console(house, person, cases) == seen, person
        assert await in_chat(house, person, cases) == seen, person
        assert await in_export(house, person) == seen, person
        found = {case.number for case in cases if reads(case, person)}
        assert await by_words(house, person, cases) == found, person
    assert tiers >= {Tier.STAFF, Tier.DEPARTMENT, Tier.CAPTAIN, Tier.OUTSIDE, Tier.NONE}


def reads(case: Case, person: Person) -> bool:
    view = view_case(case, person, demo_rules(), DAY)
    return bool(view and not view.is_summary and case.text in view.words)


async def in_console(house: House, person: Person, cases: tuple[Case, ...]) -> set[str]:
    browser = await house.staff(person.person_id)
    listed = set(_NUMBER.findall(await browser.get("/console?list=all")))
    opened = set()
    for case in cases:
        await browser.get(f"/console/c/{HERE}/{case.number}")
        assert browser.status in (200, 404)
        opened |= {case.number} if browser.status == 200 else set()
        await browser.get(f"/console?list=all&q={case.number}")
        assert (case.number in _NUMBER.findall(browser.page)) is (case.number in listed)
    assert listed == opened
    return opened


async def desk_of(house: House, person: Person, numbers: tuple[str, ...]) -> Desk:
    here, words = Address("console", person.person_id), " ".join(numbers)
    turn = Turn("look", HERE, here, MONDAY, text=words, person_id=person.person_id)
    heard = [Heard(turn, Reading(text=turn.text, case_numbers=numbers))]
    [desk] = await house.database.write(lambda conn: lay_desks(conn, heard, house.rules, MONDAY))
    assert isinstance(desk, Desk)
    return desk


async def in_chat(house: House, person: Person, cases: tuple[Case, ...]) -> set[str]:
    desks = [await desk_of(house, person, (case.number,)) for case in cases]
    return {case.number for desk in desks for case in desk.cases}


async def in_export(house: House, person: Person) -> set[str]:
    def work(conn: Connection) -> set[str]:
        return {str(row["number"]) for row in rows_for(conn, person, house.rules, MONDAY)}

    return await house.database.read(work)


async def by_words(house: House, person: Person, cases: tuple[Case, ...]) -> set[str]:
    reader = Reader(person, house.rules, DAY, MONDAY)
    wishes = [Wish("all", case.text, in_texts=True) for case in cases]

    def work(conn: Connection) -> set[str]:
        listed = (case_list(conn, reader, wish, 50, 0) for wish in wishes)
        return {case.number for found in listed for case in found.cases}

    return await house.database.read(work)


async def test_no_button_does_more_than_the_table_lets_its_presser_do(house: House) -> None:
    cases = await told(house)
    done: set[Act] = set()
    for person, case in product(cast(*cases), cases):
        desk = await desk_of(house, person, (case.number,))
        for name, argument in product(PRESSES, ARGUMENTS):
            done |= pressed(desk, Press(name, case.number, case.version, argument))
    # The rest cannot be met in a case that was only just told, or wants a second one.
    assert done >= {Act.ACCEPT, Act.NOTE, Act.REPLY, Act.ASK, Act.HAND_ON, Act.RESOLVE, Act.REFER}


def pressed(desk: Desk, press: Press) -> set[Act]:
    address = Address("console", desk.person.person_id)
    words = Turn("press", HERE, address, MONDAY, text="已经看过", press=str(press))
    try:
        step = answer(desk, words, Reading(text="已经看过"))
    except Refused:
        return set()
    check_step(desk, step)
    return {each.event.act for each in step.changes if isinstance(each, CaseChanged)}


@pytest.fixture
async def house(tmp_path: Path) -> object:
    """Open a station of pages."""
    async with open_house(tmp_path) as opened:
        yield opened

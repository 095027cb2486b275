"""Who told stays unknown to whom it is about, and to the body that works on it: in every outlet."""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from bot.commands.exporting import rows_for
from bot.main import yizhan
from domain.cases import Case
from domain.people import Person
from domain.turns import Text
from jobs.table import JOBS
from storage.database import Connection
from storage.letters import letter_of
from storage.rounds import open_cases
from storage.tables import LETTERS, PEOPLE
from tests.domain.builders import moment
from tests.handlers.tabletop import catalog
from tests.web.house import HERE, Browser, House, open_house
from tests.web.test_acting import version_of
from web.cookies import fresh_id

Outlet = Callable[[House, str], Awaitable[str]]

PROPERTY, OFFICER = "gao-manager-luting", "yu-officer-housing"
SECRETARY, DISPATCHER = "wang-secretary-dq1", "chen-dispatcher-dq"
# What leads to who told: a telephone, a room, a name; the id of the person comes beside them.
TRACES = ("13812345678", "502室", "'502'", '"502"', "欧阳锋")
WHO = "我是3幢2单元502室的欧阳锋，电话13812345678"
# The one is about the property company; on the other, a neighbour's noise, it works.
ABOUT = f"别让物业知道是我，他们公共收益不公布。{WHO}"
WORKS_ON = f"天成花园3幢2单元502室楼上天天跳绳太吵了。{WHO}"
# His own grid, so that his post alone would show it to him.
ON_SECRETARY = f"天成花园3幢2单元楼道堆物说了三次，王书记不管事。{WHO}"


async def told(house: House) -> tuple[Browser, tuple[Case, ...], str]:
    """Let one resident tell both, and the station go on for a week."""
    wang = house.browser()
    await wang.say(ABOUT)
    await wang.say("天成花园3幢2单元502室")
    await wang.say(WORKS_ON)
    cases = await house.database.read(lambda conn: open_cases(conn, HERE))
    noise = next(case for case in cases if not case.about)
    house.clock.move_to(moment("2026-11-23 14:00"))
    await act_on(house, PROPERTY, noise, "dissuade", argument="visit")
    await wang.say(f"{noise.number} 又来了，{WHO}")
    await a_week_passes(house)
    [person_id] = await house.database.read(_reporters)
    return wang, cases, person_id


async def a_week_passes(house: House) -> None:
    """Let every job strike on three days, the list of the week among them."""
    for at in ("2026-11-25 09:00", "2026-11-27 09:00", "2026-11-30 09:00"):
        house.clock.move_to(moment(at))
        for job in JOBS:
            await house.engine.strike(job, f"{job.name} {at}", house.clock.now())
    await house.deliver()


def _reporters(conn: Connection) -> list[str]:
    rows = conn.execute(PEOPLE.select()).all()
    return [row.person_id for row in rows if not row.staff]


async def act_on(house: House, who: str, case: Case, name: str, **more: object) -> None:
    browser = await house.staff(who)
    page = f"/console/c/{HERE}/{case.number}"
    version = version_of(await browser.get(page))
    said = {"act": name, "version": version, "key": fresh_id(), "note": "已当面劝说"}
    await browser.post(f"{page}/act", **said, **more)


async def in_letters(house: House, who: str) -> str:
    """Return all that was ever written to the person, said and unsaid."""

    def work(conn: Connection) -> str:
        rows = conn.execute(LETTERS.select().where(LETTERS.c.person_id == who)).all()
        letters = [(row.rendered, letter_of(row)) for row in rows]
        said = (catalog().render(Text(each.key, each.values)) for _, each in letters)
        return "\n".join((*said, *(words for words, _ in letters), *map(repr, rows)))

    return await house.database.read(work)


async def in_pages(house: House, who: str) -> str:
    """Return every page that the person may open, the pages of both cases and a search."""
    browser = await house.staff(who)
    paths = ["", "?list=all", "?list=all&q=DQ000001", "/notices", "/appraisal", "/views"]
    for number in ("DQ000001", "DQ000002"):
        paths += [f"/c/{HERE}/{number}", f"/c/{HERE}/{number}/dissuasions"]
    pages = [await browser.get(f"/console{path}") for path in paths]
    # What was searched for stands in the field again.
    return "\n".join(pages).replace('value="DQ000001"', "")


async def in_files(house: House, who: str) -> str:
    """Return what lies in the documents that the person may load, and their names."""
    browser = await house.staff(who)
    paths = ["/appraisal.xlsx", "/appraisal.docx"]
    paths += [f"/c/{HERE}/{number}/dissuasions.docx" for number in ("DQ000001", "DQ000002")]
    found = []
    for path in paths:
        answer = await browser.session.get(browser.base.with_path(f"/console{path}"))
        found += [str(answer.headers), *(_parts(await answer.read()) if answer.ok else ())]
    return "\n".join(found)


def _parts(document: bytes) -> list[str]:
    with ZipFile(BytesIO(document)) as parts:
        return [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]


async def in_export(house: House, who: str) -> str:
    """Return what the person's export holds."""
    person = house.rules.directory.person(who)
    assert isinstance(person, Person)

    def work(conn: Connection) -> str:
        rows = rows_for(conn, person, house.rules, house.clock.now())
        return json.dumps(list(rows), ensure_ascii=False, default=str)

    return await house.database.read(work)


OUTLETS: Mapping[str, Outlet] = {
    "letters": in_letters,
    "pages": in_pages,
    "files": in_files,
    "export": in_export,
}


async def test_whom_it_is_about_finds_no_trace_of_who_told(house: House) -> None:
    _, cases, person_id = await told(house)
    about = next(case for case in cases if case.about)
    for outlet, find in OUTLETS.items():
        found = await find(house, PROPERTY)
        assert "DQ000002" in found, outlet
        for trace in (*TRACES, person_id, "不公布", about.number):
            assert trace not in found, (outlet, trace)


async def test_a_secretary_finds_nothing_of_what_is_about_himself(house: House) -> None:
    wang = house.browser()
    await wang.say(ON_SECRETARY)
    await wang.say("天成花园2幢1单元路灯不亮")
    on_him, lamp = await house.database.read(lambda conn: open_cases(conn, HERE))
    assert on_him.about == (SECRETARY,)
    assert on_him.grid == lamp.grid
    await a_week_passes(house)
    for outlet, find in OUTLETS.items():
        told_him, told_others = await find(house, SECRETARY), await find(house, DISPATCHER)
        if outlet != "files":
            assert lamp.number in told_him, outlet
            assert on_him.number in told_others, outlet
        for trace in (*TRACES, "不管事", on_him.number):
            assert trace not in told_him, (outlet, trace)


@pytest.mark.parametrize(
    ("doer", "does"),
    [
        ("xie-captain-dq1-w003", "楼道里的狗都是楼道长家的，到处拉屎"),
        ("li-worker-dq1", "门厅里的电瓶车就是网格员的，狗屎也没人扫"),
        (PROPERTY, "物业经理把车停在消防通道上，车上还有狗屎"),
        ("zheng-chair-tiancheng", "业委会主任家在楼顶搭了阳光房，养狗到处拉屎"),
    ],
)
async def test_who_does_it_himself_finds_nothing_of_it(house: House, doer: str, does: str) -> None:
    await house.browser().say(f"天成花园3幢2单元{does}。{WHO}")
    [on_him] = await house.database.read(lambda conn: open_cases(conn, HERE))
    person = house.rules.directory.person(doer)
    assert person
    assert person.is_among(on_him.about, house.clock.now().date())
    await a_week_passes(house)
    for outlet, find in OUTLETS.items():
        told_him = await find(house, doer)
        for trace in (*TRACES, "屎", on_him.number):
            assert trace not in told_him, (outlet, trace)
    assert on_him.number in await in_pages(house, DISPATCHER)


async def test_a_department_finds_neither_number_nor_home(house: House) -> None:
    """It reads the words, numbers and homes masked; a name in them is the writer's own."""
    _, cases, person_id = await told(house)
    about = next(case for case in cases if case.about)
    for outlet, find in OUTLETS.items():
        found = await find(house, OFFICER)
        assert about.number in found or outlet in ("files", "pages"), outlet
        for trace in ("13812345678", "502室", person_id):
            assert trace not in found, (outlet, trace)


async def test_the_log_says_nothing_of_what_was_told(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    _, _, person_id = await told(house)
    for trace in (*TRACES, person_id, "跳绳", "公共收益"):
        assert trace not in caplog.text, trace


def test_a_poster_names_no_resident(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIZHAN_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("YIZHAN_TELEGRAM_NAME", "yizhan_bot")
    told_by = tmp_path / "messages.csv"
    told_by.write_text(f"text\n{WORKS_ON}\n", encoding="utf-8")
    run = CliRunner().invoke
    assert run(yizhan, ["replay", str(told_by)]).exit_code == 0
    assert run(yizhan, ["posters", str(tmp_path / "posters")]).exit_code == 0
    page = (tmp_path / "posters" / f"{HERE}.html").read_text(encoding="utf-8")
    assert not any(trace in page for trace in (TRACES[0], TRACES[-1]))


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Open a station of pages."""
    async with open_house(tmp_path) as opened:
        yield opened

import re
from io import BytesIO

import docx
import pytest

from domain.states import Part
from storage.database import Connection
from storage.tables import CASE_PARTIES, CASES
from storage.views import views_of
from tests.web.house import HERE, Browser, House
from tests.web.test_appraisals import act

NOISE = "天成花园3幢2单元502室楼上天天跳绳太吵了，电话13812345678"
STAFF = f"/console/c/{HERE}/DQ000001/dissuasions"
OWN = f"/c/{HERE}/dissuasions/DQ000001"
TRACES = ("2单元", "502", "13812345678", "跳绳")


async def dissuaded(house: House) -> Browser:
    wang = house.browser()
    await wang.say(NOISE)
    gao = await house.staff("gao-manager-luting")
    await act(gao, "dissuade", "已劝，答应换时间", argument="visit", where="保安一名")
    chen = await house.staff()
    await act(chen, "dissuade", "双方谈好", argument="mediation")
    return wang


async def bytes_of(browser: Browser, path: str) -> bytes:
    response = await browser.session.get(browser.base.with_path(path))
    assert response.status == 200
    return await response.read()


async def test_the_case_page_lists_each_and_leads_to_the_record(house: House) -> None:
    await dissuaded(house)
    gao = await house.staff("gao-manager-luting")
    page = await gao.get(f"/console/c/{HERE}/DQ000001")
    assert "上门劝阻；人员：高**（物业负责人）、保安一名；结果：已劝，答应换时间" in page
    assert f'href="{STAFF}"' in page


@pytest.mark.parametrize("person_id", ["gao-manager-luting", "chen-dispatcher-dq"])
async def test_staff_read_a_record_with_a_code_that_leads_back_to_them(
    house: House, person_id: str
) -> None:
    await dissuaded(house)
    browser = await house.staff(person_id)
    page = await browser.get(STAFF)
    for words in ("2026-11-23 10:00", "上门劝阻", "高**（物业负责人）、保安一名", "双方谈好"):
        assert words in page
    for trace in TRACES:
        assert trace not in page
    [code] = re.findall(r"查看码 ([0-9A-F]{8})", page)
    views = await house.database.read(lambda conn: views_of(conn, HERE, "DQ000001"))
    assert (person_id, code) in [(view.person_id, view.code) for view in views]
    read = docx.Document(BytesIO(await bytes_of(browser, f"{STAFF}.docx")))
    words = "\n".join(line.text for line in read.paragraphs)
    assert "共劝阻 1 次、现场调解 1 次" in words
    assert len(read.tables[0].rows) == 3
    assert "查看码" in read.sections[0].footer.paragraphs[0].text
    assert not any(trace in words for trace in TRACES)


async def test_whose_matter_it_is_reads_his_own_and_nobody_else(house: House) -> None:
    wang = await dissuaded(house)
    page = await wang.get(OWN)
    assert wang.status == 200
    assert "双方谈好" in page
    assert "查看码" not in page
    assert not any(trace in page for trace in TRACES)
    read = docx.Document(BytesIO(await bytes_of(wang, f"{OWN}/docx")))
    assert read.paragraphs[0].text == "劝阻调解情况记录"
    stranger = house.browser()
    for path in (OWN, f"{OWN}/docx", STAFF.replace("/console", "")):
        await stranger.get(path)
        assert stranger.status == 404
    neighbour = house.browser()
    await neighbour.say("天成花园5幢楼道灯不亮")
    await neighbour.get(OWN)
    assert neighbour.status == 404


async def test_who_only_follows_what_is_about_him_reads_no_record(house: House) -> None:
    wang = await dissuaded(house)

    def accuse(conn: Connection) -> None:
        [person_id] = conn.scalars(
            CASE_PARTIES.select().with_only_columns(CASE_PARTIES.c.person_id)
        )
        conn.execute(CASES.update().values(about=f"|{person_id}|"))

    await house.database.write(accuse)
    await wang.get(OWN)
    assert wang.status == 200
    follows = CASE_PARTIES.update().values(part=Part.FOLLOWER)
    await house.database.write(lambda conn: conn.execute(follows))
    await wang.get(OWN)
    assert wang.status == 404


async def test_without_a_dissuasion_there_is_no_record(house: House) -> None:
    wang = house.browser()
    await wang.say(NOISE)
    chen = await house.staff()
    for browser, path in ((wang, OWN), (chen, STAFF)):
        await browser.get(path)
        assert browser.status == 404


async def test_staff_elsewhere_read_nothing_and_leave_no_look(house: House) -> None:
    await dissuaded(house)
    before = await house.database.read(lambda conn: views_of(conn, HERE, "DQ000001"))
    other = await house.staff("wu-dispatcher-sx")
    await other.get(STAFF)
    assert other.status == 404
    assert await house.database.read(lambda conn: views_of(conn, HERE, "DQ000001")) == before

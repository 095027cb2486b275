"""P1 and P15 on pages and files: who sees how much of a mediation in the console."""

import json
import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from storage.views import views_of
from tests.mediation_house import kept
from tests.mediation_table import (
    MEDIATOR,
    NUMBER,
    OTHER_MEDIATOR,
    REPAIRS,
    SECRETARY,
    Mediated,
    given,
    in_force,
    led,
    talking,
)
from tests.web.house import DISPATCHER, HERE, Browser, House

BASE = f"/console/c/{HERE}/{NUMBER}"
PAGE, PAPER, DOSSIER = f"{BASE}/mediation", f"{BASE}/agreement", f"{BASE}/dossier.zip"
OWN = f"/c/{HERE}/agreement/{NUMBER}"
WORDS = ("王秀英", "李明", "2600", "泡坏", "换好水管")


async def bytes_of(browser: Browser, path: str) -> bytes:
    response = await browser.session.get(browser.base.with_path(path))
    assert response.status == 200
    return await response.read()


def revisited() -> Mediated:
    world = in_force(REPAIRS)
    world.say("wang", press=f"mediation:{NUMBER}:-1:received/1")
    world.strike()
    world.wait(days=7)
    world.say("wang", press=f"mediation:{NUMBER}:-1:back/7-yny")
    return world


async def test_the_mediator_finds_it_and_reads_the_whole(house: House) -> None:
    await kept(house, in_force())
    ye = await house.staff(MEDIATOR)
    assert f'href="{PAGE}"' in await ye.get("/console/mediations")
    page = await ye.get(PAGE)
    for words in (
        "履行协议",
        "换好水管接头",
        "调解笔录：缺",
        "12-23",
        "盖章生效",
    ):
        assert words in page
    assert "2600元" in await ye.get(PAPER)
    views = await house.database.read(lambda conn: views_of(conn, HERE, NUMBER))
    assert {each.person_id for each in views} == {MEDIATOR}
    [code] = re.findall(r"查看码 ([0-9A-F]{8})", ye.page)
    assert code in {each.code for each in views}


async def test_the_secretary_sees_the_promises_and_no_files(house: House) -> None:
    await kept(house, in_force())
    wang = await house.staff(SECRETARY)
    page = await wang.get(PAGE)
    assert "换好水管接头" in page
    assert "王秀英" not in page
    for path in (PAPER, f"{PAPER}.docx", DOSSIER):
        await wang.get(path)
        assert wang.status == 404
    assert f'href="{PAGE}"' in await wang.get(BASE)


@pytest.mark.parametrize("who", [DISPATCHER, "shen-street", "qian-admin", "wang-head-dq1"])
async def test_who_only_watches_sees_where_it_stands_and_no_word(house: House, who: str) -> None:
    await kept(house, revisited())
    browser = await house.staff(who)
    page = await browser.get(PAGE)
    assert browser.status == 200
    assert "您只看进展、日期和结果" in page
    assert not any(words in page for words in WORDS)
    for path in (PAPER, f"{PAPER}.docx", DOSSIER):
        await browser.get(path)
        assert browser.status == 404


@pytest.mark.parametrize("who", ["feng-mediator-sx", "gao-manager-luting", "yu-officer-housing"])
async def test_who_has_nothing_to_do_with_it_finds_no_page(house: House, who: str) -> None:
    await kept(house, in_force())
    browser = await house.staff(who)
    for path in (PAGE, PAPER, DOSSIER):
        await browser.get(path)
        assert browser.status == 404
    assert "现在没有您参与的调解" in await browser.get("/console/mediations")


async def test_a_case_that_was_never_mediated_has_no_page(house: House) -> None:
    await house.browser().say("天成花园3幢2单元楼道灯不亮")
    chen = await house.staff()
    await chen.get(PAGE)
    assert chen.status == 404
    assert PAGE not in await chen.get(BASE)


async def test_before_final_words_there_is_no_paper(house: House) -> None:
    await kept(house, led())
    ye = await house.staff(MEDIATOR)
    await ye.get(PAPER)
    assert ye.status == 404
    packed = ZipFile(BytesIO(await bytes_of(ye, DOSSIER)))
    assert packed.namelist() == ["dossier.docx", "course.json"]


async def test_the_archive_holds_every_piece_and_its_names_say_nothing(house: House) -> None:
    await kept(house, revisited())
    ye = await house.staff(OTHER_MEDIATOR)
    packed = ZipFile(BytesIO(await bytes_of(ye, DOSSIER)))
    assert packed.namelist() == ["dossier.docx", "agreement-1.docx", "course.json"]
    paper = docx.Document(BytesIO(packed.read("dossier.docx")))
    words = "\n".join(
        cell.text for table in paper.tables for row in table.rows for cell in row.cells
    )
    for part in ("双方同意调解", "本人在自己的账号上同意", "本人在自己的账号上签字", "核对盖章"):
        assert part in words
    course = json.loads(packed.read("course.json"))
    assert course[1]["previous"] == course[0]["hash"]
    agreement = docx.Document(BytesIO(packed.read("agreement-1.docx")))
    assert agreement.paragraphs[0].text == "人民调解协议书"
    assert "换好水管接头" in "\n".join(line.text for line in agreement.paragraphs)


async def test_a_side_opens_its_own_agreement_and_nobody_elses(house: House) -> None:
    wang = await kept(house, given())
    page = await wang.get(OWN)
    assert wang.status == 200
    assert "2600元" in page
    assert "查看码" not in page
    read = docx.Document(BytesIO(await bytes_of(wang, f"{OWN}/docx")))
    assert read.paragraphs[0].text == "人民调解协议书"
    neighbour = house.browser()
    await neighbour.say("天成花园5幢楼道灯不亮")
    for browser in (house.browser(), neighbour):
        for path in (OWN, f"{OWN}/docx"):
            await browser.get(path)
            assert browser.status == 404


async def test_an_unfinished_one_is_shown_to_no_side(house: House) -> None:
    wang = await kept(house, led())
    await wang.get(OWN)
    assert wang.status == 404


async def test_minutes_that_both_approved_lie_in_the_file(house: House) -> None:
    world = talking()
    world.on("wang", "say", "我最少要两千")
    world.on(MEDIATOR, "minutes", "双方到场，核对了接头漏水")
    world.both()
    world.on(MEDIATOR, "minutes", "第二次谈，还没有确认")
    await kept(house, world)
    ye = await house.staff(MEDIATOR)
    assert "调解笔录：已有" in await ye.get(PAGE)
    packed = ZipFile(BytesIO(await bytes_of(ye, DOSSIER)))
    written = docx.Document(BytesIO(packed.read("dossier.docx")))
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    assert "双方到场，核对了接头漏水" in cells
    assert not any(word in each for each in cells for word in ("还没有确认", "我最少要"))


async def test_whoever_is_in_it_finds_from_its_page_what_to_do_now(house: House) -> None:
    await kept(house, talking())
    ye = await house.staff(MEDIATOR)
    page = await ye.get(PAGE)
    form = page[page.index("我能做什么") :]
    assert 'name="text" value="我的调解"' in form
    assert "看现在能做的事" in form

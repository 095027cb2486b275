import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook

from tests.web.house import HERE, Browser, House
from tests.web.test_acting import version_of
from web.cookies import fresh_id

CASE = f"/console/c/{HERE}/DQ000001"
PAGE = "/console/appraisal"


async def act(staff: Browser, name: str, note: str, **more: object) -> None:
    version = version_of(await staff.get(CASE))
    await staff.post(f"{CASE}/act", act=name, version=version, key=fresh_id(), note=note, **more)


async def closed(house: House) -> Browser:
    """Let one case be told, signed for, solved, confirmed and rated; return its resident."""
    wang = house.browser()
    await wang.say("天成花园3幢2单元502室的邻居太吵，电话13812345678")
    chen = await house.staff()
    await act(chen, "accept", "马上来")
    await act(chen, "resolve", "已劝好")
    await wang.say("解决了")
    await wang.say("5星")
    return wang


async def test_the_page_tells_the_month_in_counts_while_there_are_few(house: House) -> None:
    await closed(house)
    chen = await house.staff()
    page = await chen.get(PAGE)
    assert chen.status == 200
    assert re.search(r"\d{4}-\d\d：登记 1 件，办结 1 件", page)
    assert "<td>1/1</td>" in page
    assert "1件评星，四星以上1件" in page
    assert "可评的还不够" in page
    assert 'aria-current="page"' in page
    assert "洞桥第1网格" in page


@pytest.mark.parametrize("by", ["community", "grid", "unit", "leaf", "nonsense"])
async def test_it_is_grouped_as_asked_and_names_nobody(house: House, by: str) -> None:
    await closed(house)
    chen = await house.staff()
    page = await chen.get(f"{PAGE}?by={by}&month=2026-11")
    assert chen.status == 200
    for trace in ("502", "13812345678", "邻居太吵", "DQ000001"):
        assert trace not in page


def returns_of(lines: Iterable[Sequence[object]]) -> dict[str, int]:
    """Return how many returns each line of a table counts."""
    head, *rows = (tuple(line) for line in lines)
    return {str(row[0]): int(str(row[head.index("退单")])) for row in rows}


async def test_a_return_stands_beside_the_unit_that_returned(house: House) -> None:
    await house.browser().say("天成花园3幢2单元楼道灯不亮")
    gao = await house.staff("gao-manager-luting")
    await act(gao, "return", "灯在路上", argument="not_ours")
    wang = await house.staff("wang-secretary-dq1")
    await act(wang, "hand_on", "路灯归城管", argument="q:urban_management")
    chen = await house.staff()
    rows = re.findall(r"<tr>(.*?)</tr>", await chen.get(f"{PAGE}?by=unit"), re.DOTALL)
    page = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    expected = {"绿汀物业服务有限公司": 1, "综合行政执法局": 0, "合计": 1}
    assert returns_of(page) == expected
    sheet = await chen.session.get(chen.base.with_path(f"{PAGE}.xlsx"))
    book = load_workbook(BytesIO(await sheet.read()))
    assert returns_of(book["承办单位"].values) == expected


async def test_another_month_is_empty_and_nonsense_is_this_one(house: House) -> None:
    await closed(house)
    chen = await house.staff()
    assert "这个月没有诉求" in await chen.get(f"{PAGE}?month=2026-10")
    assert "登记 1 件" in await chen.get(f"{PAGE}?month=2026-13")


@pytest.mark.parametrize(
    ("person_id", "status", "count"),
    [
        ("wang-secretary-dq1", 200, 1),
        ("zhang-secretary-dq2", 200, 0),
        ("wu-dispatcher-sx", 200, 0),
        ("shen-street", 200, 1),
        ("gao-manager-luting", 403, 0),
        ("li-worker-dq1", 403, 0),
        ("yu-officer-housing", 403, 0),
    ],
)
async def test_everybody_reads_his_own_reach_and_bodies_nothing(
    house: House, person_id: str, status: int, count: int
) -> None:
    await closed(house)
    browser = await house.staff(person_id)
    page = await browser.get(PAGE)
    assert browser.status == status
    assert (f"登记 {count} 件" in page) is (status == 200)
    for kind in ("xlsx", "docx"):
        await browser.get(f"{PAGE}.{kind}")
        assert browser.status == status


async def test_with_enough_rateable_cases_there_are_charts_and_ranks(house: House) -> None:
    await closed(house)
    weights = replace(house.rules.categories.appraisal, fewest=1)
    categories = replace(house.rules.categories, appraisal=weights)
    house.shelf.rules = replace(house.rules, categories=categories)
    chen = await house.staff()
    page = await chen.get(PAGE)
    assert page.count('<svg class="chart"') == 3
    assert "100.0%（1/1）" in page


async def test_the_spreadsheet_holds_every_way_of_grouping(house: House) -> None:
    await closed(house)
    chen = await house.staff()
    response = await chen.session.get(chen.base.with_path(f"{PAGE}.xlsx"))
    book = load_workbook(BytesIO(await response.read()))
    assert book.sheetnames == ["社区", "网格", "承办单位", "类别"]
    assert [cell.value for cell in book["网格"]["A"]] == ["名称", "洞桥第1网格", "合计"]
    assert book["网格"]["D2"].value == 1


async def test_the_report_explains_its_figures(house: House) -> None:
    await closed(house)
    chen = await house.staff()
    await act(chen, "note", "x")
    response = await chen.session.get(chen.base.with_path(f"{PAGE}.docx"))
    report = docx.Document(BytesIO(await response.read()))
    words = "\n".join(line.text for line in report.paragraphs)
    assert "2026-11 网格驿站诉求办理考评月报" in words
    assert "10:45:45" in words
    assert len(report.tables) == 4


async def test_whistles_stand_in_page_spreadsheet_and_report(house: House) -> None:
    await house.browser().say("天成花园3幢门口路面积水好几天")
    chen = await house.staff()
    await act(chen, "whistle", "都说不归自己", argument="urban_management")
    assert "吹哨报到" in await chen.get(PAGE)
    sheet = await chen.session.get(chen.base.with_path(f"{PAGE}.xlsx"))
    assert "吹哨报到：谁吹的哨" in load_workbook(BytesIO(await sheet.read())).sheetnames
    report = await chen.session.get(chen.base.with_path(f"{PAGE}.docx"))
    assert len(docx.Document(BytesIO(await report.read())).tables) == 6

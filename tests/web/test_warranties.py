import re
from io import BytesIO

import docx
import pytest

from tests.web.house import HERE, Browser, House, readable

PAGE = f"/console/c/{HERE}/DQ000001/warranty"
FILLED = {
    "part": "waterproof",
    "completed": "2022-10-01",
    "delivered": "2026-11-17",
    "builder": "明湖置业有限公司",
    "homes": "23",
}


async def leaking(house: House) -> Browser:
    await house.browser().say("天成花园3幢外墙渗水到屋里，房屋质量问题，开发商保修金，2单元502室")
    return await house.staff()


async def filled(browser: Browser, **more: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in {**FILLED, **more}.items())
    return await browser.get(f"{PAGE}?{query}")


async def test_dates_and_both_papers_come_out_of_what_is_filled_in(house: House) -> None:
    chen = await leaking(house)
    assert f'href="{PAGE}"' in await chen.get(PAGE.removesuffix("/warranty"))
    page = await filled(chen)
    for words in (
        "到2027年10月1日止",
        "2026年11月22日已过",
        "保修通知书",
        "有23户反映",
        "逐月公示",
    ):
        assert words in page
    assert "502" not in readable(page)
    early = await filled(chen, delivered="2026-11-20")
    assert "2026年11月25日前履行保修" in early
    assert "不能申请动用保修金" in await filled(chen, part="fittings")


@pytest.mark.parametrize("paper", ["notice", "application"])
async def test_each_paper_is_a_document(house: House, paper: str) -> None:
    chen = await leaking(house)
    address = chen.base.with_path(f"{PAGE}/{paper}").with_query(FILLED)
    response = await chen.session.get(address)
    assert response.status == 200
    read = docx.Document(BytesIO(await response.read()))
    words = "\n".join(line.text for line in read.paragraphs)
    assert "明湖置业有限公司" in words
    assert "502" not in words


async def test_what_is_not_filled_in_makes_no_paper(house: House) -> None:
    chen = await leaking(house)
    assert "保修通知书" not in await filled(chen, completed="x")
    for path in (f"{PAGE}/notice", f"{PAGE}/other"):
        await chen.get(path)
        assert chen.status == 404


async def test_who_does_not_lead_it_and_other_matters_have_no_page(house: House) -> None:
    await leaking(house)
    gao = await house.staff("gao-manager-luting")
    await gao.get(PAGE)
    assert gao.status == 404
    await house.browser().say("洞桥新村2幢垃圾没人收")
    chen = await house.staff()
    await chen.get(PAGE.replace("DQ000001", "DQ000002"))
    assert chen.status == 404


def field(page: str, name: str) -> str:
    """Return what a hidden field of the last form holds."""
    return str(re.findall(rf'name="{name}" value="([^"]*)"', page)[-1])


async def test_a_claim_is_noted_step_by_step_on_its_page(house: House) -> None:
    chen = await leaking(house)
    page = await filled(chen)
    assert "通知已送达，开始计五天" in page
    names = ("token", "key", "act", "version", "argument", "when", "where", "note")
    form = {name: field(page, name) for name in names}
    act = PAGE.removesuffix("/warranty") + "/act"
    assert "保修金进度已记下" in await chen.post(act, **form)
    page = await chen.get(PAGE)
    for words in ("维修通知已送达：2026年11月17日", "2026年11月22日已过", "明湖置业有限公司"):
        assert words in page
    assert "通知已送达，开始计五天" not in page
    assert "记：已申请动用" in page


async def test_what_is_not_covered_or_was_not_delivered_yet_begins_no_claim(house: House) -> None:
    chen = await leaking(house)
    for more in ({"part": "fittings"}, {"delivered": "2099-01-01"}, {"homes": "x"}):
        assert "开始计五天" not in await filled(chen, **more)
    assert "开始计五天" not in await chen.get(PAGE)

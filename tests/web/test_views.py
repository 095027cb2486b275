import re

import pytest

from tests.web.house import HERE, House

CASE = f"/console/c/{HERE}/DQ000001"
PAGE = "/console/views"


async def looked_at(house: House) -> str:
    """Let the property manager look at a case; return the code on his page."""
    await house.browser().say("天成花园3幢2单元电梯停了")
    gao = await house.staff("gao-manager-luting")
    [code] = set(re.findall(r"本页查看码 ([0-9A-F]{8})", await gao.get(CASE)))
    return str(code)


async def test_a_code_on_a_photo_leads_to_who_looked_and_when(house: House) -> None:
    code = await looked_at(house)
    await (await house.staff("wang-secretary-dq1")).get(CASE)
    chen = await house.staff()
    page = await chen.get(f"{PAGE}?code={code.lower()}")
    assert "高**（物业负责人）" in page
    assert "11-23 10:00" in page
    assert "王**" not in page
    assert page.count("DQ000001") == 1


async def test_without_a_code_the_newest_looks_are_listed(house: House) -> None:
    await looked_at(house)
    chen = await house.staff()
    assert "高**（物业负责人）" in await chen.get(PAGE)
    assert 'aria-current="page"' in chen.page


@pytest.mark.parametrize("code", ["ABCDEF12", "nonsense", "%27--"])
async def test_a_code_of_nobody_finds_nobody(house: House, code: str) -> None:
    await looked_at(house)
    chen = await house.staff()
    assert "没有查到" in await chen.get(f"{PAGE}?code={code}")


async def test_another_community_learns_nothing_of_it(house: House) -> None:
    code = await looked_at(house)
    other = await house.staff("wu-dispatcher-sx")
    assert "没有查到" in await other.get(f"{PAGE}?code={code}")
    assert "没有查到" in await other.get(PAGE)


@pytest.mark.parametrize("person_id", ["gao-manager-luting", "wang-secretary-dq1"])
async def test_only_community_and_street_may_ask(house: House, person_id: str) -> None:
    await looked_at(house)
    browser = await house.staff(person_id)
    await browser.get(PAGE)
    assert browser.status == 403

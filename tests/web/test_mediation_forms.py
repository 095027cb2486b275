from io import BytesIO

import openpyxl
import pytest

from tests.mediation_house import kept
from tests.mediation_table import MEDIATOR, PAYS, in_force
from tests.web.house import DISPATCHER, Browser, House

FORM = "/console/mediations/figures"


async def sheet(browser: Browser, month: str = "2026-11") -> list[list[object]]:
    address = browser.base.with_path(f"{FORM}.xlsx").with_query(month=month)
    response = await browser.session.get(address)
    assert response.status == 200
    book = openpyxl.load_workbook(BytesIO(await response.read()))
    return [[cell.value for cell in row] for row in book.worksheets[0].rows]


async def test_the_form_has_a_line_for_each_of_fifteen_types_and_the_whole(house: House) -> None:
    await kept(house, in_force(PAYS))
    ye = await house.staff(MEDIATOR)
    lines = await sheet(ye)
    assert len(lines) == 17
    heads = lines[0]
    damages = dict(zip(heads, next(line for line in lines if line[0] == "损害赔偿"), strict=True))
    assert (damages["受理"], damages["书面协议"], damages["金额（元）"]) == (1, 1, "2600")
    assert damages["成功率"] == "100%"
    assert "2600" in await ye.get(f"{FORM}?month=2026-11")
    assert f'href="{FORM}"' in await ye.get("/console/mediations")


async def test_another_month_and_a_month_that_is_none(house: House) -> None:
    await kept(house, in_force(PAYS))
    ye = await house.staff(MEDIATOR)
    assert {line[1] for line in (await sheet(ye, "2026-10"))[1:]} == {0}
    page = await ye.get(f"{FORM}?month=2026-13")
    assert "2026-11" in page


@pytest.mark.parametrize("who", [DISPATCHER, "shen-street", "wang-secretary-dq1"])
async def test_a_sum_of_few_agreements_is_shown_to_mediators_only(house: House, who: str) -> None:
    await kept(house, in_force(PAYS))
    browser = await house.staff(who)
    lines = await sheet(browser)
    assert "2600" not in {cell for line in lines for cell in line}
    assert "—" in {line[9] for line in lines}


async def test_who_answers_for_nobody_gets_no_form(house: House) -> None:
    gao = await house.staff("gao-manager-luting")
    await gao.get(FORM)
    assert gao.status == 403
    assert FORM not in await gao.get("/console/mediations")

import re

from storage.views import views_of
from tests.web.house import HERE, House

STORY = "天成花园3幢2单元502室，楼上漏水，我电话13812345678"
CASE = f"/console/c/{HERE}/DQ000001"


async def filed(house: House, story: str = STORY) -> None:
    await house.browser().say(story)


async def test_a_page_shows_words_place_clocks_reasons_and_readers(house: House) -> None:
    await filed(house)
    chen = await house.staff()
    page = await chen.get(CASE)
    for words in ("楼上漏水", "天成花园3幢2单元", "归类依据的词", "首次答复", "谁看得到", "登记"):
        assert words in page
    assert "13812345678" not in page
    assert "138****5678" in page


async def test_every_look_leaves_a_row_with_the_code_of_the_page(house: House) -> None:
    await filed(house)
    chen = await house.staff()
    await chen.get(CASE)
    [code] = set(re.findall(r"本页查看码 ([0-9A-F]{8})", chen.page))
    [view] = await house.database.read(lambda conn: views_of(conn, HERE, "DQ000001"))
    assert (view.person_id, view.code) == ("chen-dispatcher-dq", code)
    assert f'src="/console/watermark/{code}"' in chen.page
    assert f">{code}</text>" in await chen.get(f"/console/watermark/{code}")


async def test_two_viewers_have_two_codes(house: House) -> None:
    await filed(house)
    codes = set()
    for person_id in ("chen-dispatcher-dq", "shen-street"):
        browser = await house.staff(person_id)
        codes |= set(re.findall(r"本页查看码 ([0-9A-F]{8})", await browser.get(CASE)))
    assert len(codes) == 2


async def test_none_and_not_yours_get_the_same_answer(house: House) -> None:
    await filed(house)
    other = await house.staff("wu-dispatcher-sx")
    pages = {await other.get(CASE), await other.get(f"/console/c/{HERE}/DQ999999")}
    assert len(pages) == 1
    assert other.status == 404
    assert await house.database.read(lambda conn: views_of(conn, HERE, "DQ000001")) == ()


async def test_markup_and_tricks_in_words_stay_words(house: House) -> None:
    await filed(house, "<img src=x onerror=alert(1)>天成花园3幢2单元漏水\u202e**粗**")
    chen = await house.staff()
    page = await chen.get(CASE)
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "\u202e" not in page


async def test_a_property_company_reads_a_summary_and_learns_nobodys_home(house: House) -> None:
    await filed(house, "天成花园3幢2单元502室电梯停了，我姓汪")
    gao = await house.staff("gao-manager-luting")
    page = await gao.get(CASE)
    assert gao.status == 200
    assert "情况摘要" in page
    for words in ("502", "2单元", "我姓", "归类依据的词", "只有内部看得到"):
        assert words not in page


async def test_a_reminder_is_acknowledged_only_where_there_was_one(house: House) -> None:
    await filed(house)
    chen = await house.staff()
    assert 'value="acknowledge"' not in await chen.get(CASE)

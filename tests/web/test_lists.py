import re

import pytest

from tests.web.house import Browser, House

STORIES = {
    "DQ000001": "天成花园3幢2单元电梯停了",
    "DQ000002": "天成花园3幢1单元路灯不亮",
    "DQ000003": "洞桥新村2幢垃圾没人收",
}


async def filed(house: House) -> None:
    for story in STORIES.values():
        await house.browser().say(story)


def numbers(browser: Browser) -> set[str]:
    return set(re.findall(r'class="number"[^>]*>(DQ\d+)<', browser.page))


async def test_a_dispatcher_sees_all_that_is_open_in_the_community(house: House) -> None:
    await filed(house)
    chen = await house.staff()
    await chen.get("/console")
    assert numbers(chen) == set(STORIES)
    assert "办理中 <b>3</b>" in chen.page
    assert chen.page.count("签收期限 <time") == len(STORIES)


async def test_the_other_community_sees_none_of_it(house: House) -> None:
    await filed(house)
    wu = await house.staff("wu-dispatcher-sx")
    await wu.get("/console?list=all")
    assert numbers(wu) == set()
    assert "这里没有诉求" in wu.page


async def test_the_street_sees_every_community(house: House) -> None:
    await filed(house)
    shen = await house.staff("shen-street")
    await shen.get("/console")
    assert numbers(shen) == set(STORIES)


async def test_a_property_company_sees_its_own_cases_without_the_words(house: House) -> None:
    await filed(house)
    gao = await house.staff("gao-manager-luting")
    await gao.get("/console?list=open")
    assert "DQ000001" in numbers(gao)
    assert STORIES["DQ000001"] not in gao.page
    assert "2单元" not in gao.page


async def test_lists_are_narrowed_by_number_words_queue_grid_and_state(house: House) -> None:
    await filed(house)
    chen = await house.staff()
    await chen.get("/console?q=dq000002")
    assert numbers(chen) == {"DQ000002"}
    await chen.get("/console?q=垃圾")
    assert numbers(chen) == {"DQ000003"}
    await chen.get("/console?q=%25")
    assert numbers(chen) == set()
    await chen.get("/console?state=closed&list=all")
    assert numbers(chen) == set()
    queues = re.findall(r'<option value="(\w+)">[^<]+ (\d+)</option>', chen.page)
    await chen.get("/console")
    grids = re.findall(r'<option value="(\w+-G\w+)">[^<]+ (\d+)</option>', chen.page)
    assert grids, queues
    code, count = grids[0]
    await chen.get(f"/console?grid={code}")
    assert len(numbers(chen)) == int(count)


async def test_who_may_not_read_the_words_does_not_find_by_them(house: House) -> None:
    await filed(house)
    gao = await house.staff("gao-manager-luting")
    await gao.get("/console?list=open&q=电梯停了")
    assert numbers(gao) == set()


@pytest.mark.parametrize(
    "query", ["list=nothing", "page=-1", "page=x", "page=99999", "state=';--", "q=" + "x" * 500]
)
async def test_a_made_up_wish_is_no_fault(house: House, query: str) -> None:
    chen = await house.staff()
    await chen.get(f"/console?{query}")
    assert chen.status == 200


async def test_a_long_list_has_pages(house: House) -> None:
    wang = house.browser()
    for number in range(32):
        await wang.say(f"天成花园3幢2单元第{number}个路灯不亮")
        await wang.say("另外报一件")
    chen = await house.staff()
    await chen.get("/console?list=all")
    total = re.search(r"共 (\d+) 件", chen.page)
    assert total
    assert len(numbers(chen)) == min(30, int(total[1]))
    if int(total[1]) > 30:
        [later] = re.findall(r'href="([^"]+page=1)"', chen.page)
        first = numbers(chen)
        await chen.get(later.replace("&amp;", "&"))
        assert numbers(chen)
        assert not numbers(chen) & first
        assert "上一页" in chen.page

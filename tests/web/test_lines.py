import re

from tests.web.house import HERE, House
from web.cookies import fresh_id


async def test_lines_stand_in_the_order_in_which_they_were_said(house: House) -> None:
    wang = house.browser()
    for words in ("电梯停了", "天成花园3幢2单元"):
        await wang.say(words)
        await house.deliver()
    page = await wang.get(f"/c/{HERE}")
    kinds = re.findall(r'<li class="line (mine|theirs)"', page)
    assert kinds[:3] == ["theirs", "mine", "theirs"]
    assert page.index("电梯停了") < page.index("在哪个小区") < page.index("的地点记为")


async def test_only_the_newest_question_has_buttons(house: House) -> None:
    wang = house.browser()
    await wang.say("电梯停了")
    await house.deliver()
    await wang.say(quick="我的诉求")
    await house.deliver()
    assert (await wang.get(f"/c/{HERE}")).count('<form class="choices"') == 1


async def test_a_question_that_was_answered_has_no_buttons_any_more(house: House) -> None:
    wang = house.browser()
    await wang.say("电梯停了")
    await house.deliver()
    page = await wang.get(f"/c/{HERE}")
    await wang.say(press=re.findall(r'name="press" value="([^"]+:tiancheng)"', page)[0])
    page = await wang.get(f"/c/{HERE}")
    assert "天成花园" in page
    assert '<form class="choices"' not in page
    await wang.say(quick="我的诉求")
    await house.deliver()
    assert (await wang.get(f"/c/{HERE}")).count('<form class="choices"') == 1


async def test_a_line_names_the_form_that_it_came_from(house: House) -> None:
    wang = house.browser()
    once = fresh_id()
    await wang.say("电梯停了", client_id=once)
    assert f'data-client="{once}"' in await wang.get(f"/c/{HERE}")

import re

from tests.web.house import House
from tests.web.test_acting import CASE, STORY, version_of
from web.cookies import fresh_id


async def test_words_of_an_act_that_was_not_taken_stay_in_their_form(house: House) -> None:
    await house.browser().say(STORY)
    chen = await house.staff()
    version = version_of(await chen.get(CASE))
    fields = {"act": "hand_on", "version": version, "argument": "q:nobody", "note": "归市政处"}
    await chen.post(f"{CASE}/act", key=fresh_id(), **fields)
    [form] = [part for part in chen.page.split("<details")[1:] if 'value="hand_on"' in part]
    assert ' class="act" open' in form
    assert ">归市政处</textarea>" in form
    assert chen.page.count(' class="act" open') == 1
    shen = await house.staff("shen-street")
    again = re.search(r"again=([0-9a-f]+)", str(chen.address))
    assert again
    assert "归市政处" not in await shen.get(f"{CASE}?again={again[1]}")
    assert "归市政处" not in await chen.get(f"{CASE}?again={fresh_id()}")
    assert "归市政处" not in await chen.get(CASE)


async def test_the_form_says_where_a_photo_must_prove_it(house: House) -> None:
    wang = house.browser()
    await wang.say("天成花园3幢化粪池满出来了，臭死了")
    await house.browser().say("天成花园3幢楼上半夜装修太吵了")
    chen = await house.staff()
    assert "这一类必须有" in await chen.get(CASE)
    assert "这一类必须有" not in await chen.get(CASE.replace("1", "2"))

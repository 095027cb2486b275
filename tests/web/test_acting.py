import asyncio
import re

import pytest

from tests.web.house import HERE, Browser, House
from tests.web.test_uploads import photo
from web.cookies import fresh_id

STORY = "天成花园3幢2单元电梯停了"
CASE = f"/console/c/{HERE}/DQ000001"


def version_of(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


async def test_an_act_is_answered_on_the_page_and_heard_by_the_resident(house: House) -> None:
    wang = house.browser()
    await wang.say(STORY)
    chen = await house.staff()
    version = version_of(await chen.get(CASE))
    key = fresh_id()
    await chen.post(f"{CASE}/act", act="accept", version=version, key=key, note="马上来看")
    assert chen.status == 200
    assert '<p class="answer" role="status">DQ000001 已签收' in chen.page
    assert "处理中" in chen.page
    await house.deliver()
    assert "马上来看" in await wang.get(f"/c/{HERE}")


async def test_a_note_stays_inside(house: House) -> None:
    wang = house.browser()
    await wang.say(STORY)
    chen = await house.staff()
    version = version_of(await chen.get(CASE))
    await chen.post(f"{CASE}/act", act="note", version=version, key=fresh_id(), note="催过物业")
    assert 'class="inside" dir="auto"' in chen.page
    # What was taken is in the case and not in the form once more.
    assert "催过物业</textarea>" not in chen.page
    await house.deliver()
    assert "催过物业" not in await wang.get(f"/c/{HERE}")


async def test_a_stale_form_is_answered_kindly_and_changes_nothing(house: House) -> None:
    await house.browser().say(STORY)
    chen, shen = await house.staff(), await house.staff("shen-street")
    old = version_of(await chen.get(CASE))
    await shen.get(CASE)
    await shen.post(f"{CASE}/act", act="accept", version=old, key=fresh_id())
    await chen.post(
        f"{CASE}/act",
        act="hand_on",
        version=old,
        key=fresh_id(),
        argument="q:community",
        note="归社区",
    )
    assert chen.status == 200
    assert "刚刚有了新变化" in chen.page
    assert ">归社区</textarea>" in chen.page
    assert "归社区" not in await chen.get(CASE)


async def test_a_double_press_is_one_act(house: House) -> None:
    await house.browser().say(STORY)
    chen = await house.staff()
    version = version_of(await chen.get(CASE))
    fields = {"act": "note", "version": version, "key": fresh_id(), "note": "只记一次"}
    await asyncio.gather(*(chen.post(f"{CASE}/act", **fields) for _ in range(3)))
    assert (await chen.get(CASE)).count("只记一次") == 1


async def test_words_that_are_wanted_are_asked_for(house: House) -> None:
    await house.browser().say(STORY)
    chen = await house.staff()
    version = version_of(await chen.get(CASE))
    await chen.post(f"{CASE}/act", act="reply", version=version, key=fresh_id(), note=" ")
    assert "这一步要写一句话" in chen.page


async def test_a_photo_proves_what_was_done(house: House) -> None:
    await house.browser().say(STORY)
    chen = await house.staff()
    version = version_of(await chen.get(CASE))
    await chen.post(
        f"{CASE}/act",
        act="resolve",
        version=version,
        key=fresh_id(),
        note="电梯已修好",
        proof=photo(),
    )
    await chen.get(CASE)
    assert "待确认" in chen.page
    assert f'<img src="{CASE}/file/' in chen.page


async def test_two_cases_are_merged_by_number(house: House) -> None:
    await house.browser().say(STORY)
    await house.browser().say(STORY)
    chen = await house.staff()
    version = version_of(await chen.get(f"/console/c/{HERE}/DQ000002"))
    await chen.post(
        f"/console/c/{HERE}/DQ000002/act",
        act="merge",
        version=version,
        key=fresh_id(),
        argument="DQ000001",
        note="同一部电梯",
    )
    assert "已并单" in await chen.get(f"/console/c/{HERE}/DQ000002")
    assert "2 户反映" in await chen.get(CASE)


async def test_a_promise_is_moved_to_a_later_day_with_its_reason(house: House) -> None:
    wang = house.browser()
    await wang.say("天成花园3幢2单元路灯不亮")
    chen = await house.staff()
    version = version_of(await chen.get(CASE))
    await chen.post(f"{CASE}/act", act="accept", version=version, key=fresh_id())
    version = version_of(await chen.get(CASE))
    await chen.post(
        f"{CASE}/act",
        act="extend",
        version=version,
        key=fresh_id(),
        argument="2026-12-04",
        note="等配件",
    )
    assert "已延期，最迟12月4日" in chen.page
    await house.deliver()
    page = await wang.get(f"/c/{HERE}")
    assert "12月4日" in page
    assert "等配件" in page


async def test_a_company_returns_a_case_and_cannot_give_it_away(house: House) -> None:
    await house.browser().say(STORY)
    gao = await house.staff("gao-manager-luting")
    page = await gao.get(CASE)
    assert 'value="return"' in page
    for act, argument in (("hand_on", "q:community"), ("reclassify", "E1"), ("place", "")):
        assert f'value="{act}"' not in page
        await gao.post(
            f"{CASE}/act",
            act=act,
            version=version_of(page),
            key=fresh_id(),
            argument=argument,
            note="天成花园1幢",
        )
        assert "请点“退单”" in gao.page
    assert version_of(await gao.get(CASE)) == version_of(page)


async def test_who_gives_a_case_out_of_his_sight_gets_the_answer_above_the_list(
    house: House,
) -> None:
    await house.browser().say(STORY)
    gao = await house.staff("gao-manager-luting")
    version = version_of(await gao.get(CASE))
    await gao.post(
        f"{CASE}/act",
        act="return",
        version=version,
        key=fresh_id(),
        argument="not_ours",
        note="不归物业管",
    )
    assert gao.status == 200
    assert 'class="answer"' in gao.page
    await gao.get(CASE)
    assert gao.status == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"act": "forget"},
        {"act": "solved"},
        {"version": "x"},
        {"version": ""},
        {"key": "1"},
    ],
    ids=["forget", "solved", "no number", "no version", "no key"],
)
async def test_what_no_page_offers_is_refused(house: House, wrong: dict[str, str]) -> None:
    await house.browser().say(STORY)
    chen = await house.staff()
    version = version_of(await chen.get(CASE))
    fields = {"act": "note", "version": version, "key": fresh_id(), "note": "x", **wrong}
    await chen.post(f"{CASE}/act", **fields)
    assert chen.status == 400


async def test_an_act_on_a_case_of_others_finds_nothing(house: House) -> None:
    await house.browser().say(STORY)
    wu = await house.staff("wu-dispatcher-sx")
    await wu.get("/console")
    await wu.post(f"{CASE}/act", act="accept", version="1", key=fresh_id())
    assert wu.status == 404


async def test_who_only_watches_is_told_so_by_the_conversation(house: House) -> None:
    await house.browser().say(STORY)
    captains = [
        person.person_id
        for person in house.rules.directory.staff
        if person.person_id.startswith(("song-captain-dq1", "zheng-captain-dq1", "xie-captain"))
    ]
    watching = [await watcher(house, person_id) for person_id in captains]
    [captain] = [browser for browser in watching if browser.status == 200]
    await captain.post(f"{CASE}/act", act="accept", version="0", key=fresh_id())
    assert captain.status == 200
    assert 'class="answer"' in captain.page
    assert "待签收" in captain.page


async def watcher(house: House, person_id: str) -> Browser:
    browser = await house.staff(person_id)
    await browser.get(CASE)
    return browser


async def test_departments_are_whistled_for_with_time_and_place_and_stand_on_the_page(
    house: House,
) -> None:
    await house.browser().say(STORY)
    chen = await house.staff()
    page = await chen.get(CASE)
    assert 'multiple size="8"' in page
    await chen.post(
        f"{CASE}/act",
        act="whistle",
        version=version_of(page),
        key=fresh_id(),
        argument="urban_management,market",
        when="2026-11-23T15:00",
        where="东门@岗亭",
        note="电梯停了三天，各说各的",
    )
    assert chen.status == 200
    assert "已吹哨" in chen.page
    assert chen.page.count("吹哨，待到场") == 2
    assert "东门 岗亭" in chen.page
    assert chen.page.count("11-23 15:00") >= 2

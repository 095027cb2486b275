import re

import pytest

from domain.people import Address
from domain.turns import Turn
from storage.database import Connection
from storage.failures import keep_failed_turn
from storage.outbox import claim_letters, mark_failed
from storage.tables import LETTERS
from tests.web.house import HERE, LEASE, House
from tests.web.test_acting import CASE

STORY = "天成花园3幢2单元电梯停了"


async def with_a_dead_letter(house: House) -> None:
    await house.browser().say(STORY)
    now = house.clock.now()

    def bury(conn: Connection) -> None:
        for claimed in claim_letters(conn, ("web",), now, 1, LEASE):
            mark_failed(conn, claimed, "door shut", None, now)

    await house.database.write(bury)


async def test_notices_lead_to_the_case(house: House) -> None:
    await house.browser().say(STORY)
    gao = await house.staff("gao-manager-luting")
    page = await gao.get("/console/notices")
    assert "新诉求 DQ000001" in page
    assert f'href="{CASE}"' in page
    assert STORY not in page


async def test_nobody_reads_the_notices_of_others(house: House) -> None:
    await house.browser().say(STORY)
    wu = await house.staff("wu-dispatcher-sx")
    assert "还没有通知" in await wu.get("/console/notices")


async def test_a_notice_closes_when_its_reader_may_know_no_more(house: House) -> None:
    browser = house.browser()
    await browser.say(f"{STORY}，物业不管")
    wang = await house.staff("wang-secretary-dq1")
    await wang.get(CASE)
    await browser.say("书记根本没来过，不作为 DQ000001")
    page = await wang.get("/console/notices")
    assert "内容已收起" in page
    assert "DQ000001" not in page
    assert "DQ000001" not in await wang.get("/console?said=1,2,3,4,5,6,7,8")


async def test_a_dead_letter_is_sent_again(house: House) -> None:
    await with_a_dead_letter(house)
    chen = await house.staff()
    page = await chen.get("/console/letters")
    assert "door shut" in page
    assert STORY not in page
    [number] = re.findall(r'name="number" value="(\d+)"', page)
    await chen.post("/console/letters", community_id=HERE, number=number)
    assert "没有送不到的信" in chen.page
    await house.deliver()
    states = await house.database.read(
        lambda conn: set(conn.scalars(LETTERS.select().with_only_columns(LETTERS.c.state)))
    )
    assert "dead" not in states


async def test_a_failed_turn_is_taken_again(house: House) -> None:
    now = house.clock.now()
    turn = Turn("web:lost:1", HERE, Address("web", "lost"), now, text=STORY)
    await house.database.write(lambda conn: keep_failed_turn(conn, turn, "ValueError", now))
    chen = await house.staff()
    page = await chen.get("/console/failures")
    assert STORY in page
    assert "ValueError" in page
    await chen.post("/console/failures", community_id=HERE, number="1")
    assert "没有处理失败的来信" in chen.page
    assert "DQ000001" in await chen.get("/console")
    await chen.post("/console/failures", community_id=HERE, number="1")
    assert chen.status == 200


async def test_a_failed_turn_is_never_lost_on_its_way_back(house: House) -> None:
    now = house.clock.now()
    turn = Turn("web:lost:1", HERE, Address("web", "lost"), now, text=STORY)
    await house.database.write(lambda conn: keep_failed_turn(conn, turn, "ValueError", now))
    chen = await house.staff()
    await chen.get("/console/failures")
    house.engine.stop()
    await chen.post("/console/failures", community_id=HERE, number="1")
    assert chen.status == 503
    assert STORY in await chen.get("/console/failures")


async def test_a_failed_turn_shows_no_number_and_no_word_of_staff(house: House) -> None:
    now, there = house.clock.now(), Address("web", "lost")
    said = Turn("1", HERE, there, now, text="电话13812345678，电梯停了")
    noted = Turn("2", HERE, there, now, "老陈常收礼", "note:DQ000001:1", person_id="wang-x")
    await house.database.write(lambda conn: keep_failed_turn(conn, said, "X", now))
    await house.database.write(lambda conn: keep_failed_turn(conn, noted, "X", now))
    chen = await house.staff()
    page = await chen.get("/console/failures")
    assert "138****5678，电梯停了" in page
    assert ">note<" in page
    assert "收礼" not in page
    assert "DQ000001" not in page


@pytest.mark.parametrize("page", ["letters", "failures"])
async def test_only_keepers_see_what_went_wrong(house: House, page: str) -> None:
    wang = await house.staff("wang-secretary-dq1")
    assert f"/console/{page}" not in await wang.get("/console")
    await wang.get(f"/console/{page}")
    assert wang.status == 403


@pytest.mark.parametrize("page", ["letters", "failures"])
@pytest.mark.parametrize(
    "fields",
    [
        {"community_id": "shanxi", "number": "1"},
        {"community_id": "nowhere", "number": "1"},
        {"community_id": HERE, "number": "x"},
    ],
    ids=["another community", "no community", "no number"],
)
async def test_a_keeper_touches_only_his_own_community(
    house: House, page: str, fields: dict[str, str]
) -> None:
    chen = await house.staff()
    await chen.get(f"/console/{page}")
    await chen.post(f"/console/{page}", **fields)
    assert chen.status == 400


async def test_the_street_looks_after_all(house: House) -> None:
    await with_a_dead_letter(house)
    qian = await house.staff("qian-admin")
    assert "door shut" in await qian.get("/console/letters")

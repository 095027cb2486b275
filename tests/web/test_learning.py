import re

from domain.lessons import OwnTerm, TermsChanged, TermState
from storage.learnt import load_learnt
from storage.lessons import terms_of, write_learning
from tests.web.house import HERE, House
from web.cookies import fresh_id

WORD = OwnTerm("快递柜", "D1", messages=7, homes=4, odds=320)
CASE = f"/console/c/{HERE}/DQ000001"
PAGE = "/console/learning"


async def proposed(house: House) -> None:
    changes = [(HERE, TermsChanged((WORD,)))]
    now = house.clock.now()
    await house.database.write(lambda conn: write_learning(conn, changes, now))


def form(**more: str) -> dict[str, str]:
    told = {"community_id": HERE, "scope": "", "leaf": "D1", "term": "快递柜", "key": fresh_id()}
    return {**told, **more}


async def states(house: House) -> dict[str, TermState]:
    found = await house.database.read(lambda conn: terms_of(conn, (HERE,)))
    return {each.term: each.state for each in found}


async def test_a_word_is_taken_and_stopped_by_one_tap_each(house: House) -> None:
    await proposed(house)
    chen = await house.staff()
    assert f'href="{PAGE}"' in await chen.get("/console")
    page = await chen.get(PAGE)
    for words in ("快递柜", "占堵消防通道/楼道堆物", "7条，4户说过；倾向+3.2", "采用", "不用"):
        assert words in page
    await chen.post(PAGE, **form(verdict="yes"))
    assert "已采用“快递柜”" in chen.page
    assert "正在用的新词" in chen.page
    learnt = await house.database.read(lambda conn: load_learnt(conn, {HERE}))
    assert [each.term for each in learnt.taught(HERE).terms] == ["快递柜"]
    await chen.post(PAGE, **form(verdict="stop"))
    assert "已停用“快递柜”" in chen.page
    assert await states(house) == {"快递柜": TermState.STOPPED}


async def test_a_word_that_was_taken_is_read_in_the_next_message(house: House) -> None:
    await proposed(house)
    chen = await house.staff()
    await chen.get(PAGE)
    await chen.post(PAGE, **form(verdict="yes"))
    resident = house.browser()
    await resident.say("天成花园3幢快递柜又是老样子")
    await house.deliver()
    assert "占堵消防通道/楼道堆物" in await resident.get(f"/c/{HERE}")


async def test_a_word_may_be_refused(house: House) -> None:
    await proposed(house)
    chen = await house.staff()
    await chen.get(PAGE)
    await chen.post(PAGE, **form(verdict="no"))
    assert await states(house) == {"快递柜": TermState.REFUSED}
    assert "现在没有要您定的新词" in chen.page


async def test_a_correction_is_listed_without_the_resident_and_taken_back(house: House) -> None:
    resident = house.browser()
    await resident.say("天成花园3幢门口放了个旧沙发没人要")
    wang = await house.staff("wang-secretary-dq1")
    page = await wang.get(CASE)
    [version] = set(re.findall(r'name="version" value="(\d+)"', page))
    act = {"act": "reclassify", "version": version, "key": fresh_id(), "note": ""}
    await wang.post(f"{CASE}/act", **act, argument="D1")
    chen = await house.staff()
    page = await chen.get(PAGE)
    assert "建筑垃圾乱堆 → 占堵消防通道/楼道堆物" in page
    assert "王**" in page
    [seq] = re.findall(r'name="argument" value="(\d+)"', page)
    undo = {"act": "unlearn", "version": "0", "key": fresh_id(), "note": "", "argument": seq}
    await chen.post(f"{CASE}/act", **undo)
    assert "已撤销" in await chen.get(PAGE)


async def test_only_keepers_come_in_and_only_for_their_own_community(house: House) -> None:
    wang = await house.staff("wang-secretary-dq1")
    await wang.get(PAGE)
    assert wang.status == 403
    await proposed(house)
    chen = await house.staff()
    await chen.get(PAGE)
    await chen.post(PAGE, **form(verdict="yes", community_id="shanxi"))
    assert chen.status == 400
    await chen.get(PAGE)
    await chen.post(PAGE, **form(verdict="yes", key="?"))
    assert chen.status == 400
    assert await states(house) == {"快递柜": TermState.PROPOSED}


async def test_a_case_page_shows_what_it_is_like_and_merges_by_one_tap(house: House) -> None:
    await house.browser().say("天成花园3幢楼道灯坏了好几天不亮")
    await house.browser().say("天成花园3幢楼道灯坏了，一直不亮")
    wang = await house.staff("wang-secretary-dq1")
    page = await wang.get(f"/console/c/{HERE}/DQ000002")
    assert "可能是同一件事" in page
    assert "% 像" in page
    assert re.search(r"\+\d\.\d\d 词库", page)
    gao = await house.staff("gao-manager-luting")
    assert "可能是同一件事" not in await gao.get(f"/console/c/{HERE}/DQ000002")
    await wang.post(
        f"/console/c/{HERE}/DQ000002/act",
        act="merge",
        version="1",
        key=fresh_id(),
        note="",
        argument="DQ000001",
    )
    assert "已并入 DQ000001" in wang.page

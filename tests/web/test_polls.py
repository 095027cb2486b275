from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ballots import Answer, Ballot, Poll, Way
from domain.polls import BallotCast, OpinionGiven, PollChange, PollOpened
from domain.turns import Step
from storage.polls import polls_in
from storage.records import record_strike
from tests.ballot_box import AREA, HOLDER, POLL, ROLL
from tests.domain.builders import moment
from tests.web.house import DISPATCHER, HERE, House, readable
from web.cookies import fresh_id

PAGE = "/console/polls"
OPENS, CLOSES = moment("2026-12-08 08:00"), moment("2026-12-28 20:00")
OPEN = replace(POLL, opens=OPENS, closes=CLOSES)


async def wrote(house: House, *changes: PollChange) -> None:
    step, at = Step(changes=changes), house.clock.now()
    await house.database.write(lambda conn: record_strike(conn, HERE, step, at))


def ballot(place: int, answer: Answer) -> BallotCast:
    return BallotCast(HERE, Ballot("p1", ROLL[place].home, answer, Way.OWN, "x", OPENS))


async def voted(house: House, *said: Answer) -> None:
    ballots = (ballot(place, answer) for place, answer in enumerate(said))
    opinion = OpinionGiven(HERE, "p1", "tenant", Answer.NO, OPENS)
    await wrote(house, PollOpened(OPEN), *ballots, opinion)


async def found(house: House) -> tuple[Poll, ...]:
    return await house.database.read(lambda conn: polls_in(conn, [HERE]))


async def test_a_vote_is_announced_by_the_form_and_stands_on_the_page(house: House) -> None:
    gao = await house.staff(HOLDER)
    page = await gao.get(PAGE)
    assert '<option value="qingshi-area">青石里物业管理区域</option>' in page
    assert 'value="2026-12-08"' in page
    fields = {"area": AREA, "matter": "grave", "first": "2026-12-08", "last": "2026-12-28"}
    await gao.post(PAGE, key=fresh_id(), question="停车位收费", **fields)
    assert "已登记表决：停车位收费" in gao.page
    assert "公告中 · 12-08 08:00 — 12-28 20:00" in gao.page
    [poll] = await found(house)
    assert (poll.question, poll.opened_by) == ("停车位收费", HOLDER)


async def test_what_cannot_be_is_refused_kindly_and_a_strange_form_at_all(house: House) -> None:
    gao = await house.staff(HOLDER)
    await gao.get(PAGE)
    fields = {"area": AREA, "matter": "grave", "first": "2026-11-24", "last": "2026-12-28"}
    await gao.post(PAGE, key=fresh_id(), question="停车位收费", **fields)
    assert "要提前15天公告，最早从2026-12-08开始" in gao.page
    await gao.post(PAGE, key="x", question="停车位收费", **fields)
    assert gao.status == 400
    assert await found(house) == ()


async def test_p18_before_the_close_the_page_knows_who_answered_and_nothing_else(
    house: House,
) -> None:
    await voted(house, Answer.YES, Answer.YES, Answer.NO)
    house.clock.move_to(CLOSES - timedelta(seconds=1))
    gao = await house.staff(HOLDER)
    page = readable(await gao.get(f"{PAGE}/p1"))
    assert "应投60户，已投3户（5.0%）。" in page
    assert "票数在截止后才能看" in page
    assert '<th scope="row">青石里1幢1单元</th><td>10</td><td>3</td>' in page
    for words in ("同意</th>", "反对", "弃权", "居民意见", "参加</th>"):
        assert words not in page, words


async def test_after_the_close_it_is_counted_and_small_stairwells_are_put_together(
    house: House,
) -> None:
    yes, no = Answer.YES, Answer.NO
    await voted(house, *[yes] * 7, *[no] * 3, *[yes] * 5, *[no] * 3)
    house.clock.move_to(CLOSES)
    gao = await house.staff(HOLDER)
    page = await gao.get(f"{PAGE}/p1")
    assert "参加的不到三分之二，不能形成业主决定" in page
    assert '<th scope="row">同意</th><td>12</td><td>12</td>' in page
    assert "居民意见（不计票）： 同意 0 反对 1 弃权 0" in " ".join(page.split())
    cells = page[page.index("分楼道") : page.index("各楼道投票情况")]
    assert "青石里1幢1单元</th><td>10</td><td>7</td><td>3</td><td>0</td>" in cells
    assert "青石里2幢1单元至青石里6幢1单元</th><td>50</td><td>5</td><td>3</td><td>0</td>" in cells
    assert "已截止，公示中" in page
    house.clock.move_to(CLOSES + timedelta(days=7))
    assert "公示期满" in await (await house.staff(HOLDER)).get(f"{PAGE}/p1")


async def test_where_one_answer_could_be_read_no_stairwell_is_shown(house: House) -> None:
    await voted(house, Answer.YES, Answer.YES, Answer.NO)
    house.clock.move_to(CLOSES)
    page = await (await house.staff(HOLDER)).get(f"{PAGE}/p1")
    assert "投票的户数太少，不分楼道显示" in page


async def test_one_that_is_open_says_so_and_one_that_is_not_there_is_not_found(
    house: House,
) -> None:
    await wrote(house, PollOpened(OPEN))
    house.clock.move_to(OPENS)
    chen = await house.staff(DISPATCHER)
    assert "投票中" in await chen.get(PAGE)
    await chen.get(f"{PAGE}/p2")
    assert chen.status == 404


@pytest.mark.parametrize("who", ["gong-captain-dq6-w014", "shen-street", "gao-manager-luting"])
async def test_who_holds_no_votes_comes_not_in(house: House, who: str) -> None:
    await wrote(house, PollOpened(OPEN))
    browser = await house.staff(who)
    for page in (PAGE, f"{PAGE}/p1"):
        await browser.get(page)
        assert browser.status == 403
    assert PAGE not in await browser.get("/console")


async def test_the_secretary_of_another_grid_sees_no_vote_of_this_one(house: House) -> None:
    await wrote(house, PollOpened(OPEN))
    wang = await house.staff("wang-secretary-dq1")
    page = await wang.get(PAGE)
    assert "还没有表决" in page
    assert "还没有导入业主名册" in page
    await wang.get(f"{PAGE}/p1")
    assert wang.status == 404

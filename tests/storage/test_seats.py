from dataclasses import replace

import pytest

from domain.polls import NO_POLLS, PollDesk, Seat
from domain.reading import Reading
from domain.turns import Choice, Desk, Letter, Step, Text
from storage.tables import PEOPLE
from tests.domain.builders import MONDAY
from tests.storage.polling import AREA, HOME, POLL, ROLL, begun, cast, living, wrote
from tests.storage.station import Station

NEXT = ROLL[1].home


@pytest.fixture
async def asked(station: Station) -> Station:
    """Let somebody live at a home of a poll that is open."""
    await begun(station.database)
    await station.take(station.turn("li"))
    [row] = await station.rows(PEOPLE)
    await living(station.database, str(row["person_id"]), HOME)
    return station


async def polls(station: Station, press: str) -> PollDesk:
    desk = await station.desk(station.turn("li", press=press))
    return desk.polls


async def test_what_is_about_no_poll_lays_none(asked: Station) -> None:
    assert await polls(asked, "accept:DQ000001:1") == NO_POLLS
    assert await polls(asked, "no press") == NO_POLLS
    assert (await asked.desk(asked.turn("li", "楼道灯不亮"))).polls == NO_POLLS


async def test_a_press_lays_the_seat_of_the_own_home_and_what_stands_for_it(
    asked: Station,
) -> None:
    await wrote(asked.database, cast())
    [seat] = (await polls(asked, "vote::-1:p1/yes")).seats
    assert (seat.poll, seat.unit, seat.version) == (POLL, ROLL[0], 1)
    assert seat.members == ()
    assert await polls(asked, "vote::-1:p2/yes") == NO_POLLS


async def test_a_press_about_another_home_lays_that_one_and_who_lives_there(
    asked: Station,
) -> None:
    before = {row["person_id"] for row in await asked.rows(PEOPLE)}
    await asked.take(asked.turn("wu"))
    [wu] = [
        str(row["person_id"]) for row in await asked.rows(PEOPLE) if row["person_id"] not in before
    ]
    await living(asked.database, wu, NEXT)
    [seat] = (await polls(asked, f"record_vote::-1:p1/{NEXT}/yes")).seats
    assert (seat.unit, seat.members) == (ROLL[1], (wu,))
    [gone] = (await polls(asked, "record_vote::-1:p1/qingshi.9.1.101")).seats
    assert gone == Seat(POLL)


async def test_whoever_asks_sees_the_open_polls_of_the_own_home(asked: Station) -> None:
    wanted = Reading(text="我的表决", intent="my_votes")
    desk = await asked.desk(asked.turn("li", "我的表决"), wanted)
    assert [each.poll.poll for each in desk.polls.seats] == ["p1"]
    assert desk.polls.rolls == frozenset()
    assert desk.bound_at == MONDAY
    asked.at = POLL.closes
    assert (await asked.desk(asked.turn("li", "我的表决"), wanted)).polls.seats == ()


async def test_staff_who_hold_a_vote_see_which_areas_have_a_roll(asked: Station) -> None:
    turn = asked.turn("gao", "发起表决", person_id="gao-secretary-dq6")
    desk = await asked.desk(turn, Reading(text="发起表决", intent="open_poll"))
    assert desk.polls.rolls == {AREA}
    opens = replace(turn, press=f"poll::-1:{AREA}/grave/2026-12-08/2026-12-28")
    assert (await asked.desk(opens)).polls.rolls == {AREA}


async def test_an_open_question_and_a_typed_number_are_about_their_poll(asked: Station) -> None:
    press = f"record_vote::-1:p1/{NEXT}/yes"

    def waits(desk: Desk, _turn: object) -> Step:
        offers = Letter(desk.person.person_id, "x", {}, (Choice(Text("y"), "vote::-1:p1/yes"),))
        return Step((offers,), dialogue=replace(desk.dialogue, stage="", notes={}))

    await asked.take(asked.turn("li", "x"), decide=waits)
    typed = await asked.desk(asked.turn("li", "1"))
    assert [each.poll for each in typed.polls.seats] == [POLL]

    def asks(desk: Desk, _turn: object) -> Step:
        asking = replace(desk.dialogue, stage="vote_witness", notes={"press": press})
        return Step(dialogue=asking)

    await asked.take(asked.turn("li", "x"), decide=asks)
    answer = await asked.desk(asked.turn("li", "门卫老陈，当面说的"))
    assert [each.unit for each in answer.polls.seats] == [ROLL[1]]

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from domain.mediation_states import Stage
from domain.states import State
from tests.handlers.test_performing import paper_in_force
from tests.mediation_table import (
    MEDIATOR,
    NUMBER,
    OTHER_MEDIATOR,
    PAYS,
    REPAIRS,
    SECRETARY,
    Mediated,
    given,
    in_force,
    led,
    press,
)


def keys(world: Mediated, name: str, since: int) -> list[str]:
    return [each.key for each in world.letters[since:] if each.to == name]


def test_who_has_not_signed_is_reminded_once_a_day_and_hears_nothing_of_the_other() -> None:
    world = given()
    world.press("wang", "我看完全文了")
    world.pass_time(hours=2)
    world.press("wang", "我同意，签字")
    before = len(world.letters)
    for _ in range(71):
        world.wait(hours=1)
    assert keys(world, "li", before) == ["agreeing.again_seen"] * 2
    assert keys(world, "wang", before) == []
    world.press("li", "我看完全文了")
    world.wait(hours=24)
    assert "签" in world.all_heard("li")[-1]


def test_one_that_was_read_is_reminded_to_sign() -> None:
    world = given()
    world.press("li", "我看完全文了")
    world.wait(hours=24)
    assert "等您决定签不签" in world.all_heard("li")[-1]


def test_while_it_is_being_written_nobody_is_reminded() -> None:
    world = led()
    press(world, MEDIATOR, "draft")
    world.mediations[NUMBER] = replace(world.mediation(), wake_at=world.at)
    assert world.strike().says == ()
    bare = replace(world.mediation(), wake_at=world.at, agreement=None)
    world.mediations[NUMBER] = bare
    assert world.strike().says == ()


def test_the_chase_of_a_promise_and_its_breach() -> None:
    world = in_force(REPAIRS)
    world.press("wang", "不申请")
    before = len(world.letters)
    for _ in range(16):
        world.wait(days=1)
    assert keys(world, "li", before) == ["performing.today"] * 4 + ["performing.breached"]
    assert keys(world, "wang", before) == ["performing.today"] * 2 + ["performing.breached"]
    assert world.stage() is Stage.BREACH
    for way in ("再调解", "起诉", "法律援助", "身份证明"):
        assert way in world.all_heard("wang")[-1]
    assert "超过七天" in world.all_heard(MEDIATOR)[-1]
    for _ in range(16):
        world.wait(days=1)
    assert world.stage() is Stage.CLOSED_UNPERFORMED
    assert "仍然有效" in world.all_heard("wang")[-1]


@pytest.mark.parametrize("terms", [(REPAIRS, PAYS), (PAYS, "甲方 12月4日前 拆掉雨棚")])
def test_a_side_gets_one_letter_a_day_at_most_and_never_at_night(terms: tuple[str, ...]) -> None:
    world = in_force(*terms)
    before = len(world.letters)
    for _ in range(24 * 20):
        world.wait(hours=1)
    for name in ("wang", "li"):
        mine = [each for each in world.letters[before:] if each.to == name]
        at = [each.not_before for each in mine if each.not_before]
        assert len(at) == len(mine)
        assert all(later - early >= timedelta(hours=24) for early, later in pairwise(at))
        assert all(not world.rules.calendar.is_quiet(each) for each in at)


def test_nothing_is_chased_after_it_was_confirmed() -> None:
    world = in_force(REPAIRS)
    press(world, "wang", "received/1")
    before = len(world.letters)
    for _ in range(6):
        world.wait(days=1)
    assert keys(world, "li", before) == []


def test_what_is_called_done_is_looked_at_after_a_week_and_never_done_by_itself() -> None:
    world = in_force(REPAIRS)
    press(world, "li", "fulfil/1")
    before = len(world.letters)
    for _ in range(30):
        world.wait(days=1)
    assert world.stage() is Stage.PERFORM
    assert keys(world, SECRETARY, before).count("performing.staff_look") >= 3
    world.press(SECRETARY, "第1条看过了，已做到")
    assert world.stage() is Stage.FOLLOW_UP


def test_a_side_without_an_account_hears_through_staff() -> None:
    world = paper_in_force()
    before = len(world.letters)
    for _ in range(20):
        world.wait(days=1)
    assert "performing.staff_today" in keys(world, SECRETARY, before)
    assert "转告" in "".join(world.all_heard(SECRETARY))


def test_the_court_is_reminded_of_until_both_decided() -> None:
    world = in_force("乙方 12月30日前 换好水管接头")
    before = len(world.letters)
    world.press("wang", "愿意申请司法确认")
    for _ in range(32):
        world.wait(days=1)
    asked = [each for each in world.letters[before:] if each.key == "performing.today"]
    court = [each for each in asked if "司法确认" in world.rendered(each)]
    assert [each.to for each in court] == ["li"] * 4


def test_it_is_revisited_three_times_and_then_closed_and_the_case_goes_back_at_once() -> None:
    world = in_force(REPAIRS)
    press(world, "wang", "received/1")
    world.strike()
    assert world.case().state is State.ACCEPTED
    assert "请办结" in world.all_heard(SECRETARY)[-1]
    before = len(world.letters)
    for _ in range(100):
        world.wait(days=1)
    for name in ("wang", "li"):
        assert keys(world, name, before) == ["revisiting.asked"] * 3
    assert world.stage() is Stage.CLOSED_PERFORMED
    assert OTHER_MEDIATOR not in {each.to for each in world.letters[before:]}

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.cases import DueKind, Nudge
from domain.people import Absence
from domain.states import Act, State
from handlers.desks import _OFFERED
from handlers.table import PRESSES
from tests.handlers.tabletop import MONDAY, World, catalog
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, WORKER, lit


def many(count: int, holder: str = HOLDER) -> World:
    world = lit()
    first = world.case()
    for position in range(1, count + 1):
        solve = MONDAY + timedelta(days=20 - position)
        number = f"DQ{position:06d}"
        clocks = replace(first.clocks, accept=None, answer=None, soon=None, solve=solve)
        world.cases[number] = replace(first, number=number, holder=holder, clocks=clocks)
    return world


def test_list_has_the_earliest_limit_first_with_matter_place_and_due() -> None:
    world = many(2)
    [heard] = world.say(HOLDER, "我的待办")
    lines = heard.splitlines()
    assert lines[0] == "您有 2 件待办，急的在前："
    assert lines[1].startswith("1. DQ000002 天成花园3幢，公共照明")
    assert lines[1].endswith("12月11日 10:00前")
    assert lines[2].startswith("2. DQ000001")
    assert lines[-2:] == ["[DQ000002]", "[DQ000001]"]


def test_typed_number_of_a_line_opens_the_card() -> None:
    world = many(2)
    world.say(HOLDER, "我的待办")
    [card] = world.say(HOLDER, "1")
    assert card.startswith("DQ000002（待签收）")


def test_ten_lines_at_most_with_the_true_count() -> None:
    [heard] = many(12).say(HOLDER, "我的待办")
    assert "您有 12 件待办，先看最急的" in heard
    assert heard.count("公共照明") == 10
    assert heard.count("[DQ") == 10


def test_late_case_says_so() -> None:
    world = many(1)
    world.pass_time(days=30)
    assert "已超期（12月12日 10:00）" in world.say(HOLDER, "我的待办")[0]


def test_empty_desk_says_so() -> None:
    assert lit().say(WORKER, "我的待办") == ["您现在没有待办。"]


def test_final_cases_and_those_of_others_are_not_on_the_desk() -> None:
    world = many(2)
    world.change("DQ000001", lambda case: replace(case, state=State.CLOSED))
    assert "1 件待办" in world.say(HOLDER, "我的待办")[0]
    assert "没有待办" in world.say(SECRETARY, "我的待办")[0]


def test_what_nobody_holds_is_on_the_desk_of_its_supervisors() -> None:
    world = many(1, holder="")
    assert "1 件待办" in world.say(SECRETARY, "我的待办")[0]
    assert "没有待办" in world.say(WORKER, "我的待办")[0]


def test_case_without_a_running_limit_counts_from_its_opening() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, state=State.WAITING))
    assert "11月23日 10:00" in world.say(HOLDER, "我的待办")[0]


def test_who_stands_in_finds_the_cases_on_his_desk() -> None:
    world = many(1, holder=SECRETARY)
    away = Absence(SECRETARY, MONDAY.date(), MONDAY.date(), WORKER)
    world.rules = replace(world.rules, absences=(away,))
    assert "1 件待办" in world.say(WORKER, "我的待办")[0]


def test_residents_read_their_own_matters_instead() -> None:
    world = lit()
    assert world.say("wang", "我的待办") == world.say("wang", "我的诉求")


def test_card_offers_what_the_state_allows() -> None:
    world = lit()
    [card] = world.act(HOLDER, "mine", NUMBER)
    assert "[签收]" in card
    assert "[退单]" in card
    assert "[收到]" not in card
    assert "[转调解]" not in card
    assert "[转介]" not in card
    assert "502" not in card


def test_card_offers_the_tap_that_stops_the_chase_until_it_was_given() -> None:
    world = lit()
    nudge = Nudge(DueKind.ACCEPT, MONDAY, 0, MONDAY)
    world.change(NUMBER, lambda case: replace(case, nudge=nudge))
    assert "[收到]" in world.act(HOLDER, "mine", NUMBER)[0]
    world.press(HOLDER, "收到")
    assert "[收到]" not in world.act(HOLDER, "mine", NUMBER)[0]


def test_card_offers_mediation_where_it_may_be() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, leaf="F3", state=State.ACCEPTED))
    assert "[转调解]" in world.act(HOLDER, "mine", NUMBER)[0]


def test_card_of_ones_own_matter_offers_a_resident_nothing() -> None:
    world = lit()
    step = world.step("wang", press=f"mine:{NUMBER}:1")
    assert step.says[0].choices == ()


def test_card_of_a_case_about_oneself_is_not_found() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, about=(HOLDER,)))
    assert "没有找到" in world.act(HOLDER, "mine", NUMBER)[0]


def test_who_may_watch_but_not_read_finds_nothing() -> None:
    world = lit()
    assert world.desk("xia-representative-dq1", "dongqiao").cases
    assert "没有找到" in world.act("xia-representative-dq1", "mine", NUMBER)[0]


@pytest.mark.parametrize("act", _OFFERED)
def test_every_button_has_a_conversation_and_a_label(act: Act) -> None:
    assert str(act) in PRESSES
    assert f"staff.{act}" in catalog().sentences


@pytest.mark.parametrize("state", State)
def test_supervisor_can_always_do_something(state: State) -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, state=state))
    step = world.step(SECRETARY, press=f"mine:{NUMBER}:1")
    assert step.says[0].choices

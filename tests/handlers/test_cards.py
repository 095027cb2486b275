from dataclasses import replace

import pytest

from domain.cases import DueKind, Nudge
from domain.states import Act, State
from handlers.cards import OFFERED
from handlers.doing import ACTS
from handlers.table import PRESSES
from tests.handlers.tabletop import MONDAY, catalog
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, lit


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


@pytest.mark.parametrize("act", OFFERED)
def test_every_button_has_a_conversation_and_a_label(act: Act) -> None:
    assert str(act) in PRESSES
    assert PRESSES[str(act)] is ACTS[str(act)]
    assert f"staff.{act}" in catalog().sentences


@pytest.mark.parametrize("state", State)
def test_supervisor_can_always_do_something(state: State) -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, state=state))
    step = world.step(SECRETARY, press=f"mine:{NUMBER}:1")
    assert step.says[0].choices


def test_card_after_an_act_stands_below_what_was_done_and_offers_what_comes_next() -> None:
    world = lit()
    world.act(HOLDER, "mine", NUMBER)
    [card] = world.press(HOLDER, "签收")
    assert card.startswith("DQ000001 已签收（公共照明")
    assert "DQ000001（处理中）公共照明" in card
    assert "[签收]" not in card
    assert "[已办好]" in card


def test_who_handed_it_on_and_sees_it_no_more_reads_the_answer_alone() -> None:
    world = lit()
    world.act(HOLDER, "mine", NUMBER)
    world.press(HOLDER, "退单")
    world.press(HOLDER, "不归我们管")
    assert world.say(HOLDER, "这是租户的门") == [
        "DQ000001 已转给王**（网格党支部书记），居民已知道由谁办。"
    ]


def test_only_who_supervises_writes_the_summary() -> None:
    world = lit()
    assert "[写对外摘要]" in world.act(SECRETARY, "mine", NUMBER)[0]
    assert "[写对外摘要]" not in world.act(HOLDER, "mine", NUMBER)[0]

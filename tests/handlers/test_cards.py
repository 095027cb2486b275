from dataclasses import replace
from pathlib import Path

import pytest

from domain.clocks import DueKind, Nudge
from domain.states import Act, State
from handlers.cards import OFFERED
from handlers.doing import ACTS
from handlers.table import PRESSES
from tests.handlers.tabletop import MONDAY, World, catalog
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, lit
from web.acts import ACTS as CONSOLE

DISPATCHER = "chen-dispatcher-dq"


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
    assert any(each.press.startswith("do:") for each in step.says[0].choices)


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


@pytest.mark.parametrize("is_offered", [True, False])
def test_dissuasion_is_offered_where_it_is_kept(*, is_offered: bool) -> None:
    world = lit()
    leaves = world.rules.categories.leaves.values()
    leaf = next(each.code for each in leaves if each.dissuade is is_offered)
    world.change(NUMBER, lambda case: replace(case, leaf=leaf))
    assert ("[记一次劝阻]" in world.act(SECRETARY, "mine", NUMBER)[0]) is is_offered


def test_dissuasion_is_recorded_from_the_card() -> None:
    world = lit()
    leaves = world.rules.categories.leaves.values()
    noisy = next(each.code for each in leaves if each.dissuade)
    world.change(NUMBER, lambda case: replace(case, leaf=noisy))
    world.act(SECRETARY, "mine", NUMBER)
    assert "怎么劝阻的" in world.press(SECRETARY, "记一次劝阻")[0]
    assert "劝阻的结果怎样" in world.press(SECRETARY, "电话劝阻")[0]
    assert "已记一次劝阻" in world.say(SECRETARY, "答应晚上不装修")[0]
    [mine] = world.case().dissuasions
    assert (mine.way, mine.result) == ("phone", "答应晚上不装修")


def closed() -> World:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, state=State.CLOSED, closed_at=MONDAY))
    return world


def test_an_exclusion_is_proposed_by_one_and_decided_by_another_on_their_cards() -> None:
    world = closed()
    world.act(SECRETARY, "mine", NUMBER)
    assert "为什么不计入考评" in world.press(SECRETARY, "提出不计入考评")[0]
    world.press(SECRETARY, "已在法律程序")
    [card] = world.say(SECRETARY, "法院已受理")
    assert "等社区或街道另一人决定" in card
    assert "[提出不计入考评]" not in card
    assert "[决定是否剔除]" not in card
    assert "[决定是否剔除]" in world.act(DISPATCHER, "mine", NUMBER)[0]
    assert "同意吗" in world.press(DISPATCHER, "决定是否剔除")[0]
    [card] = world.press(DISPATCHER, "同意剔除")
    assert card.startswith(f"{NUMBER} 已同意不计入考评")
    assert "剔除]" not in card


def test_a_merged_case_is_taken_out_from_its_card() -> None:
    world = lit()
    world.resident("zhao")
    world.say("zhao", "天成花园3幢2单元楼道灯坏了")
    world.act(SECRETARY, "merge", "DQ000002", argument=NUMBER)
    world.act(SECRETARY, "mine", "DQ000002")
    assert "为什么拆出来" in world.press(SECRETARY, "拆回单独办")[0]
    assert "已拆出单独办" in world.say(SECRETARY, "不是一盏灯")[0]
    assert world.case("DQ000002").state is State.ASSIGNED


# What the console does and the desk does not: docs/telegram.md says why.
_NOT_IN_CHAT = {"reveal", "warranty"}


def test_what_the_console_does_with_one_case_the_desk_does_too() -> None:
    offered = {str(act) for act in OFFERED} | {"summarise"}
    assert offered | _NOT_IN_CHAT == CONSOLE - {"unlearn"}
    said = (Path(__file__).parents[2] / "docs" / "telegram.md").read_text(encoding="utf-8")
    assert all(label in said for label in ("查看号码和门牌", "记保修金进度"))

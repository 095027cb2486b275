from dataclasses import replace
from datetime import timedelta

import pytest

from domain.assists import AssistKind
from domain.calendar import shanghai_day
from domain.clocks import DueKind
from domain.people import Absence
from domain.privacy import Tier, tier_of
from domain.states import State
from tests.handlers.tabletop import MONDAY, PHOTO, World
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, WORKER, lit

OFFICER = "dong-officer-urban-management"
CHAIR = "zheng-chair-tiancheng"
DISPATCHER = "chen-dispatcher-dq"


def asked(argument: str = "q:urban_management", who: str = SECRETARY) -> World:
    world = lit()
    world.act(who, "assist", NUMBER, "请派人来看线路", argument=argument)
    return world


def test_one_who_is_asked_hears_what_to_do_and_until_when_and_the_holder_stays() -> None:
    world = asked()
    case = world.case()
    [called] = case.assists
    assert (called.kind, called.queue, called.person_id) == (
        AssistKind.ASSIST,
        "urban_management",
        OFFICER,
    )
    assert called.due > MONDAY
    assert (case.holder, case.state) == (HOLDER, State.ASSIGNED)
    heard = world.all_heard(OFFICER)[-1]
    assert "请您协办 DQ000001" in heard
    assert "请派人来看线路" in heard
    assert heard.endswith("[我来协办]\n[报结果]")
    assert "案件仍由高**（物业负责人）负责" in heard


def test_help_is_never_due_after_the_promised_day() -> None:
    world = lit()
    soon = MONDAY + timedelta(hours=2)
    world.change(NUMBER, lambda case: replace(case, clocks=replace(case.clocks, promised=soon)))
    world.act(SECRETARY, "assist", NUMBER, "快", argument="q:urban_management")
    assert world.case().assists[0].due == soon
    late = lit()
    late.change(NUMBER, lambda case: replace(case, clocks=replace(case.clocks, promised=MONDAY)))
    late.act(SECRETARY, "assist", NUMBER, "快", argument="q:urban_management")
    assert late.case().assists[0].due > soon


def test_clock_runs_until_the_result_is_there() -> None:
    world = asked()
    case = world.case()
    assert case.due_of(DueKind.ASSIST) == case.assists[0].due
    world.act(OFFICER, "take_part", NUMBER)
    assert world.case().due_of(DueKind.ASSIST) == case.assists[0].due
    world.act(OFFICER, "helped", NUMBER, "线路已接好")
    assert world.case().due_of(DueKind.ASSIST) is None


def test_taking_part_and_the_result_are_heard_by_who_holds_it_and_who_asked() -> None:
    world = asked()
    assert world.press(OFFICER, "我来协办")[0].startswith("DQ000001 已记“我来协办”")
    for person in (HOLDER, SECRETARY):
        assert "综合行政执法局的董**（部门经办人）来协办了" in world.all_heard(person)[-1]
    words = "已接好，住户电话13812345678，502室也看过"
    heard = world.act(OFFICER, "helped", NUMBER, words, attachments=(PHOTO,))
    assert "已报结果" in heard[0]
    told = world.all_heard(HOLDER)[-1]
    assert "报来结果：已接好" in told
    assert "138****5678" in told
    assert "502" not in told
    [called] = world.case().assists
    assert (called.done_at, called.accepted_at, called.note) == (MONDAY, MONDAY, words)
    assert [kept.internal for kept in world.kept] == [True]
    assert world.case().state is State.ASSIGNED


def test_who_has_nothing_to_report_is_told_so() -> None:
    world = asked()
    world.act(OFFICER, "helped", NUMBER, "好了")
    assert "现在没有等您办的" in world.act(OFFICER, "helped", NUMBER, "又好了")[0]
    assert "现在没有等您办的" in world.act(OFFICER, "take_part", NUMBER)[0]


def test_officer_sees_what_a_department_sees_and_a_worker_of_another_grid_no_more() -> None:
    day = shanghai_day(MONDAY)
    world = asked()
    officer = world.person(OFFICER, "didang")
    assert tier_of(world.case(), officer, world.rules, day) is Tier.DEPARTMENT
    world.act(SECRETARY, "assist", NUMBER, "帮忙", argument=f"p:{WORKER}")
    moved = replace(world.case(), grid="330602900001-G09", microgrid="")
    worker = world.person(WORKER, "dongqiao")
    assert tier_of(moved, worker, world.rules, day) is Tier.DEPARTMENT
    assert tier_of(replace(moved, assists=()), worker, world.rules, day) is Tier.NONE


def test_outside_body_that_helps_reads_a_summary_and_no_reason() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, holder=WORKER, queue="grid"))
    world.act(SECRETARY, "assist", NUMBER, "居民老汪家急", argument=f"p:{HOLDER}")
    heard = world.all_heard(HOLDER)[-1]
    assert "请您协办" in heard
    assert "老汪" not in heard
    assert "要您做的" not in heard


def test_who_stands_in_for_the_called_reports_for_him() -> None:
    world = asked(f"p:{WORKER}")
    day = shanghai_day(MONDAY)
    world.rules = replace(world.rules, absences=(Absence(WORKER, day, day, SECRETARY),))
    assert "已报结果" in world.act(SECRETARY, "helped", NUMBER, "看过了")[0]


def test_lead_is_not_asked_to_assist_himself_and_nobody_twice() -> None:
    world = asked()
    assert "就是由他主办" in world.act(SECRETARY, "assist", NUMBER, "快", argument=f"p:{HOLDER}")[0]
    again = world.act(SECRETARY, "assist", NUMBER, "快", argument="q:urban_management")
    assert "已经请过他" in again[0]
    world.act(OFFICER, "helped", NUMBER, "好了")
    world.act(SECRETARY, "assist", NUMBER, "还要", argument="q:urban_management")
    assert len(world.case().assists) == 2


def test_whom_the_case_is_about_is_never_asked() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, about=("luting-company",), holder=SECRETARY))
    heard = world.act(SECRETARY, "assist", NUMBER, "快", argument=f"p:{HOLDER}")
    assert "反映的就是他" in heard[0]
    nobody = world.act(SECRETARY, "assist", NUMBER, "快", argument="q:property")
    assert "没有能接的人" in nobody[0]
    assert world.case().assists == ()


@pytest.mark.parametrize("who", ["wang", WORKER, OFFICER])
def test_only_holder_and_supervisors_ask_for_help(who: str) -> None:
    heard = lit().act(who, "assist", NUMBER, "快", argument="q:fire")
    assert "不归您操作" in heard[0] or "没有找到" in heard[0]


def test_words_are_wanted_for_asking_and_for_the_result() -> None:
    assert "要写一句话" in lit().act(HOLDER, "assist", NUMBER, argument="q:fire")[0]
    assert "要写一句话" in asked().act(OFFICER, "helped", NUMBER)[0]


def test_what_one_helps_with_stands_on_the_own_desk_with_its_buttons() -> None:
    world = asked()
    assert "1 件待办" in world.say(OFFICER, "我的待办", "didang")[0]
    [card] = world.say(OFFICER, press=f"mine:{NUMBER}")
    assert "[我来协办]" in card
    assert "[到场]" not in card
    world.act(OFFICER, "helped", NUMBER, "好了")
    assert "没有待办" in world.say(OFFICER, "我的待办", "didang")[0]
    assert "[报结果]" not in world.say(OFFICER, press=f"mine:{NUMBER}")[0]


def test_who_called_but_left_hears_no_more() -> None:
    world = asked()
    gone = replace(world.case().assists[0], asked_by="gone")
    world.change(NUMBER, lambda case: replace(case, assists=(gone,)))
    before = len(world.all_heard(SECRETARY))
    world.act(OFFICER, "take_part", NUMBER)
    assert len(world.all_heard(SECRETARY)) == before


def test_who_reads_no_notes_inside_gets_no_reason_in_the_letter_either() -> None:
    world = lit()
    step = world.step(SECRETARY, "调监控，别让人知道", press=f"assist:{NUMBER}:-1:q:police")
    inside = [letter for letter in step.says if letter.key == "assisting.to_you_because"]
    assert all(letter.values["reason"] for letter in inside)
    world.change(NUMBER, lambda case: replace(case, queue="police", holder="cao-officer-police"))
    step = world.step(SECRETARY, "先关总阀", press=f"assist:{NUMBER}:-1:q:property")
    [told] = [letter for letter in step.says if letter.to == HOLDER]
    assert "reason" not in told.values

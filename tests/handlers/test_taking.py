from dataclasses import replace
from datetime import timedelta

import pytest

from domain.clocks import DueKind, Nudge
from domain.deadlines import Limit, due_at
from domain.people import Absence, Person
from domain.places import Place
from domain.states import State
from tests.handlers.tabletop import MONDAY, PHOTO, World

HOLDER = "gao-manager-luting"
SECRETARY = "wang-secretary-dq1"
WORKER = "li-worker-dq1"
LIGHT = "天成花园3幢2单元楼道灯不亮"
NUMBER = "DQ000001"


def lit() -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2", room="502"))
    world.say("wang", LIGHT)
    return world


def nudged(world: World) -> None:
    nudge = Nudge(DueKind.ACCEPT, world.at, 1, world.at + timedelta(hours=4))
    world.change(NUMBER, lambda case: replace(case, nudge=nudge))


def test_holder_accepts_by_the_button_and_the_resident_hears_who_and_until_when() -> None:
    world = lit()
    step = world.pressed(HOLDER, "签收")
    case = world.case()
    assert (case.state, case.holder, case.accepted_at) == (State.ACCEPTED, HOLDER, MONDAY)
    assert case.answered_at is None
    [heard] = world.heard("wang", step)
    assert NUMBER in heard
    assert "高**（物业负责人）签收" in heard
    assert "11月26日 17:30" in heard


def test_accepting_ends_the_chase_for_it() -> None:
    world = lit()
    nudged(world)
    world.act(HOLDER, "accept", NUMBER)
    assert world.case().nudge is None


def test_words_with_the_acceptance_are_the_first_answer() -> None:
    world = lit()
    world.act(HOLDER, "accept", NUMBER, "下午去换灯", attachments=(PHOTO,))
    assert world.case().answered_at == MONDAY
    assert "下午去换灯" in world.all_heard("wang")[-1]
    assert [item.internal for item in world.kept] == [False]


def test_supervisor_who_accepts_holds_the_case_and_the_old_holder_hears_it() -> None:
    world = lit()
    world.act(SECRETARY, "accept", NUMBER)
    assert world.case().holder == SECRETARY
    assert "王**（网格党支部书记）接手" in world.all_heard(HOLDER)[-1]


def test_who_stands_in_signs_for_the_absent_holder_and_the_case_stays_his() -> None:
    world = lit()
    away = Absence(HOLDER, MONDAY.date(), MONDAY.date(), "chen-worker-dq2")
    world.rules = replace(world.rules, absences=(away,))
    world.act("chen-worker-dq2", "accept", NUMBER)
    assert world.case().state is State.ACCEPTED
    assert world.case().holder == HOLDER


def test_second_tap_on_accept_is_told_that_the_case_moved_on() -> None:
    world = lit()
    world.pressed(HOLDER, "签收")
    assert "新变化" in world.press(HOLDER, "签收")[0]
    assert world.case().seq == 2


def test_acknowledging_stops_the_climbing_once() -> None:
    world = lit()
    nudged(world)
    world.act(SECRETARY, "acknowledge", NUMBER)
    nudge = world.case().nudge
    assert nudge is not None
    assert nudge.acknowledged
    seq = world.case().seq
    assert "不再往上催" in world.act(SECRETARY, "acknowledge", NUMBER)[0]
    assert world.case().seq == seq


def test_acknowledging_nothing_changes_nothing() -> None:
    world = lit()
    assert "不再往上催" in world.act(HOLDER, "acknowledge", NUMBER)[0]
    assert world.case().seq == 1


def test_note_stays_inside_with_its_photos() -> None:
    world = lit()
    before = len(world.all_heard("wang"))
    world.act(SECRETARY, "note", NUMBER, "住户性子急，先打电话", attachments=(PHOTO,))
    assert len(world.all_heard("wang")) == before
    assert [item.internal for item in world.kept] == [True]


def test_summary_for_outside_bodies_is_masked_and_written_by_a_supervisor_only() -> None:
    world = lit()
    world.act(SECRETARY, "summarise", NUMBER, "2单元502室反映灯坏，电话13812345678")
    assert world.case().summary == "*室反映灯坏，电话138****5678"
    assert "不归您操作" in world.act(HOLDER, "summarise", NUMBER, "别的")[0]


def test_reply_reaches_the_resident_with_number_and_writer_and_is_the_first_answer() -> None:
    world = lit()
    world.act(SECRETARY, "reply", NUMBER, "师傅已出发", attachments=(PHOTO,))
    assert world.case().answered_at == MONDAY
    assert world.all_heard("wang")[-1] == f"{NUMBER} 王**（网格党支部书记）答复：师傅已出发"
    world.pass_time(hours=1)
    world.act(SECRETARY, "reply", NUMBER, "换好了")
    assert world.case().answered_at == MONDAY
    assert [item.internal for item in world.kept] == [False]


def test_question_waits_until_a_day_that_the_resident_is_told() -> None:
    world = lit()
    world.act(HOLDER, "ask", NUMBER, "是哪一层的灯？")
    case = world.case()
    assert case.state is State.WAITING
    assert case.clocks.resume == case.clocks.promised
    assert (case.accepted_at, case.answered_at) == (MONDAY, MONDAY)
    heard = world.all_heard("wang")[-1]
    assert "是哪一层的灯？" in heard
    assert "11月26日 17:30" in heard


def test_question_about_a_far_promise_waits_five_working_days() -> None:
    world = lit()
    far = MONDAY + timedelta(days=60)
    world.change(NUMBER, lambda case: replace(case, clocks=replace(case.clocks, promised=far)))
    world.act(HOLDER, "ask", NUMBER, "是哪一层的灯？")
    latest = due_at(MONDAY, Limit.parse("5wd"), world.rules.calendar)
    assert world.case().clocks.resume == latest


def test_question_after_the_promise_waits_one_working_day() -> None:
    world = lit()
    world.pass_time(days=7)
    world.act(HOLDER, "ask", NUMBER, "是哪一层的灯？")
    soon = due_at(world.at, Limit.parse("1wd"), world.rules.calendar)
    assert world.case().clocks.resume == soon


def test_going_on_without_the_answer_ends_the_wait() -> None:
    world = lit()
    world.act(HOLDER, "ask", NUMBER, "是哪一层的灯？")
    world.act(HOLDER, "resume", NUMBER)
    assert world.case().state is State.ACCEPTED
    assert world.case().clocks.resume is None
    assert "继续办理" in world.all_heard("wang")[-1]


@pytest.mark.parametrize("act", ["note", "reply", "ask", "summarise"])
def test_words_are_asked_for_where_an_act_needs_them(act: str) -> None:
    world = lit()
    assert "要写一句话" in world.act(SECRETARY, act, NUMBER, "  ")[0]
    assert world.case().seq == 1


@pytest.mark.parametrize("act", ["accept", "acknowledge", "note", "reply", "ask", "summarise"])
@pytest.mark.parametrize("person", ["wang", WORKER])
def test_nobody_without_the_duty_may_do_it(act: str, person: str) -> None:
    world = lit()
    heard = world.act(person, act, NUMBER, "话")
    assert "不归您操作" in heard[0]
    assert world.case().seq == 1


def test_stranger_hears_the_same_of_a_number_that_is_free() -> None:
    world = lit()
    world.people["li"] = Person("dongqiao", "li", consented_at=MONDAY)
    heard = world.say("li", "话", press="reply:DQ000001:1")
    assert heard == [
        w.replace("DQ000009", NUMBER) for w in world.say("li", "话", press="reply:DQ000009:1")
    ]


def test_signing_answers_a_nudge_about_a_later_limit_as_a_tap_does() -> None:
    world = lit()
    nudge = Nudge(DueKind.ANSWER, world.at, 1, world.at + timedelta(hours=4))
    world.change(NUMBER, lambda case: replace(case, nudge=nudge))
    world.act(HOLDER, "accept", NUMBER)
    assert world.case().nudge == replace(nudge, acknowledged=True)


def test_who_needs_help_says_so_to_the_next_level_and_keeps_the_case() -> None:
    world = lit()
    nudged(world)
    step = world.step(HOLDER, press=f"acknowledge:{NUMBER}:1:assist")
    assert [letter.to for letter in step.says] == [HOLDER, SECRETARY]
    assert "高**（物业负责人）需要协办" in world.heard(SECRETARY, step)[0]
    assert "案件仍由您负责" in world.heard(HOLDER, step)[0]
    nudge = world.case().nudge
    assert nudge is not None
    assert nudge.acknowledged
    assert world.case().holder == HOLDER


def test_help_may_be_called_without_a_nudge_and_from_each_level_to_the_next() -> None:
    world = lit()
    step = world.step(SECRETARY, press=f"acknowledge:{NUMBER}:1:assist")
    assert [letter.to for letter in step.says] == [
        SECRETARY,
        "chen-dispatcher-dq",
        "jiang-dispatcher-dq2",
    ]
    assert world.case().nudge is None
    top = world.step("shen-street", press=f"acknowledge:{NUMBER}:1:assist")
    assert [letter.to for letter in top.says] == ["shen-street", "gu-street-deputy"]


def test_a_resident_is_asked_three_times_and_no_more() -> None:
    world = lit()
    for _ in range(3):
        assert "补充" in world.act(SECRETARY, "ask", NUMBER, "是哪一层的灯？")[0]
        world.say("wang", f"{NUMBER} 三楼的")
    before = world.case()
    world.act(SECRETARY, "ask", NUMBER, "是哪一层的灯？")
    assert world.case() == before

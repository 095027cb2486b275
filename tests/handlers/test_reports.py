from dataclasses import replace

import pytest

from domain.cases import Party
from domain.clocks import DueKind
from domain.deadlines import Limit, due_at
from domain.places import Place
from domain.states import Part, State
from handlers.reports import FOLLOW_ON
from storage.categories import load_categories
from tests.handlers.tabletop import MONDAY, PHOTO, World
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, lit

LIFT = "天成花园2幢电梯困了三个人有老人！"
FAULT = "DQ000002"


def resolved() -> World:
    world = lit()
    world.act(HOLDER, "accept", NUMBER)
    world.act(HOLDER, "resolve", NUMBER, "换了灯泡", attachments=(PHOTO,))
    return world


def test_report_with_proof_asks_the_resident_by_two_buttons() -> None:
    world = resolved()
    case = world.case()
    confirm = due_at(MONDAY, Limit.parse("3wd"), world.rules.calendar)
    assert (case.state, case.resolved_at, case.asked) == (State.RESOLVED, MONDAY, 1)
    assert case.next_due == (confirm, DueKind.CONFIRM)
    heard = world.all_heard("wang")[-1]
    assert "换了灯泡 请问解决了吗？" in heard
    assert "[解决了]\n[没解决]" in heard
    [kept] = world.kept
    assert (kept.number, kept.attachment, kept.internal) == (
        NUMBER,
        replace(PHOTO, sender=HOLDER),
        False,
    )


def test_buttons_of_the_question_close_it_or_do_it_again() -> None:
    world = resolved()
    world.press("wang", "解决了")
    assert world.case().state is State.CLOSED
    world = resolved()
    world.press("wang", "没解决")
    assert world.case().state is State.ASSIGNED


def test_report_is_acceptance_and_first_answer_where_there_was_none() -> None:
    world = lit()
    world.act(HOLDER, "resolve", NUMBER, "换了灯泡", attachments=(PHOTO,))
    assert (world.case().accepted_at, world.case().answered_at) == (MONDAY, MONDAY)


def test_old_answers_do_not_count_for_a_new_question() -> None:
    world = lit()
    old = Party("wang", Part.REPORTER, answer="not_solved")
    world.change(NUMBER, lambda case: replace(case, parties=(old,)))
    world.act(HOLDER, "resolve", NUMBER, "换了灯泡", attachments=(PHOTO,))
    assert world.case().parties[0].answer == ""


@pytest.mark.parametrize("attachments", [(), (replace(PHOTO, kind="voice"),)])
def test_photo_is_wanted_where_the_leaf_says_so(attachments: tuple[object, ...]) -> None:
    world = lit()
    heard = world.act(HOLDER, "resolve", NUMBER, "换了灯泡", attachments=attachments)
    assert "现场照片" in heard[0]
    assert world.case().state is State.ASSIGNED


def test_note_is_enough_where_the_leaf_says_so_but_it_is_wanted() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, leaf="F3"))
    assert "要写一句话" in world.act(HOLDER, "resolve", NUMBER)[0]
    world.act(HOLDER, "resolve", NUMBER, "已劝好")
    assert world.case().state is State.RESOLVED


def test_everybody_whose_matter_it_is_hears_once_that_it_is_done_again() -> None:
    world = lit()
    world.act(HOLDER, "resolve", NUMBER, "换了灯泡", attachments=(PHOTO,))
    world.say("wang", press=f"solved:{NUMBER}:-1")
    follower = replace(world.case().parties[0], person_id="zhao", part=Part.FOLLOWER)
    world.change(NUMBER, lambda case: replace(case, parties=(*case.parties, follower)))
    before = len(world.all_heard("wang"))
    world.act(SECRETARY, "reopen", NUMBER, "又黑了")
    [mine], [other] = world.all_heard("wang")[before:], world.all_heard("zhao")
    assert mine == other
    assert f"{NUMBER} 重新办理" in other


def test_freed_people_leave_a_lift_that_stands_still() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "2", "1"))
    world.say("wang", LIFT)
    world.act(HOLDER, "resolve", NUMBER, "三人已救出，无人受伤")
    fault = world.case(FAULT)
    assert (fault.leaf, fault.state, fault.holder) == ("A4", State.ASSIGNED, HOLDER)
    assert fault.place == world.case().place
    assert fault.parties == world.case().parties
    heard = world.all_heard("wang")
    assert "请问解决了吗" in heard[-2]
    assert f"已另立 {FAULT}" in heard[-1]
    assert f"新诉求 {FAULT}" in "".join(world.all_heard(HOLDER))


def test_second_report_opens_no_second_fault() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "2", "1"))
    world.say("wang", LIFT)
    world.act(HOLDER, "resolve", NUMBER, "已救出")
    world.press("wang", "没解决")
    world.act(HOLDER, "resolve", NUMBER, "真的救出了")
    assert set(world.cases) == {NUMBER, FAULT}


def test_fault_is_opened_for_a_reporter_who_was_forgotten() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "2", "1"))
    world.say("wang", LIFT)
    world.change(NUMBER, lambda case: replace(case, parties=()))
    world.act(HOLDER, "resolve", NUMBER, "已救出")
    assert world.case(FAULT).parties == ()


def test_every_leaf_of_what_follows_exists() -> None:
    leaves = load_categories().leaves
    assert set(FOLLOW_ON) | set(FOLLOW_ON.values()) <= set(leaves)


def test_supervisor_reopens_on_the_old_limits_with_the_same_holder() -> None:
    world = resolved()
    world.press("wang", "解决了")
    solve = world.case().clocks.solve
    world.pass_time(days=2)
    world.act(SECRETARY, "reopen", NUMBER, "又坏了")
    case = world.case()
    assert (case.state, case.holder, case.reopened) == (State.ASSIGNED, HOLDER, 1)
    assert (case.clocks.solve, case.clocks.confirm) == (solve, None)
    assert (case.closed_at, case.resolved_at, case.outcome, case.asked) == (None, None, "", 0)
    assert [party.answer for party in case.parties] == [""]
    assert case.due_of(DueKind.ACCEPT) is not None
    assert "期限照原来的算" in world.all_heard("wang")[-1]
    assert "要重办" in world.all_heard(HOLDER)[-1]
    assert "[签收]" in world.all_heard(HOLDER)[-1]


def test_speaker_takes_what_nobody_holds_any_more() -> None:
    world = resolved()
    world.press("wang", "解决了")
    world.change(NUMBER, lambda case: replace(case, holder="gone"))
    world.act(SECRETARY, "reopen", NUMBER, "又坏了")
    assert world.case().holder == SECRETARY


@pytest.mark.parametrize("state", [State.CLOSED, State.REFERRED])
def test_what_was_closed_or_referred_is_reopened_by_a_supervisor_alone(state: State) -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, state=state))
    assert "不归您操作" in world.act(HOLDER, "reopen", NUMBER, "又坏了")[0]
    assert "要写一句话" in world.act(SECRETARY, "reopen", NUMBER)[0]
    world.act(SECRETARY, "reopen", NUMBER, "又坏了")
    assert world.case().state is State.ASSIGNED


def test_withdrawn_case_stays_withdrawn() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, state=State.WITHDRAWN))
    assert "做不了" in world.act(SECRETARY, "reopen", NUMBER, "又坏了")[0]

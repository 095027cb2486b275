from dataclasses import replace
from datetime import timedelta

import pytest

from domain.categories import Priority
from domain.places import Place
from domain.states import Part, State
from tests.handlers.tabletop import MONDAY, PHOTO, World

SECRETARY = "wang-secretary-dq1"
HOLDER = "gao-manager-luting"
WORKER = "li-worker-dq1"
DRAIN = "天成花园3幢化粪池冒溢，臭得很"
FIRST, SECOND, THIRD = "DQ000001", "DQ000002", "DQ000003"


def told_by_three() -> World:
    world = World()
    for name, room in (("an", "302"), ("bo", "401"), ("chu", "502")):
        world.resident(name, home=Place("tiancheng", "3", "2", room=room))
        world.say(name, DRAIN)
        world.pass_time(hours=1)
    return world


def merged() -> World:
    world = told_by_three()
    for number in (SECOND, THIRD):
        world.act(SECRETARY, "merge", number, argument=FIRST)
    return world


def test_three_who_told_the_same_are_parties_of_one_case_and_three_homes_are_counted() -> None:
    world = merged()
    case = world.case(FIRST)
    assert [party.part for party in case.parties] == [Part.REPORTER, Part.FOLLOWER, Part.FOLLOWER]
    assert case.households == 3
    gone = world.case(SECOND)
    assert (gone.state, gone.merged_into, gone.closed_at) == (State.MERGED, FIRST, world.at)
    assert gone.next_due is None


def test_each_hears_privately_and_learns_nothing_of_the_others() -> None:
    world = merged()
    heard = world.all_heard("bo")[-1]
    assert f"您的诉求 {SECOND} 已并入 {FIRST}" in heard
    assert "户" not in heard
    everything = heard + world.all_heard("chu")[-1]
    for other in ("an", "bo", "chu", "302", "401", "502"):
        assert other not in everything
    assert len(world.all_heard("an")) == 1


def test_holder_hears_how_many_homes_there_are() -> None:
    world = merged()
    assert f"{THIRD} 已并入 {FIRST}" in world.all_heard(HOLDER)[-1]
    assert "现共 3 户" in world.all_heard(HOLDER)[-1]


def test_other_holder_hears_that_his_case_is_gone() -> None:
    world = told_by_three()
    world.act(SECRETARY, "hand_on", SECOND, "你看看", argument=f"p:{WORKER}")
    world.act(SECRETARY, "merge", SECOND, argument=FIRST)
    assert f"{SECOND} 已并入 {FIRST}，您不用再单独办" in world.all_heard(WORKER)[-1]


def test_speaker_hears_his_answer_only() -> None:
    world = told_by_three()
    for number in (FIRST, SECOND):
        world.change(number, lambda case: replace(case, holder=SECRETARY))
    step = world.step(SECRETARY, press=f"merge:{SECOND}:1:{FIRST}")
    assert len(world.heard(SECRETARY, step)) == 1


def test_later_words_to_the_merged_number_reach_what_is_left() -> None:
    world = merged()
    world.say("bo", "还是很臭", reply_to=SECOND)
    assert "有新的补充" in world.all_heard(HOLDER)[-1]
    assert FIRST in world.all_heard(HOLDER)[-1]


def test_all_are_asked_at_the_end_and_one_who_says_no_has_it_done_again() -> None:
    world = merged()
    promised = world.case(FIRST).clocks.promised
    world.act(HOLDER, "resolve", FIRST, "已疏通", attachments=(PHOTO,))
    for name in ("an", "bo", "chu"):
        assert f"{FIRST} 高**（物业负责人）说已办好：已疏通" in world.all_heard(name)[-1]
    world.press("bo", "没解决")
    case = world.case(FIRST)
    assert (case.state, case.reopened, case.clocks.promised) == (State.ASSIGNED, 1, promised)
    assert FIRST in world.all_heard(SECRETARY)[-1]


def test_more_pressing_priority_and_earlier_promise_hold() -> None:
    world = told_by_three()
    world.change(SECOND, lambda case: replace(case, priority=Priority.DANGER))
    promised = world.case(FIRST).clocks.promised
    assert promised is not None
    world.change(
        SECOND,
        lambda case: replace(
            case,
            clocks=replace(case.clocks, promised=promised - timedelta(hours=9), answer=None),
        ),
    )
    answer = world.case(FIRST).clocks.answer
    world.act(SECRETARY, "merge", SECOND, argument=FIRST)
    told = world.all_heard("an")[-1]
    assert told == (
        f"您的诉求 {FIRST} 提前了：现由高**（物业负责人）最迟11月25日 08:30前答复您，"
        "原定11月25日 17:30前。"
    )
    assert "并入" not in told
    case = world.case(FIRST)
    assert case.priority is Priority.DANGER
    assert case.clocks.promised == promised - timedelta(hours=9)
    assert case.clocks.answer == answer
    assert case.clocks.accept is not None


def test_who_told_twice_stays_one_party() -> None:
    world = told_by_three()
    party = world.case(FIRST).parties[0]
    world.change(SECOND, lambda case: replace(case, parties=(party,)))
    world.act(SECRETARY, "merge", SECOND, argument=FIRST)
    assert world.case(FIRST).parties == (party,)


@pytest.mark.parametrize(
    ("into", "words"),
    [(SECOND, "它自己"), ("DQ000099", "没有找到"), ("", "没有找到")],
)
def test_number_must_be_another_that_the_speaker_sees(into: str, words: str) -> None:
    world = told_by_three()
    assert words in world.act(SECRETARY, "merge", SECOND, argument=into)[0]
    assert world.case(SECOND).state is State.ASSIGNED


def test_case_of_another_grid_is_unknown_to_who_does_not_supervise_it() -> None:
    world = told_by_three()
    world.change(FIRST, lambda case: replace(case, grid="330602900001-G02"))
    assert "没有找到" in world.act(SECRETARY, "merge", SECOND, argument=FIRST)[0]
    world.change(FIRST, lambda case: replace(case, holder=SECRETARY))
    assert "没有找到" in world.act(SECRETARY, "merge", SECOND, argument=FIRST)[0]


def test_communities_are_not_merged() -> None:
    world = told_by_three()
    world.change(FIRST, lambda case: replace(case, community_id="shanxi"))
    heard = world.act("shen-street", "merge", SECOND, argument=FIRST, community="didang")
    assert "没有找到" in heard[0]


@pytest.mark.parametrize("state", [State.CLOSED, State.RESOLVED, State.MERGED])
def test_nothing_is_merged_into_what_is_over(state: State) -> None:
    world = told_by_three()
    world.change(FIRST, lambda case: replace(case, state=state))
    assert "不能再并入" in world.act(SECRETARY, "merge", SECOND, argument=FIRST)[0]


def test_complaint_is_never_merged_into_the_hands_or_the_case_of_whom_it_is_about() -> None:
    world = told_by_three()
    world.change(SECOND, lambda case: replace(case, about=("luting-company",), holder=SECRETARY))
    assert "不能合并" in world.act(SECRETARY, "merge", SECOND, argument=FIRST)[0]
    assert world.case(SECOND).state is State.ASSIGNED
    world.change(SECOND, lambda case: replace(case, about=("an",)))
    assert "不能合并" in world.act(SECRETARY, "merge", SECOND, argument=FIRST)[0]


def test_only_a_supervisor_merges() -> None:
    world = told_by_three()
    for person in (HOLDER, WORKER, "bo"):
        assert "不归您操作" in world.act(person, "merge", SECOND, argument=FIRST)[0]
    assert world.at > MONDAY

from dataclasses import replace

from domain.states import Act, State
from tests.handlers.tabletop import PHOTO
from tests.handlers.test_merging import (
    DRAIN,
    FIRST,
    HOLDER,
    SECOND,
    SECRETARY,
    THIRD,
    merged,
    told_by_three,
)


def test_a_merged_case_is_its_own_again_with_its_old_clocks() -> None:
    world = merged()
    promised = world.case(SECOND).clocks.promised
    heard = world.act(SECRETARY, "unmerge", SECOND, "是另一个井")
    assert f"{SECOND} 已拆出单独办" in heard[0]
    case = world.case(SECOND)
    assert (case.state, case.merged_into, case.closed_at) == (State.ASSIGNED, "", None)
    assert (case.holder, case.clocks.promised) == (HOLDER, promised)
    assert case.next_due is not None


def test_its_people_leave_and_the_others_stay() -> None:
    world = merged()
    world.act(SECRETARY, "unmerge", SECOND, "是另一个井")
    assert [party.person_id for party in world.case(FIRST).parties] == ["an", "chu"]
    assert f"您的诉求 {SECOND} 已单独办理" in world.all_heard("bo")[-1]
    assert f"{SECOND} 不再并在 {FIRST}" in world.all_heard(HOLDER)[-1]
    assert "现共 2 户" in world.all_heard(HOLDER)[-1]
    assert not any("拆" in words or "单独" in words for words in world.all_heard("an"))


def test_who_follows_by_another_merged_case_stays_and_is_still_told() -> None:
    world = told_by_three()
    world.say("bo", DRAIN)
    world.press("bo", "是新的一件")
    for number in (SECOND, "DQ000004"):
        world.act(SECRETARY, "merge", number, argument=FIRST)
    world.act(SECRETARY, "unmerge", "DQ000004", "是另一个井")
    assert [party.person_id for party in world.case(FIRST).parties] == ["an", "bo"]
    world.act(HOLDER, "resolve", FIRST, "抽干了", attachments=(PHOTO,))
    assert f"{FIRST} 高**" in world.all_heard("bo")[-1]
    world.act(SECRETARY, "unmerge", SECOND, "是另一个井")
    assert [party.person_id for party in world.case(FIRST).parties] == ["an"]


def test_later_words_reach_the_case_itself() -> None:
    world = merged()
    world.act(SECRETARY, "unmerge", SECOND, "是另一个井")
    world.say("bo", "还是很臭", reply_to=SECOND)
    assert SECOND in world.all_heard(HOLDER)[-1]


def test_the_story_of_what_is_left_names_the_number_only() -> None:
    world = merged()
    step = world.step(SECRETARY, "是另一个井", press=f"unmerge:{SECOND}:2")
    events = [change.event for change in step.changes if hasattr(change, "event")]
    assert [(each.act, each.reason) for each in events] == [(Act.UNMERGE, ""), (Act.LEAVE, SECOND)]


def test_a_reason_is_wanted_and_only_a_merged_case_is_taken_out() -> None:
    world = merged()
    assert "unmerge" not in world.act(SECRETARY, "unmerge", THIRD)[0]
    assert world.case(THIRD).state is State.MERGED
    assert world.act(SECRETARY, "unmerge", FIRST, "拆")
    assert world.case(FIRST).state is State.ASSIGNED


def test_where_nobody_serves_it_goes_back_to_who_held_it() -> None:
    world = merged()
    person = world.rules.directory.person(SECRETARY)
    assert person
    world.change(SECOND, lambda case: replace(case, holder=SECRETARY))
    directory = replace(world.rules.directory, staff=(person,))
    world.rules = replace(world.rules, directory=directory)
    world.act(SECRETARY, "unmerge", SECOND, "拆")
    assert world.case(SECOND).holder == SECRETARY

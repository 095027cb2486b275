from datetime import timedelta

import pytest

from domain.ballots import Matter
from domain.polls import PollDesk, PollOpened
from domain.presses import OPEN_POLL, Press
from domain.turns import Step
from tests.ballot_box import AREA, DAY, HOLDER, OPENS, POLL, Box, captain, keys
from tests.domain.builders import MONDAY, staff

QUESTION = "小区地面停车位收费"
DAYS = ("2026-12-08", "2026-12-28")


def holder(polls: PollDesk | None = None) -> Box:
    return Box(staff(HOLDER), at=MONDAY, polls=polls or PollDesk(rolls=frozenset({AREA})))


def opened(box: Box, *argument: str, words: str = QUESTION) -> Step:
    return box.presses(OPEN_POLL, *argument, words=words)


def test_a_vote_is_held_in_three_sentences() -> None:
    box = holder()
    assert keys(box.says("发起表决")) == ["polling.question"]
    offered = box.says(f"  {QUESTION} \n 每月150元 ")
    assert box.hears(offered).endswith("[青石里物业管理区域·过半数][青石里物业管理区域·四分之三]")
    step = box.says("2")
    [change] = step.changes
    assert isinstance(change, PollOpened)
    poll = change.poll
    assert (poll.question, poll.matter) == (f"{QUESTION} 每月150元", Matter.GRAVE)
    assert (poll.area, poll.opened_by) == (AREA, HOLDER)
    assert poll.opens == OPENS - timedelta(hours=2)
    assert poll.closes == OPENS + 20 * DAY + timedelta(hours=10)
    assert "12月08日" in box.hears(step) or "12月8日" in box.hears(step)


def test_the_same_turn_opens_the_same_vote_and_another_another() -> None:
    first = opened(holder(), AREA, "grave", *DAYS).changes
    again = opened(holder(), AREA, "grave", *DAYS).changes
    assert first == again


def test_only_who_holds_votes_there_may() -> None:
    assert keys(captain(at=MONDAY).says("发起表决")) == ["polling.not_yours"]
    assert keys(opened(captain(at=MONDAY), AREA, "grave", *DAYS)) == ["polling.not_yours"]
    assert keys(opened(holder(), "tiancheng-area", "grave", *DAYS)) == ["polling.not_yours"]
    assert keys(opened(holder(), "nowhere", "grave", *DAYS)) == ["polling.not_yours"]


def test_the_dispatcher_of_the_community_may_in_every_area_of_it() -> None:
    box = holder(PollDesk(rolls=frozenset({AREA, "wanghu-area", "shanxi-huayuan-area"})))
    box.person = staff("chen-dispatcher-dq")
    box.says("发起表决")
    assert len(box.says(QUESTION).says[0].choices) == 4


def test_without_a_roll_there_is_nothing_to_count() -> None:
    box = holder(PollDesk())
    box.polls = PollDesk()
    assert keys(box.says("发起表决")) == ["polling.no_roll"]
    assert keys(opened(box, AREA, "grave", *DAYS)) == ["polling.no_roll"]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-12-07", "2026-12-28"),
        ("2026-12-08", "2026-12-12"),
        ("2026-12-08", "2027-02-07"),
        ("2026-12-28", "2026-12-08"),
        ("x", "2026-12-28"),
        ("2026-12-08", ""),
    ],
)
def test_days_that_the_rules_do_not_let_are_refused_with_the_soonest(first: str, last: str) -> None:
    box = holder()
    step = opened(box, AREA, "grave", first, last)
    assert keys(step) == ["polling.bad_days"]
    assert "最早从2026-12-08开始" in box.hears(step)


@pytest.mark.parametrize(
    ("words", "key"), [(" ", "polling.no_question"), ("长" * 201, "polling.long_question")]
)
def test_a_question_fits_on_a_ballot(words: str, key: str) -> None:
    assert keys(opened(holder(), AREA, "grave", *DAYS, words=words)) == [key]
    assert opened(holder(), AREA, "grave", *DAYS, words="长" * 200).changes


def test_a_class_that_the_law_does_not_know_is_refused() -> None:
    assert keys(opened(holder(), AREA, "easy", *DAYS)) == ["presses.unreadable"]


def test_it_can_be_given_up() -> None:
    box = holder()
    box.says("发起表决")
    assert keys(box.says("取消")) == ["guidance.cancelled"]


def test_a_resident_holds_no_vote() -> None:
    step = Box(at=MONDAY).says(press=str(Press(OPEN_POLL, argument=f"{AREA}/grave/x/y")))
    assert [type(each).__name__ for each in step.changes] == ["AttemptNoted"]
    assert POLL.area == AREA

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ballots import Answer, Ballot, Way
from domain.polls import BallotCast, Cast, OpinionGiven, PollDesk, RemindersStopped, Seat
from domain.presses import HUSH, OPINE, UNDO_VOTE, VOTE
from domain.turns import Step
from tests.ballot_box import CAPTAIN, DAY, HOME, LET, POLL, Box, keys, owner, unit_at

OWN = Cast(1, Way.OWN, waits=False, is_live=True, voters=frozenset({"wang"}))


def ballot_of(step: Step) -> Ballot:
    [change] = step.changes
    assert isinstance(change, BallotCast)
    return change.ballot


def test_who_asks_reads_the_question_and_the_answers() -> None:
    box = Box()
    heard = box.hears(box.says("我的表决"))
    assert "请您家表决：小区地面停车位收费" in heard
    assert heard.endswith("[同意][反对][弃权][不再提醒]")
    assert "四分之三以上同意" in heard


def test_a_number_is_the_button() -> None:
    box = Box()
    box.says("我要投票")
    assert ballot_of(box.says("2")).answer is Answer.NO


def test_who_has_nothing_to_vote_on_is_told_why() -> None:
    assert keys(Box(polls=PollDesk()).says("我的表决")) == ["voting.none"]
    stranger = Box(owner(proved=False), polls=PollDesk())
    assert keys(stranger.says("我的表决")) == ["voting.no_home"]


def test_at_most_three_polls_are_shown_at_once() -> None:
    seats = tuple(Seat(replace(POLL, poll=f"p{each}"), unit_at(HOME)) for each in range(5))
    assert len(Box(polls=PollDesk(seats)).says("我的表决").says) == 3


def test_a_ballot_is_the_next_version_of_its_home_and_said_back_once() -> None:
    box = Box(cast=replace(OWN, version=4))
    step = box.presses(VOTE, "p1", "abstain")
    assert ballot_of(step) == Ballot("p1", HOME, Answer.ABSTAIN, Way.OWN, "wang", box.at, 5)
    assert keys(step) == ["voting.cast"]
    assert "青石里1幢1单元101室的表决票：小区地面停车位收费——弃权" in box.hears(step)


def test_who_voted_may_change_it_and_does_not_read_what_it_was() -> None:
    box = Box(cast=OWN)
    heard = box.hears(box.says("我的表决"))
    assert "已经投过票" in heard
    assert heard.endswith("[同意][反对][弃权][收回我的票]")


def test_two_of_one_home_are_told_that_they_must_agree_and_not_what_the_other_said() -> None:
    box = Box(owner("lao-wang"), cast=OWN)
    step = box.presses(VOTE, "p1", "no")
    assert keys(step) == ["voting.cast_beside"]
    assert [each.to for each in step.says] == ["lao-wang"]


def test_from_a_new_telephone_it_waits_until_somebody_has_met_the_voter() -> None:
    box = Box()
    box.bound_at = box.at - timedelta(hours=71)
    step = box.presses(VOTE, "p1", "yes")
    assert ballot_of(step).must_check
    assert [(each.to, each.key) for each in step.says] == [
        ("wang", "voting.waits"),
        (CAPTAIN, "voting.to_check"),
    ]
    assert "同意" not in str(step.says[1].values)
    box.bound_at = box.at - timedelta(hours=72)
    assert not ballot_of(box.presses(VOTE, "p1", "yes")).must_check


def test_where_nobody_serves_the_stairwell_nobody_is_asked_to_check() -> None:
    box = Box(owner(home="nowhere.1.1.101"), home="nowhere.1.1.101")
    box.bound_at = box.at
    unit = replace(LET, compound="nowhere", building="1", unit="1", room="101", let=False)
    box.polls = PollDesk((Seat(POLL, unit),))
    assert keys(box.presses(VOTE, "p1", "yes")) == ["voting.waits"]


def test_a_ballot_is_taken_back_by_who_gave_it() -> None:
    box = Box(cast=OWN)
    step = box.presses(UNDO_VOTE, "p1")
    assert (ballot_of(step).answer, ballot_of(step).version) == (None, 2)
    assert ballot_of(Box(cast=OWN, bound_at=box.at).presses(UNDO_VOTE, "p1")).answer is None
    other = Box(owner("lao-wang"), cast=OWN)
    assert keys(other.presses(UNDO_VOTE, "p1")) == ["voting.nothing"]
    assert keys(Box().presses(UNDO_VOTE, "p1")) == ["voting.nothing"]


@pytest.mark.parametrize(
    "box",
    [
        Box(owner(proved=False)),
        Box(owner(home=LET.home), home=LET.home),
    ],
    ids=["unproved", "tenant"],
)
def test_who_has_no_ballot_says_what_he_thinks_and_is_counted_apart(box: Box) -> None:
    assert keys(box.says("我的表决")) == ["voting.opinion"]
    assert keys(box.presses(VOTE, "p1", "yes")) == ["voting.opinion"]
    step = box.presses(OPINE, "p1", "no")
    assert step.changes == (OpinionGiven("dongqiao", "p1", "wang", Answer.NO, box.at),)
    assert "不计入业主表决" in box.hears(step)
    assert keys(box.presses(HUSH, "p1")) == ["voting.unknown"]


@pytest.mark.parametrize("act", [VOTE, OPINE])
def test_who_lives_at_no_home_of_the_roll_has_neither(act: str) -> None:
    stranger = Box(owner(home="qingshi.9.1.101"), home="qingshi.9.1.101")
    step = stranger.presses(act, "p1", "no")
    assert (keys(step), step.changes) == (["voting.unknown"], ())


def test_an_owner_has_a_ballot_and_no_opinion() -> None:
    step = Box().presses(OPINE, "p1", "no")
    assert (keys(step), step.changes) == (["voting.asked"], ())


def test_a_home_that_has_heard_enough_is_left_in_peace() -> None:
    step = Box().presses(HUSH, "p1")
    assert step.changes == (RemindersStopped("dongqiao", "p1", HOME),)
    assert keys(step) == ["voting.hushed"]


@pytest.mark.parametrize("act", [VOTE, UNDO_VOTE, OPINE, HUSH])
def test_before_it_opens_after_it_closes_and_of_others_nothing_is_done(act: str) -> None:
    early, late = Box(at=POLL.opens - DAY), Box(at=POLL.closes)
    assert keys(early.presses(act, "p1", "yes")) == ["voting.not_yet"]
    assert "2026-12-08" in early.hears(early.presses(act, "p1", "yes"))
    assert keys(late.presses(act, "p1", "yes")) == ["voting.closed"]
    assert keys(Box().presses(act, "p2", "yes")) == ["voting.unknown"]


@pytest.mark.parametrize("act", [VOTE, OPINE])
def test_an_answer_that_is_none_is_refused(act: str) -> None:
    assert keys(Box(owner(proved=act == VOTE)).presses(act, "p1", "maybe")) == [
        "presses.unreadable"
    ]

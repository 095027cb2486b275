from dataclasses import replace

import pytest

from domain.ballots import Answer, Ballot, Way
from domain.polls import BallotCast, BallotChecked, Cast, PollDesk, Seat
from domain.presses import CHECK_VOTER, RECORD_VOTE
from tests.ballot_box import CAPTAIN, HOME, OPENS, POLL, Box, captain, keys, owner

WITNESSED = "门卫老陈，老人当面说的"
WAITS = Cast(3, Way.OWN, waits=True, is_live=True, voters=frozenset({"wang"}))


def test_a_door_is_asked_then_who_was_there_and_the_household_reads_it() -> None:
    box = captain(members=("wang", "lao-wang"))
    asked = box.presses(RECORD_VOTE, "p1", HOME)
    assert keys(asked) == ["vote_records.asked"]
    assert box.hears(asked).endswith("[同意][反对][弃权]")
    assert keys(box.says("2")) == ["vote_records.witness"]
    step = box.says(WITNESSED)
    written = Ballot(
        "p1", HOME, Answer.NO, Way.ASSISTED, CAPTAIN, OPENS, 1, "门卫老陈", "老人当面说的"
    )
    assert step.changes == (BallotCast("dongqiao", written),)
    assert [(each.to, each.key) for each in step.says] == [
        (CAPTAIN, "vote_records.written"),
        ("wang", "vote_records.household"),
        ("lao-wang", "vote_records.household"),
    ]
    assert step.dialogue
    assert step.dialogue.stage == ""


def test_a_household_without_a_telephone_gets_the_words_on_paper() -> None:
    box = captain()
    box.presses(RECORD_VOTE, "p1", HOME, "yes")
    heard = box.hears(box.says(WITNESSED))
    assert "请把这句话抄给他们" in heard
    assert "龚**" in heard


@pytest.mark.parametrize("words", ["门卫老陈", "门卫老陈，", "，老人说的", "  "])
def test_without_a_witness_or_how_it_was_said_nothing_is_written(words: str) -> None:
    box = captain()
    box.presses(RECORD_VOTE, "p1", HOME, "yes")
    step = box.says(words)
    assert (keys(step), step.changes) == (["vote_records.again"], ())
    assert box.says(WITNESSED).changes


def test_it_can_be_given_up() -> None:
    box = captain()
    box.presses(RECORD_VOTE, "p1", HOME, "yes")
    step = box.says("取消")
    assert (keys(step), step.changes) == (["guidance.cancelled"], ())
    assert box.dialogue.stage == ""


def test_a_ballot_of_the_household_is_never_written_over() -> None:
    own = replace(WAITS, waits=False)
    assert keys(captain(cast=own).presses(RECORD_VOTE, "p1", HOME)) == ["vote_records.has_own"]
    box = captain()
    box.presses(RECORD_VOTE, "p1", HOME, "yes")
    box.cast = own
    step = box.says(WITNESSED)
    assert (keys(step), step.changes) == (["vote_records.has_own"], ())
    taken_back = replace(own, is_live=False, voters=frozenset())
    assert captain(cast=taken_back).presses(RECORD_VOTE, "p1", HOME).says


@pytest.mark.parametrize("act", [RECORD_VOTE, CHECK_VOTER])
def test_only_who_serves_that_stairwell_and_never_for_his_own_home(act: str) -> None:
    other = "qingshi.3.1.101"
    assert keys(captain(home=other).presses(act, "p1", other, "1")) == ["vote_records.not_yours"]
    box = captain()
    box.person = replace(box.person, home=owner().home)
    assert keys(box.presses(act, "p1", HOME, "1")) == ["vote_records.not_yours"]
    nowhere = Box(box.person, polls=PollDesk((Seat(POLL),)))
    assert keys(nowhere.presses(act, "p1", HOME, "1")) == ["voting.unknown"]


def test_a_resident_cannot_write_down_or_check_a_ballot() -> None:
    for act in (RECORD_VOTE, CHECK_VOTER):
        step = Box().presses(act, "p1", "qingshi.1.1.102", "yes")
        assert [type(each).__name__ for each in step.changes] == ["AttemptNoted"]


def test_who_was_met_has_his_ballot_counted() -> None:
    step = captain(cast=WAITS).presses(CHECK_VOTER, "p1", HOME, "3")
    assert step.changes == (BallotChecked("dongqiao", "p1", HOME, 3, CAPTAIN),)
    assert keys(step) == ["vote_records.checked"]


@pytest.mark.parametrize("cast", [None, replace(WAITS, waits=False), replace(WAITS, version=4)])
def test_what_was_changed_since_is_not_checked(cast: Cast | None) -> None:
    step = captain(cast=cast).presses(CHECK_VOTER, "p1", HOME, "3")
    assert (keys(step), step.changes) == (["vote_records.nothing_to_check"], ())


def test_after_the_close_nothing_is_written() -> None:
    assert keys(captain(at=POLL.closes).presses(RECORD_VOTE, "p1", HOME)) == ["voting.closed"]

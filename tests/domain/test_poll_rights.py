"""Whatever a conversation forgets stops at the second wall."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ballots import Answer, Ballot, Way
from domain.poll_rights import may_change_poll
from domain.polls import (
    BallotCast,
    BallotChecked,
    Cast,
    HomesAsked,
    OpinionGiven,
    PollChange,
    PollDesk,
    PollOpened,
    PollWoken,
    RemindersStopped,
)
from domain.rights import Trespass, check_step
from domain.turns import Step
from tests.ballot_box import CAPTAIN, HOLDER, HOME, LET, OPENS, POLL, Box, captain, owner
from tests.domain.builders import staff

OWN = Ballot("p1", HOME, Answer.YES, Way.OWN, "wang", OPENS)
WRITTEN = Ballot("p1", HOME, Answer.YES, Way.ASSISTED, CAPTAIN, OPENS, 1, "老陈", "口述")
STANDS = Cast(1, Way.OWN, waits=False, is_live=True, voters=frozenset({"wang"}))


def may(box: Box, change: PollChange) -> bool:
    allowed = may_change_poll(box.laid(), change)
    if not allowed:
        with pytest.raises(Trespass):
            check_step(box.laid(), Step(changes=(change,)))
    return allowed


def cast(ballot: Ballot) -> BallotCast:
    return BallotCast("dongqiao", ballot)


def test_a_household_casts_its_own_ballot_once_a_version() -> None:
    assert may(Box(), cast(OWN))
    for wrong in (
        replace(OWN, version=2),
        replace(OWN, cast_by="somebody"),
        replace(OWN, home="qingshi.1.1.102"),
        replace(OWN, poll="p2"),
    ):
        assert not may(Box(), cast(wrong))
    assert not may(Box(at=POLL.closes), cast(OWN))
    assert not may(Box(at=OPENS - timedelta(seconds=1)), cast(OWN))
    assert not may(Box(owner(proved=False)), cast(OWN))
    assert not may(Box(owner(home=LET.home), home=LET.home), cast(replace(OWN, home=LET.home)))


def test_from_a_new_telephone_only_what_waits_and_what_is_taken_back() -> None:
    box = Box(bound_at=OPENS)
    assert not may(box, cast(OWN))
    assert may(box, cast(replace(OWN, must_check=True)))
    assert may(box, cast(replace(OWN, answer=None)))


def test_p19_what_is_written_down_has_a_witness_and_evidence_and_overwrites_nothing() -> None:
    assert may(captain(), cast(WRITTEN))
    assert not may(captain(), cast(replace(WRITTEN, witness="")))
    assert not may(captain(), cast(replace(WRITTEN, evidence="")))
    assert not may(captain(cast=STANDS), cast(replace(WRITTEN, version=2)))
    other = "qingshi.3.1.101"
    assert not may(captain(home=other), cast(replace(WRITTEN, home=other)))
    holder = Box(staff(HOLDER))
    assert not may(holder, cast(replace(WRITTEN, cast_by=HOLDER)))


def test_p11_staff_cast_no_ballot_for_a_household_as_its_own() -> None:
    assert not may(captain(), cast(replace(OWN, cast_by=CAPTAIN)))


def test_who_checks_says_so_himself_and_serves_the_stairwell() -> None:
    checked = BallotChecked("dongqiao", "p1", HOME, 1, CAPTAIN)
    assert may(captain(), checked)
    assert not may(captain(), replace(checked, by="somebody"))
    assert not may(captain(at=POLL.closes), checked)
    assert not may(captain(), replace(checked, poll="p2"))
    assert not may(Box(), replace(checked, by="wang"))


def test_everybody_speaks_for_himself() -> None:
    opinion = OpinionGiven("dongqiao", "p1", "wang", Answer.NO, OPENS)
    assert may(Box(), opinion)
    assert not may(Box(), replace(opinion, person_id="somebody"))
    assert not may(Box(at=POLL.closes), opinion)
    assert not may(Box(home="qingshi.9.1.101"), opinion)
    hush = RemindersStopped("dongqiao", "p1", HOME)
    assert may(Box(), hush)
    assert not may(Box(), replace(hush, home="qingshi.1.1.102"))
    assert not may(Box(owner(proved=False)), hush)


def test_who_opens_a_poll_holds_it_himself_where_there_is_a_roll() -> None:
    box, opened = Box(staff(HOLDER)), PollOpened(POLL)
    assert may(box, opened)
    assert not may(box, PollOpened(replace(POLL, opened_by="somebody")))
    assert not may(box, PollOpened(replace(POLL, area="tiancheng-area")))
    assert not may(box, PollOpened(replace(POLL, area="nowhere")))
    assert not may(Box(staff(HOLDER), polls=PollDesk()), opened)
    assert not may(Box(), PollOpened(replace(POLL, opened_by="wang")))


def test_asking_and_waking_are_the_clock_s() -> None:
    for change in (HomesAsked("dongqiao", "p1", (HOME,), OPENS), PollWoken("dongqiao", "p1", None)):
        assert not may(captain(), change)

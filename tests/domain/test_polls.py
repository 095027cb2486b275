from dataclasses import replace

import pytest

from domain.ballots import Way
from domain.dwellings import home_of
from domain.places import Place
from domain.polls import (
    NO_POLLS,
    Cast,
    PollDesk,
    Seat,
    area_named,
    cast_after,
    may_hold,
    may_record,
    may_vote,
    poll_id,
)
from tests.ballot_box import AREA, CAPTAIN, HOLDER, HOME, LET, POLL, owner, unit_at
from tests.domain.builders import MONDAY, demo_rules, staff

DAY, RULES = MONDAY.date(), demo_rules()


@pytest.mark.parametrize(
    ("who", "area", "may"),
    [
        (HOLDER, AREA, True),
        (HOLDER, "tiancheng-area", False),
        ("chen-dispatcher-dq", AREA, True),
        ("chen-dispatcher-dq", "shanxi-huayuan-area", False),
        (CAPTAIN, AREA, False),
        ("gu-street-deputy", AREA, False),
    ],
)
def test_dispatchers_and_the_secretary_of_a_grid_in_the_area_hold_votes(
    who: str, area: str, *, may: bool
) -> None:
    found = area_named(area, RULES, DAY)
    assert found
    assert may_hold(staff(who), found, RULES, DAY) is may


def test_an_area_that_is_not_there_has_no_name() -> None:
    assert area_named("nowhere", RULES, DAY) is None


def test_a_ballot_is_written_down_by_who_serves_the_stairwell_and_lives_elsewhere() -> None:
    captain, home = staff(CAPTAIN), home_of(HOME)
    assert may_record(captain, home, RULES, DAY)
    assert may_record(staff("he-worker-dq6"), home, RULES, DAY)
    assert not may_record(staff(HOLDER), home, RULES, DAY)
    assert not may_record(staff("wen-captain-dq6-w016"), home, RULES, DAY)
    assert not may_record(replace(captain, home=home), home, RULES, DAY)
    assert not may_record(captain, Place(), RULES, DAY)


def test_the_ballot_is_of_who_was_proved_to_live_there_as_owner() -> None:
    assert may_vote(owner(), unit_at(HOME))
    assert not may_vote(owner(proved=False), unit_at(HOME))
    assert not may_vote(owner(home="qingshi.1.1.102"), unit_at(HOME))
    assert not may_vote(owner(home=LET.home), LET)
    assert not may_vote(owner(), None)


def test_what_stands_for_a_home_is_folded_ballot_by_ballot() -> None:
    def own(version: int, *, is_live: bool = True) -> Cast:
        return Cast(version, Way.OWN, waits=False, is_live=is_live)

    written = Cast(1, Way.ASSISTED, waits=False, is_live=True)
    first = cast_after(None, written, "captain")
    assert (first.is_live, first.voters) == (True, frozenset())
    both = cast_after(cast_after(first, own(2), "wang"), own(3), "lao-wang")
    assert both.voters == frozenset({"wang", "lao-wang"})
    one = cast_after(both, own(4, is_live=False), "wang")
    assert (one.is_live, one.voters) == (True, frozenset({"lao-wang"}))
    none = cast_after(one, own(5, is_live=False), "lao-wang")
    assert (none.is_live, none.version) == (False, 5)


def test_a_desk_knows_its_seats() -> None:
    seat = Seat(POLL, unit_at(HOME))
    assert (seat.version, seat.is_cast) == (0, False)
    cast = replace(seat, cast=Cast(3, Way.OWN, waits=False, is_live=True))
    assert (cast.version, cast.is_cast) == (3, True)
    assert PollDesk((seat,)).seat("p1") is seat
    assert NO_POLLS.seat("p1") is None


def test_the_same_turn_opens_the_same_poll() -> None:
    assert poll_id("dongqiao", "t1") == poll_id("dongqiao", "t1")
    assert len({poll_id("dongqiao", "t1"), poll_id("dongqiao", "t2"), poll_id("sx", "t1")}) == 3

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.calendar import shanghai_day
from domain.dwellings import (
    HomeProved,
    after_proof,
    check_number,
    home_key,
    home_of,
    is_proved,
    is_prover,
    may_prove,
)
from domain.people import Person
from domain.places import Place, PlaceSource
from tests.domain.builders import MONDAY
from tests.handlers.tabletop import demo_rules

RULES, DAY = demo_rules(), shanghai_day(MONDAY)
HOME = Place("tiancheng", "3", "2", "6", "602", source=PlaceSource.ASKED)


def staff(person_id: str) -> Person:
    found = RULES.directory.person(person_id)
    assert found
    return found


def test_a_home_has_a_key_and_comes_back_from_it() -> None:
    assert home_key(HOME) == "tiancheng.3.2.602"
    assert home_key(home_of("tiancheng.3.2.602")) == "tiancheng.3.2.602"
    assert home_key(replace(HOME, room="")) == ""
    assert home_of("tiancheng.3.2") == Place()
    assert home_of("a.b.c.d.e") == Place()


@pytest.mark.parametrize(
    ("person_id", "may"),
    [
        ("xie-captain-dq1-w003", True),
        ("song-captain-dq1-w001", False),
        ("li-worker-dq1", True),
        ("wang-secretary-dq1", True),
        ("chen-dispatcher-dq", True),
        ("zhang-secretary-dq2", False),
        ("wu-dispatcher-sx", False),
        ("gao-manager-luting", False),
        ("ye-mediator-dq", False),
    ],
)
def test_who_serves_the_stairwell_its_grid_or_all_confirms(person_id: str, *, may: bool) -> None:
    assert may_prove(staff(person_id), HOME, RULES, DAY) is may


def test_where_nobody_lives_nobody_is_confirmed() -> None:
    secretary = staff("wang-secretary-dq1")
    assert not may_prove(secretary, replace(HOME, room=""), RULES, DAY)
    assert not may_prove(secretary, Place("nowhere", "1", "1", "1", "101"), RULES, DAY)
    assert not may_prove(Person("dongqiao", "resident"), HOME, RULES, DAY)


def test_the_page_is_for_who_serves_a_stairwell() -> None:
    assert is_prover(staff("xie-captain-dq1-w003"), DAY)
    assert not is_prover(staff("gao-manager-luting"), DAY)


def test_a_confirmed_home_tells_by_whom_and_another_is_taken_back() -> None:
    at = datetime(2026, 12, 1, 2, tzinfo=UTC)
    claim = Person("dongqiao", "li", home=HOME)
    proof = HomeProved("dongqiao", "li", home_key(HOME), "captain", at, lives_there=True)
    after = after_proof(claim, proof)
    assert is_proved(after.home)
    assert after.proved == "captain 2026-12-01T02:00:00+00:00"
    denied = after_proof(after, replace(proof, lives_there=False))
    assert (denied.home.room, denied.home.unit, denied.proved) == ("", "2", "")
    assert not is_proved(denied.home)


def test_the_check_number_is_of_this_person_and_this_door() -> None:
    number = check_number("li", HOME)
    assert len(number) == 4
    assert number == check_number("li", replace(HOME, source=PlaceSource.CODE))
    assert number != check_number("li", replace(HOME, room="502"))
    assert number != check_number("wang", HOME)

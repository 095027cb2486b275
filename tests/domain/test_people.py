from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import Person, Post, Role, ScopeKind

DAY = date(2026, 11, 23)
DATES = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(DATES, DATES, DATES)
def test_a_post_is_held_from_its_first_to_its_last_day(first: date, last: date, day: date) -> None:
    post = Post(Role.SECRETARY, ScopeKind.GRID, "G01", first, last)
    assert post.holds_on(day) == (first <= day <= last)


def test_a_post_without_dates_is_held_always() -> None:
    post = Post(Role.SECRETARY, ScopeKind.GRID, "G01")
    assert post.holds_on(date.min)
    assert post.holds_on(date.max)


def test_only_posts_of_the_day_give_a_role() -> None:
    past = Post(Role.SECRETARY, ScopeKind.GRID, "G01", until=DAY - timedelta(days=1))
    now = Post(Role.CAPTAIN, ScopeKind.MICROGRID, "W001")
    person = Person("dongqiao", "wang", "王", (past, now))
    assert person.posts_on(DAY) == (now,)
    assert person.has_role(Role.CAPTAIN, DAY)
    assert not person.has_role(Role.SECRETARY, DAY)
    assert person.has_role(Role.SECRETARY, DAY - timedelta(days=1))


@pytest.mark.parametrize("role", Role)
def test_everybody_but_residents_and_their_representatives_is_staff(role: Role) -> None:
    person = Person("dongqiao", "wang", posts=(Post(role, ScopeKind.COMMUNITY, "dongqiao"),))
    assert person.is_staff(DAY) == (role not in {Role.RESIDENT, Role.REPRESENTATIVE})


def test_somebody_without_a_post_is_not_staff() -> None:
    assert not Person("dongqiao", "wang").is_staff(DAY)


def test_codes_name_a_person_by_the_id_or_by_a_body_that_is_served() -> None:
    body = Post(Role.PROPERTY, ScopeKind.BODY, "luting", until=DAY)
    grid = Post(Role.SECRETARY, ScopeKind.GRID, "G01")
    person = Person("dongqiao", "gao", posts=(body, grid))
    assert person.is_among(["gao"], DAY)
    assert person.is_among(("x", "luting"), DAY)
    assert not person.is_among(["luting"], DAY + timedelta(days=1))
    assert not person.is_among(["G01", ""], DAY)
    assert not person.is_among([], DAY)


def serving(role: Role, scope: ScopeKind, code: str) -> Person:
    return Person("dongqiao", f"{role}-{code}", posts=(Post(role, scope, code),))


def test_nobody_from_outside_stands_in_for_who_reads_residents_words() -> None:
    dispatcher = serving(Role.DISPATCHER, ScopeKind.COMMUNITY, "dongqiao")
    worker = serving(Role.GRID_WORKER, ScopeKind.GRID, "G01")
    manager = serving(Role.PROPERTY, ScopeKind.BODY, "luting")
    captain = serving(Role.CAPTAIN, ScopeKind.MICROGRID, "W001")
    assert worker.may_stand_in_for(dispatcher, DAY)
    assert worker.may_stand_in_for(captain, DAY)
    assert not manager.may_stand_in_for(dispatcher, DAY)
    assert not captain.may_stand_in_for(dispatcher, DAY)
    assert not captain.may_stand_in_for(manager, DAY)


def test_one_of_the_same_duty_stands_in_a_company_only_for_its_own() -> None:
    manager = serving(Role.PROPERTY, ScopeKind.BODY, "luting")
    rival = serving(Role.PROPERTY, ScopeKind.BODY, "yunhe")
    captain = serving(Role.CAPTAIN, ScopeKind.MICROGRID, "W001")
    neighbour = serving(Role.CAPTAIN, ScopeKind.MICROGRID, "W002")
    assert manager.may_stand_in_for(manager, DAY)
    assert not rival.may_stand_in_for(manager, DAY)
    assert neighbour.may_stand_in_for(captain, DAY)

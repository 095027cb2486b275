from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assists import Assist, AssistKind
from domain.calendar import shanghai_day
from domain.cases import Case, Party
from domain.parts import duties_in, is_accused, parts_of
from domain.people import Person, Role
from domain.states import Part
from tests.domain.builders import (
    COMPANY,
    DISPATCHERS,
    HOLDER,
    MONDAY,
    REPORTER,
    SECRETARY,
    STREET,
    away,
    case_of,
    demo_rules,
    staff,
    with_absences,
)

DAY = shanghai_day(MONDAY)
RULES = demo_rules()
STAFF = RULES.directory.staff
MEDIATOR = "ye-mediator-dq"
OFFICER = "cheng-officer-market"
CHAIR = "zheng-chair-tiancheng"


CASE = case_of()
UNHELD = replace(CASE, holder="")
CALLED = Assist(AssistKind.ASSIST, "market", "gone", SECRETARY, MONDAY, MONDAY)


def parts(person_id: str, case: Case = CASE) -> set[str]:
    return {part.value for part in parts_of(case, staff(person_id), RULES, DAY)}


def captain_here() -> str:
    micro = CASE.microgrid
    return next(
        person.person_id
        for person in STAFF
        if any(post.role is Role.CAPTAIN and post.code == micro for post in person.posts)
    )


@pytest.mark.parametrize(
    ("person", "case", "expected"),
    [
        (HOLDER, CASE, {"outsider"}),
        (HOLDER, replace(UNHELD, queue="grid"), set()),
        (SECRETARY, CASE, {"supervisor"}),
        (SECRETARY, replace(CASE, holder=SECRETARY), {"supervisor", "outsider"}),
        (SECRETARY, replace(CASE, holder=SECRETARY, queue="grid"), {"supervisor", "holder"}),
        ("wang-head-dq1", CASE, {"supervisor"}),
        ("li-worker-dq1", CASE, {"watcher"}),
        ("zhang-secretary-dq2", CASE, set()),
        (DISPATCHERS[0], CASE, {"supervisor", "caller"}),
        (MEDIATOR, CASE, set()),
        ("wu-dispatcher-sx", CASE, set()),
        (STREET[0], CASE, {"supervisor", "caller"}),
        ("qian-admin", CASE, {"supervisor"}),
        (OFFICER, CASE, set()),
        (OFFICER, replace(CASE, queue="market"), {"outsider"}),
        (CHAIR, replace(CASE, queue="committee"), {"outsider"}),
        (CHAIR, CASE, set()),
        (OFFICER, replace(CASE, assists=(CALLED,)), {"assistant"}),
        (MEDIATOR, replace(CASE, assists=(CALLED,)), set()),
        (CHAIR, replace(CASE, assists=(replace(CALLED, person_id=CHAIR),)), {"assistant"}),
        ("xia-representative-dq1", CASE, {"watcher"}),
    ],
)
def test_posts_give_their_parts(person: str, case: Case, expected: set[str]) -> None:
    assert parts(person, case) == expected


def test_captain_watches_what_happens_in_the_own_stairwells() -> None:
    assert parts(captain_here()) == {"watcher"}
    assert parts(captain_here(), replace(CASE, microgrid="", grid="")) == set()


def test_a_case_without_a_grid_belongs_to_no_secretary() -> None:
    assert parts(SECRETARY, replace(CASE, grid="")) == set()


def test_residents_have_the_part_of_their_row() -> None:
    follower = Party("li", Part.FOLLOWER)
    case = replace(CASE, parties=(*CASE.parties, follower))
    for person_id, part in ((REPORTER, Part.REPORTER), ("li", Part.FOLLOWER)):
        assert parts_of(case, Person("dongqiao", person_id), RULES, DAY) == {part}
    assert parts_of(case, Person("dongqiao", "zhao"), RULES, DAY) == frozenset()


def test_the_same_id_in_another_community_is_a_stranger() -> None:
    assert parts_of(CASE, Person("shanxi", REPORTER), RULES, DAY) == frozenset()
    assert duties_in(CASE, replace(staff(SECRETARY), community_id="shanxi"), RULES, DAY) == ()


def test_nobody_without_an_id_holds_a_case_that_nobody_holds() -> None:
    case = replace(CASE, holder="")
    assert parts_of(case, Person("dongqiao", ""), RULES, DAY) == frozenset()


def test_a_place_outside_every_area_has_no_body_that_holds() -> None:
    case = replace(CASE, place=replace(CASE.place, compound="nowhere"))
    assert duties_in(case, staff(HOLDER), RULES, DAY) == ()


@pytest.mark.parametrize("code", [SECRETARY, HOLDER, COMPANY])
def test_whom_the_case_is_about_has_no_part_whatever_post_he_holds(code: str) -> None:
    case = replace(CASE, about=(code,))
    accused = [person for person in STAFF if is_accused(case, person, DAY)]
    assert accused
    assert {parts_of(case, person, RULES, DAY) for person in accused} == {frozenset()}


def test_whom_the_case_is_about_keeps_what_he_reported_himself() -> None:
    case = replace(CASE, about=(COMPANY,), parties=(Party(HOLDER, Part.REPORTER),))
    assert parts_of(case, staff(HOLDER), RULES, DAY) == {Part.REPORTER}


def test_who_stands_in_has_the_parts_of_who_is_away_while_he_is() -> None:
    worker = "chen-worker-dq2"
    rules = with_absences(away(SECRETARY, worker), away(HOLDER, "li-worker-dq1"))
    assert parts_of(CASE, staff(worker), rules, DAY) == {Part.SUPERVISOR}
    assert Part.OUTSIDER in parts_of(CASE, staff("li-worker-dq1"), rules, DAY)
    later = DAY + timedelta(days=40)
    assert parts_of(CASE, staff(worker), rules, later) == frozenset()


def test_who_stands_in_holds_what_was_given_to_a_person_by_name() -> None:
    rules = with_absences(away("zhang-secretary-dq2", "chen-worker-dq2"))
    case = replace(CASE, holder="zhang-secretary-dq2")
    assert parts_of(case, staff("chen-worker-dq2"), rules, DAY) == {Part.OUTSIDER}
    assert duties_in(case, staff("chen-worker-dq2"), rules, DAY) == ()


def test_nobody_stands_in_for_whom_the_case_is_about_or_for_a_stranger() -> None:
    worker = "chen-worker-dq2"
    rules = with_absences(away(SECRETARY, worker), away("gone", worker))
    case = replace(CASE, about=(SECRETARY,))
    assert parts_of(case, staff(worker), rules, DAY) == frozenset()


CODES = st.sets(st.sampled_from([COMPANY, *(person.person_id for person in STAFF)]), max_size=3)


@given(st.sampled_from(STAFF), CODES)
def test_nobody_accused_ever_has_a_part(person: Person, about: set[str]) -> None:
    case = replace(CASE, about=tuple(about))
    if is_accused(case, person, DAY):
        assert parts_of(case, person, RULES, DAY) == frozenset()
        assert duties_in(case, person, RULES, DAY) == ()

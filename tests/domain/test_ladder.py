from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import shanghai_day
from domain.cases import Case
from domain.categories import Priority, Rung
from domain.deadlines import Limit
from domain.ladder import (
    SCOPES,
    again_at,
    alarm_at,
    climb,
    is_pressing,
    level_of,
    people_at,
    people_of,
    rungs,
    top,
)
from domain.people import Absence, Role
from tests.domain.builders import (
    COMPANY,
    DISPATCHERS,
    HOLDER,
    MONDAY,
    SECRETARY,
    STREET,
    away,
    case_of,
    demo_rules,
    moment,
    with_absences,
)

DAY = shanghai_day(MONDAY)
RULES = demo_rules()
CASE = case_of()
TOP = top(CASE, RULES)
ADMIN = "qian-admin"
STAFF_IDS = [person.person_id for person in RULES.directory.staff]


def at(level: int, about: tuple[str, ...] = ()) -> tuple[str, ...]:
    case = replace(CASE, about=about)
    return tuple(person.person_id for person in people_at(case, level, RULES, DAY))


def climbed(
    level: int, *absences: Absence, about: tuple[str, ...] = ()
) -> tuple[int, tuple[str, ...]]:
    step, people = climb(replace(CASE, about=about), level, with_absences(*absences), DAY)
    return step, tuple(person.person_id for person in people)


def gone(*people: str) -> tuple[Absence, ...]:
    return tuple(away(person, "") for person in people)


def test_each_level_hears_by_its_scope() -> None:
    assert [at(level) for level in range(5)] == [
        (HOLDER,),
        (SECRETARY,),
        DISPATCHERS,
        STREET,
        STREET,
    ]


def test_every_ladder_begins_with_the_holder_and_ends_with_the_street() -> None:
    found = RULES.categories
    assert set(found.ladder) == set(found.alarms) == set(found.words) == set(Priority)
    ladders = [*found.ladder.values(), *(leaf.ladder for leaf in found.leaves.values())]
    own = [ladder for ladder in ladders if ladder]
    assert len(own) > len(Priority)
    for ladder in own:
        roles = [rung.role for rung in ladder]
        assert roles == [None, Role.SECRETARY, Role.DISPATCHER, Role.STREET]


def test_who_stands_on_the_ladder_is_a_row_of_the_file() -> None:
    """A community puts its captain and its grid head in, and leaves the community out."""
    mine = (
        Rung(None, Limit.parse("1wh")),
        Rung(Role.CAPTAIN, Limit.parse("2wh")),
        Rung(Role.GRID_HEAD, Limit.parse("1wd")),
        Rung(Role.STREET, Limit.parse("2wd")),
    )
    categories = replace(RULES.categories, ladder=dict.fromkeys(Priority, mine))
    rules = replace(RULES, categories=categories)
    case = replace(CASE, microgrid="330602900001-G01-W003")
    heard = [[each.person_id for each in people_at(case, at, rules, DAY)] for at in range(5)]
    assert heard == [[HOLDER], [captain(case)], ["wang-head-dq1"], list(STREET), list(STREET)]
    assert rungs(case, rules) == mine
    assert again_at(case, 1, moment("2026-11-23 10:00"), rules) == moment("2026-11-23 13:30")
    assert level_of(case, "wang-head-dq1", rules, DAY) == 2
    assert level_of(case, SECRETARY, rules, DAY) == 0
    assert climb(case, 9, rules, DAY)[0] == 3


def captain(case: Case) -> str:
    [found] = people_of(case, Role.CAPTAIN, RULES, DAY)
    return found.person_id


def test_each_who_may_stand_on_it_serves_the_case_by_his_own_scope() -> None:
    assert [each.person_id for each in people_of(CASE, Role.GRID_WORKER, RULES, DAY)] == [
        "li-worker-dq1"
    ]
    assert people_of(replace(CASE, about=(SECRETARY,)), Role.SECRETARY, RULES, DAY) == ()
    assert Role.PROPERTY not in SCOPES


def test_dangers_and_urgent_matters_are_pressing() -> None:
    pressing = [is_pressing(replace(CASE, priority=priority)) for priority in Priority]
    assert pressing == [True, True, False, False]


@pytest.mark.parametrize(
    ("priority", "level", "again"),
    [
        (Priority.DANGER, 0, "2026-11-27 20:05"),
        (Priority.DANGER, 9, "2026-11-27 20:30"),
        (Priority.URGENT, 1, "2026-11-27 22:00"),
        (Priority.NORMAL, 0, "2026-12-01 08:30"),
        (Priority.NORMAL, 3, "2026-12-07 08:30"),
        (Priority.SLOW, 2, "2026-12-02 08:30"),
    ],
)
def test_ordinary_waits_end_in_office_hours_and_pressing_ones_at_any(
    priority: Priority, level: int, again: str
) -> None:
    case = replace(CASE, priority=priority)
    assert again_at(case, level, moment("2026-11-27 20:00"), RULES) == moment(again)


def test_a_leaf_may_have_waits_of_its_own_unless_it_became_more_pressing() -> None:
    blocked = replace(CASE, leaf="C1", priority=Priority.NORMAL)
    at_ten = moment("2026-11-23 10:00")
    assert again_at(blocked, 0, at_ten, RULES) == moment("2026-11-23 11:00")
    assert again_at(replace(blocked, leaf="A6"), 0, at_ten, RULES) > moment("2026-11-23 17:00")
    danger = replace(blocked, priority=Priority.DANGER)
    assert again_at(danger, 0, at_ten, RULES) == moment("2026-11-23 10:05")


def test_alarms_about_what_nobody_holds_come_soonest() -> None:
    for priority in Priority:
        case = replace(CASE, priority=priority)
        alarm = alarm_at(case, moment("2026-11-23 10:00"), RULES)
        assert alarm <= again_at(case, 0, moment("2026-11-23 10:00"), RULES)


def test_who_is_away_is_heard_for_by_the_deputy_once() -> None:
    rules = with_absences(away(DISPATCHERS[0], DISPATCHERS[1]), away(HOLDER, SECRETARY))
    assert [person.person_id for person in people_at(CASE, 2, rules, DAY)] == [DISPATCHERS[1]]
    assert [person.person_id for person in people_at(CASE, 0, rules, DAY)] == [SECRETARY]


@pytest.mark.parametrize("level", range(TOP + 1))
def test_nobody_hears_whom_it_is_about(level: int) -> None:
    assert at(level, about=(*DISPATCHERS, *STREET, SECRETARY, COMPANY)) == ()


def test_the_deputy_of_whom_it_is_about_does_not_hear_either() -> None:
    rules = with_absences(away(SECRETARY, "li-worker-dq1"))
    assert people_at(replace(CASE, about=(SECRETARY,)), 1, rules, DAY) == ()


def test_a_case_that_nobody_holds_has_nobody_on_its_lowest_level() -> None:
    assert people_at(replace(CASE, holder=""), 0, RULES, DAY) == ()
    assert people_at(replace(CASE, holder="gone"), 0, RULES, DAY) == ()


def test_the_climb_skips_a_level_where_nobody_new_hears() -> None:
    assert climbed(1) == (1, (SECRETARY,))
    assert climbed(1, *gone(SECRETARY)) == (2, DISPATCHERS)
    assert climbed(1, away(SECRETARY, HOLDER)) == (2, DISPATCHERS)
    assert climbed(2, away(DISPATCHERS[0], HOLDER)) == (2, (DISPATCHERS[1],))


def test_past_the_top_the_street_hears_again_or_who_is_highest() -> None:
    assert climbed(TOP + 1) == (TOP, STREET)
    assert climbed(TOP, *gone(*STREET)) == (2, DISPATCHERS)
    assert climbed(TOP, *gone(*STREET, *DISPATCHERS, SECRETARY)) == (0, (HOLDER,))


def test_where_nobody_serves_those_who_are_away_and_the_admins_hear() -> None:
    everybody = gone(HOLDER, SECRETARY, *DISPATCHERS, *STREET)
    assert climbed(0, *everybody) == (TOP, (*DISPATCHERS, *STREET, ADMIN))
    assert climbed(0, *everybody, about=(*DISPATCHERS, ADMIN)) == (TOP, STREET)


@given(
    level=st.integers(0, TOP + 1),
    about=st.sets(st.sampled_from([*STAFF_IDS, COMPANY]), max_size=6),
    absent=st.lists(
        st.builds(away, st.sampled_from(STAFF_IDS), st.sampled_from(["", *STAFF_IDS])), max_size=6
    ),
)
def test_somebody_hears_and_never_whom_it_is_about(
    level: int, about: set[str], absent: list[Absence]
) -> None:
    case = replace(CASE, about=tuple(about))
    step, people = climb(case, level, with_absences(*absent), DAY)
    assert 0 <= step <= TOP
    assert people or {*DISPATCHERS, *STREET, ADMIN} <= about
    assert not any(person.is_among(case.about, DAY) for person in people)


def test_a_person_stands_at_the_highest_level_at_which_he_hears() -> None:
    people = ("nobody", HOLDER, SECRETARY, DISPATCHERS[1], STREET[0])
    assert [level_of(CASE, person, RULES, DAY) for person in people] == [0, 0, 1, 2, 3]
    rules = with_absences(away(DISPATCHERS[0], SECRETARY))
    assert level_of(CASE, SECRETARY, rules, DAY) == 2

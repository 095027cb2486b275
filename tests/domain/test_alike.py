from dataclasses import replace

import pytest

from domain.alike import (
    OFFERED,
    SHOWN,
    Rarity,
    Report,
    cosine,
    count_rarity,
    is_joinable,
    is_private,
    likeness,
    may_be_offered,
    may_join,
)
from domain.calendar import shanghai_day
from domain.cases import Case, Party
from domain.categories import Priority
from domain.people import Person
from domain.places import Place
from domain.states import Part, State
from tests.domain.builders import COMPANY, HOLDER, MONDAY, REPORTER, case_of, demo_rules, staff

HERE = Place("tiancheng", "3")
DAY = shanghai_day(MONDAY)
NEIGHBOUR = Person("dongqiao", "an")
EMPTY = Rarity()


def report(text: str, place: Place = HERE, leaf: str = "A6", community: str = "dq") -> Report:
    return Report(community, leaf, place, text)


LAMP = report("楼道灯坏了不亮")


def test_the_same_words_are_wholly_alike() -> None:
    assert likeness(LAMP, LAMP, EMPTY) == 100


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        ("楼道灯坏了好几天不亮", OFFERED, 100),
        ("楼道里灯不亮，老人看不见", SHOWN, OFFERED - 1),
        ("门禁刷不开", 0, SHOWN - 1),
    ],
)
def test_likeness_tells_who_is_asked(other: str, least: int, most: int) -> None:
    assert least <= likeness(LAMP, report(other), EMPTY) <= most


@pytest.mark.parametrize(
    "other",
    [
        replace(LAMP, leaf="A4"),
        replace(LAMP, community_id="sx"),
        replace(LAMP, place=Place("other", "3")),
        replace(LAMP, place=Place("tiancheng", "4")),
    ],
)
def test_another_leaf_community_compound_or_building_is_another_matter(other: Report) -> None:
    assert likeness(LAMP, other, EMPTY) == 0
    assert likeness(other, LAMP, EMPTY) == 0


def test_a_place_that_nobody_knows_is_like_no_other() -> None:
    nowhere = report("楼道灯坏了不亮", Place())
    assert likeness(nowhere, nowhere, EMPTY) == 0


def test_a_building_that_was_not_named_is_first_looked_at_by_people() -> None:
    assert likeness(LAMP, replace(LAMP, place=Place("tiancheng")), EMPTY) == OFFERED - 1


def test_rare_words_weigh_more_than_common_ones() -> None:
    rarity = count_rarity([("楼道灯坏了", HERE)] * 9 + [("化粪池冒溢", HERE)])
    assert rarity.reports == 10
    assert rarity.weight("化粪") > rarity.weight("楼道")
    assert rarity.weight("没见") >= rarity.weight("化粪")
    same = report("楼道冒溢")
    assert likeness(same, report("化粪池冒溢"), rarity) > likeness(same, report("楼道灯坏"), rarity)


def test_nothing_is_like_nothing() -> None:
    assert cosine({}, {"灯": 1.0}) == 0.0


def open_case(**more: object) -> Case:
    return replace(case_of(), **more)  # type: ignore[arg-type]


def offered(case: Case, person: Person = NEIGHBOUR) -> bool:
    return may_be_offered(case, person, demo_rules(), DAY)


def test_an_ordinary_open_case_of_others_may_be_offered() -> None:
    assert offered(open_case())


@pytest.mark.parametrize(
    "case",
    [
        open_case(tags=frozenset({"confidential"})),
        open_case(tags=frozenset({"anonymous"})),
        open_case(tags=frozenset({"dispute"})),
        open_case(tags=frozenset({"about:property"})),
        open_case(about=(COMPANY,)),
        case_of("M7"),
        case_of("I4"),
        case_of("F3"),
        open_case(state=State.RESOLVED),
        open_case(state=State.MERGED),
        open_case(priority=Priority.DANGER),
        open_case(parties=(Party("an", Part.FOLLOWER),)),
    ],
)
def test_secret_ended_dangerous_and_own_cases_are_never_offered(case: Case) -> None:
    assert not offered(case)


def test_who_is_complained_of_is_never_asked() -> None:
    assert not offered(open_case(about=(COMPANY,)), staff(HOLDER))
    assert not offered(open_case(about=("an",)))


def test_only_a_reporter_joins_and_only_the_same_kind_at_the_same_place() -> None:
    own = open_case(number="DQ000002", parties=(Party("an", Part.REPORTER),))
    other = open_case()
    assert may_join(NEIGHBOUR, own, other, demo_rules(), DAY)
    assert not may_join(Person("dongqiao", "bo"), own, other, demo_rules(), DAY)
    assert not may_join(NEIGHBOUR, own, replace(other, leaf="A4"), demo_rules(), DAY)
    assert not may_join(Person("dongqiao", REPORTER), other, other, demo_rules(), DAY)


def test_a_case_is_joinable_and_open_to_neighbours_by_rule() -> None:
    assert is_joinable(open_case(state=State.WAITING))
    assert not is_private(open_case(), demo_rules())

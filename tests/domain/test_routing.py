from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import shanghai_day
from domain.people import Absence
from domain.places import Place
from domain.routing import Matter, Route, accused, queue_holder, route
from domain.rules import Rulebook
from tests.domain.builders import (
    COMPANY,
    DISPATCHERS,
    HOLDER,
    HOME,
    MONDAY,
    SECRETARY,
    STREET,
    away,
    demo_rules,
    with_absences,
)

DAY = shanghai_day(MONDAY)
RULES = demo_rules()
LEAVES = sorted(RULES.categories.leaves)
COMMITTEE = "tiancheng-committee"
CHAIR = "zheng-chair-tiancheng"
GRID = (SECRETARY, "wang-head-dq1", "li-worker-dq1")
SOMEWHERE = Place("tiancheng")


def matter(leaf: str = "A6", words: str = "", place: Place = HOME, about: str = "") -> Matter:
    kinds = (about,) if about else ()
    return Matter("dongqiao", RULES.categories.leaf(leaf), place, words, kinds)


def held(of: Matter, rules: Rulebook = RULES) -> tuple[str, str, str]:
    way = route(of, rules, DAY)
    return way.queue, way.holder, way.reason


def gone(*people: str) -> tuple[Absence, ...]:
    return tuple(away(person, "") for person in people)


def test_a_matter_goes_to_the_first_body_of_its_leaf_in_its_grid_and_microgrid() -> None:
    way = route(matter(), RULES, DAY)
    assert (way.queue, way.holder, way.reason) == ("property", HOLDER, "lead")
    assert way.microgrid.startswith(way.grid)
    assert way.about == ()


def test_a_place_that_several_grids_share_has_none_until_it_is_known_better() -> None:
    for compound in RULES.directory.compounds:
        place = Place(compound.code)
        grids = RULES.directory.grids_of(place, DAY)
        way = route(replace(matter(place=place), community_id=compound.community_id), RULES, DAY)
        assert way.grid == (grids[0].code if len(grids) == 1 else "")
        assert not way.microgrid


def test_an_unknown_place_is_held_by_the_community() -> None:
    assert held(matter(place=Place())) == ("community", DISPATCHERS[0], "next")
    assert held(matter("B4", place=Place()))[0] == "housing"


@pytest.mark.parametrize(
    ("about", "codes"),
    [
        ("property", [COMPANY]),
        ("committee", [COMMITTEE]),
        ("secretary", [SECRETARY]),
        ("grid_head", ["wang-head-dq1"]),
        ("grid_worker", ["li-worker-dq1"]),
        ("nobody-known", []),
    ],
)
def test_whom_the_words_complain_about_is_known_by_code(about: str, codes: list[str]) -> None:
    assert list(accused(matter(about=about), RULES, DAY)) == codes


def test_a_captain_who_is_complained_of_is_the_one_of_the_stairwell() -> None:
    micro = RULES.directory.microgrid_of(HOME, DAY)
    assert micro is not None
    [captain] = accused(matter(about="captain"), RULES, DAY)
    person = RULES.directory.person(captain)
    assert person is not None
    assert micro.code in {post.code for post in person.posts}


def test_kinds_that_the_place_does_not_have_accuse_nobody() -> None:
    nowhere = Place()
    for about in ("property", "committee", "captain", "secretary"):
        assert accused(matter(place=nowhere, about=about), RULES, DAY) == ()


def test_codes_that_are_known_already_stay_accused() -> None:
    known = replace(matter(about="committee"), accused=("somebody", COMMITTEE))
    assert accused(known, RULES, DAY) == ("somebody", COMMITTEE)


def test_a_complaint_goes_past_whom_it_is_about() -> None:
    assert held(matter(about="property"))[1] != HOLDER
    assert held(matter("E3", about="secretary")) == ("grid", "wang-head-dq1", "lead")
    assert held(replace(matter("E3"), accused=GRID))[0] == "community"


def test_who_serves_the_accused_body_in_another_post_does_not_get_it_either() -> None:
    directory = RULES.directory
    manager = directory.person(HOLDER)
    secretary = directory.person(SECRETARY)
    assert manager is not None
    assert secretary is not None
    both = replace(secretary, posts=(*secretary.posts, *manager.posts))
    staff = tuple(both if person is secretary else person for person in directory.staff)
    rules = replace(RULES, directory=replace(directory, staff=staff))
    assert held(matter("E3", about="property"), rules) == ("grid", "wang-head-dq1", "lead")


def test_deputies_serve_and_without_one_the_next_in_the_seat() -> None:
    rules = with_absences(away(HOLDER, "li-worker-dq1"))
    assert held(matter(), rules) == ("property", "li-worker-dq1", "lead")
    assert held(matter(), with_absences(away(HOLDER, CHAIR)))[2] == "next"
    assert held(matter("E3"), with_absences(*gone(SECRETARY)))[1] == "wang-head-dq1"


def test_nobody_deputises_for_or_through_whom_it_is_about() -> None:
    rules = with_absences(away(SECRETARY, "li-worker-dq1"))
    assert held(matter("E3", about="secretary"), rules)[1] == "wang-head-dq1"
    rules = with_absences(away("wang-head-dq1", SECRETARY))
    assert held(matter("E3", about="secretary"), rules)[1] == "li-worker-dq1"
    assert held(matter("E3"), with_absences(away(SECRETARY, "not-in-the-directory")))[1] != ""


def test_the_climb_of_fallbacks_is_grid_community_street_and_then_nobody() -> None:
    absent: tuple[str, ...] = (HOLDER,)
    for queue, people in (("grid", GRID), ("community", DISPATCHERS), ("street", STREET)):
        assert held(matter(), with_absences(*gone(*absent)))[0] == queue
        absent = (*absent, *people)
    nobody = route(matter(), with_absences(*gone(*absent)), DAY)
    assert (nobody.queue, nobody.holder, nobody.reason) == ("community", "", "nobody")


def test_reasons_tell_how_far_down_the_leaf_it_went() -> None:
    rules = with_absences(*gone(HOLDER))
    assert held(matter("F3"), rules)[2] == "next"
    officers = tuple(
        person.person_id for person in RULES.directory.staff if person.community_id != "dongqiao"
    )
    assert held(matter("B4"), with_absences(*gone(*officers)))[2] == "fallback"
    leads = RULES.categories.leaf("A1").lead
    assert "housing" in RULES.categories.leaf("A1").above
    rules = with_absences(*gone(HOLDER, *GRID, *DISPATCHERS))
    assert held(matter("A1"), rules) == ("housing", "yu-officer-housing", "above"), leads


@pytest.mark.parametrize(
    ("words", "queue"),
    [
        ("家里停气了", "gas_company"),
        ("半夜停电", "power_supply"),
        ("停水了", "water_supply"),
        ("停水了，电话打不通，天气这么热", "water_supply"),
        ("电梯没停，是停水", "water_supply"),
        ("手机没充电，家里停水", "water_supply"),
    ],
)
def test_words_point_to_the_utility_and_other_things_do_not(words: str, queue: str) -> None:
    assert held(matter("G1", words))[0] == queue


def test_a_utility_that_no_word_names_goes_to_people() -> None:
    assert held(matter("G1", "断了"))[2] == "fallback"


@pytest.mark.parametrize(
    ("queue", "holder"),
    [
        ("property", HOLDER),
        ("committee", CHAIR),
        ("grid", SECRETARY),
        ("mediation", SECRETARY),
        ("community", DISPATCHERS[0]),
        ("street", STREET[0]),
        ("market", "cheng-officer-market"),
    ],
)
def test_a_queue_is_held_by_who_serves_it_first(queue: str, holder: str) -> None:
    way = queue_holder(queue, matter(), RULES, DAY)
    assert way is not None
    assert (way.holder, way.reason, way.about) == (holder, "lead", ())


@pytest.mark.parametrize("queue", ["no-such-queue", "utility"])
def test_a_queue_that_nobody_serves_has_no_route(queue: str) -> None:
    assert queue_holder(queue, matter(), RULES, DAY) is None


def test_a_queue_of_whom_it_is_about_has_no_route() -> None:
    assert queue_holder("property", matter(about="property"), RULES, DAY) is None
    assert queue_holder("grid", matter(place=Place()), RULES, DAY) is None
    assert queue_holder("property", matter(place=Place()), RULES, DAY) is None
    assert queue_holder("committee", matter(place=Place()), RULES, DAY) is None


STAFF_IDS = [person.person_id for person in RULES.directory.staff]
ABSENT = st.lists(
    st.builds(away, st.sampled_from(STAFF_IDS), st.sampled_from(["", *STAFF_IDS])), max_size=8
)
ABOUT = st.sampled_from(["", "property", "committee", "captain", "secretary", "grid_worker"])


@given(
    leaf=st.sampled_from(LEAVES),
    about=ABOUT,
    known=st.sets(st.sampled_from([*STAFF_IDS, COMPANY, COMMITTEE]), max_size=6),
    absent=ABSENT,
    place=st.sampled_from([HOME, SOMEWHERE, Place(), Place("nowhere", "9")]),
)
def test_no_route_ever_ends_with_whom_it_is_about_or_with_who_is_away(
    leaf: str, about: str, known: set[str], absent: list[Absence], place: Place
) -> None:
    rules = with_absences(*absent)
    way = route(replace(matter(leaf, "停水", place, about), accused=tuple(known)), rules, DAY)
    _check(way, rules)


def _check(way: Route, rules: Rulebook) -> None:
    assert (way.reason == "nobody") == (way.holder == "")
    if not way.holder:
        return
    person = rules.directory.person(way.holder)
    assert person is not None
    assert not person.is_among(way.about, DAY)
    assert rules.deputy_of(way.holder, DAY) == way.holder

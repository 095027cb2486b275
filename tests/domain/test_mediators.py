from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.mediators import (
    Bar,
    Mediator,
    Nearness,
    Party,
    Tie,
    bars_of,
    chosen,
    is_barred,
    offered,
    score,
    shares_wall,
    ties_of,
)
from domain.places import Place


def home(unit: str, room: str, building: str = "3") -> Place:
    return Place("tiancheng", building, unit, room=room)


UPSTAIRS = Party("upstairs", (home("2", "602"),))
DOWNSTAIRS = Party("downstairs", (home("2", "502"),), frozenset({"luting"}))
PARTIES = (UPSTAIRS, DOWNSTAIRS)
TAGS = {"leak": Fraction(1, 2), "law": Fraction(1, 2)}
M1 = Mediator(
    "m1",
    expertise=frozenset({"leak", "law"}),
    open_cases=3,
    nearness=Nearness.GRID,
    common_slots=3,
)
M2 = Mediator("m2", expertise=frozenset({"law"}), nearness=Nearness.GRID, common_slots=4)
M3 = Mediator(
    "m3",
    expertise=frozenset({"leak", "law", "mind"}),
    open_cases=4,
    nearness=Nearness.COMMUNITY,
    common_slots=2,
    idle_days=3,
)


@pytest.mark.parametrize(
    ("mediator", "worth"),
    [(M1, Fraction(825, 1000)), (M2, Fraction(775, 1000)), (M3, Fraction("0.6657"))],
)
def test_worked_scores_come_out(mediator: Mediator, worth: Fraction) -> None:
    # The third one is printed with four digits.
    assert abs(score(mediator, TAGS) - worth) < Fraction(1, 20_000)


def test_worked_choice_comes_out() -> None:
    first = {"m1": 1, "m2": 2, "m3": 3}
    second = {"m2": 1, "m3": 2}
    assert chosen(["m1", "m2", "m3"], [first, second]) == "m2"


def test_who_is_struck_by_one_side_is_not_chosen_and_of_equals_the_first_offered_is() -> None:
    assert chosen(["m1", "m2"], [{"m1": 1}, {"m2": 1}]) == ""
    assert chosen(["m1", "m2"], [{"m1": 1, "m2": 2}, {"m1": 2, "m2": 1}]) == "m1"


def test_the_free_and_the_rested_come_before_the_busy() -> None:
    assert offered([M3, M2, M1], PARTIES, TAGS) == (M1, M2, M3)
    busier = replace(M1, person_id="m0", open_cases=4)
    assert score(busier, TAGS) < score(M1, TAGS)
    full = replace(M1, person_id="m4", open_cases=5)
    assert full not in offered([full, M1], PARTIES, TAGS)


def test_of_equals_the_one_who_waited_longer_comes_first() -> None:
    late = replace(M2, person_id="a", last_on="2026-02-01")
    early = replace(M2, person_id="b", last_on="2026-01-01")
    assert offered([late, early, M1, M3], PARTIES, TAGS)[1:] == (early, late)


STRANGER = Mediator("stranger", home("1", "301", building="9"))


@pytest.mark.parametrize(
    ("mediator", "bars"),
    [
        (STRANGER, set()),
        (replace(STRANGER, home=Place()), set()),
        (replace(STRANGER, home=home("2", "602")), {Bar.HOUSEHOLD, Bar.WALL}),
        (replace(STRANGER, home=home("2", "601")), {Bar.WALL}),
        (replace(STRANGER, home=home("3", "601")), {Bar.WALL}),
        (replace(STRANGER, person_id="upstairs"), {Bar.KIN}),
        (replace(STRANGER, kin=frozenset({"downstairs"})), {Bar.KIN}),
        (replace(STRANGER, bodies=frozenset({"luting", "other"})), {Bar.EMPLOYED}),
        (replace(STRANGER, enforced=True), {Bar.ENFORCED}),
        (replace(STRANGER, objected=True), {Bar.OBJECTED}),
        (replace(STRANGER, struck=True), {Bar.STRUCK}),
        (replace(STRANGER, open_cases=5), {Bar.FULL}),
    ],
)
def test_bars_are_hard_and_named(mediator: Mediator, bars: set[Bar]) -> None:
    assert bars_of(mediator, PARTIES) == bars


def test_the_stairwell_of_one_side_bars_unless_both_waived_it() -> None:
    parties = (UPSTAIRS, replace(DOWNSTAIRS, homes=(home("5", "101"),)))
    neighbour = replace(STRANGER, home=home("2", "104"))
    assert bars_of(neighbour, parties) == {Bar.STAIRWELL}
    assert not is_barred(neighbour, parties)
    assert is_barred(replace(neighbour, kin=frozenset({"upstairs"})), parties)
    assert ties_of(neighbour, parties) == {Tie.ONE_SIDE}


def test_who_needs_a_waiver_is_offered_behind_all_who_need_none() -> None:
    near = replace(M1, home=Place("tiancheng", "3", "1", room="101"))
    parties = (Party("upstairs", (Place("tiancheng", "3", "1", room="505"),)), PARTIES[1])
    assert offered([near, M2, M3], parties, TAGS) == (M2, M3, near)
    assert offered([near, M2, M3, replace(M2, person_id="m4")], parties, TAGS)[2] == M3


def test_the_stairwell_of_both_sides_is_disclosed_and_no_bar() -> None:
    neighbour = replace(STRANGER, home=home("2", "104"))
    assert bars_of(neighbour, PARTIES) == set()
    assert ties_of(neighbour, PARTIES) == {Tie.STAIRWELL}


def test_earlier_cases_with_one_party_are_disclosed_from_the_third_on() -> None:
    assert ties_of(replace(STRANGER, met={"upstairs": 3}), PARTIES) == {Tie.OFTEN}
    assert ties_of(replace(STRANGER, met={"upstairs": 2, "else": 9}), PARTIES) == set()


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (home("2", "502"), home("2", "602"), True),
        (home("2", "502"), home("2", "402"), True),
        (home("2", "502"), home("2", "702"), False),
        (home("2", "502"), home("2", "501"), True),
        (home("2", "501"), home("2", "504"), False),
        (home("2", "502"), home("2", "601"), False),
        (home("2", "502"), home("3", "501"), True),
        (home("2", "502"), home("3", "601"), False),
        (home("2", "502"), home("4", "501"), False),
        (home("东", "502"), home("3", "501"), False),
        (home("2", "502"), home("2", "602", building="4"), False),
        (home("2", "502"), home("2", "东"), False),
        (home("2", "502"), home("2", "5"), False),
        (home("2", "1102"), home("2", "1202"), True),
        (Place("tiancheng", room="502"), Place("tiancheng", room="602"), False),
    ],
)
def test_who_shares_a_wall_floor_or_ceiling(one: Place, other: Place, *, shared: bool) -> None:
    assert shares_wall(one, other) is shared
    assert shares_wall(other, one) is shared


MEDIATORS = st.builds(
    Mediator,
    person_id=st.sampled_from(["a", "b", "c", "d"]),
    expertise=st.sets(st.sampled_from(["leak", "law"])).map(frozenset),
    open_cases=st.integers(0, 7),
    nearness=st.sampled_from(Nearness),
    common_slots=st.integers(0, 9),
    idle_days=st.integers(0, 99),
    objected=st.booleans(),
)


@given(st.lists(MEDIATORS, max_size=8))
def test_scores_lie_between_0_and_1_and_nobody_barred_is_offered(roster: list[Mediator]) -> None:
    assert all(0 <= score(each, TAGS) <= 1 for each in roster)
    found = offered(roster, PARTIES, TAGS)
    assert len(found) <= 3
    assert not any(is_barred(each, PARTIES) for each in found)


@given(MEDIATORS.filter(lambda each: each.open_cases < 4))
def test_one_more_open_case_never_helps(mediator: Mediator) -> None:
    busier = replace(mediator, open_cases=mediator.open_cases + 1)
    assert score(busier, TAGS) < score(mediator, TAGS)

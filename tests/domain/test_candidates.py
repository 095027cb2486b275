from dataclasses import replace
from typing import Any

import pytest

from domain.candidates import (
    listed_for,
    parties_of,
    people_texts,
    roster_of,
    tags_of,
    told_ties,
    willing_among,
)
from domain.letters import name_text
from domain.mediation_stages import Stage
from domain.mediations import Mediation, Side
from domain.mediators import Mediator, Nearness
from domain.people import Person
from domain.places import Place
from domain.turns import Text
from tests.domain.builders import MONDAY, demo_rules

RULES = demo_rules()
BELOW, ABOVE = (Place("tiancheng", "3", "2", room=room) for room in ("502", "602"))
CASE = Mediation(
    "dongqiao",
    "DQ000001",
    1,
    "I1",
    Stage.SELECT_M,
    MONDAY,
    "opener",
    Side("wang", BELOW),
    Side("li", ABOVE),
)
NEAR = Mediator("m", nearness=Nearness.COMMUNITY)


def test_both_sides_are_known_by_their_homes() -> None:
    assert [party.homes for party in parties_of(CASE)] == [(BELOW,), (ABOVE,)]
    unknown = replace(CASE, applicant=Side("wang", Place("tiancheng")))
    assert parties_of(unknown)[0].homes == ()


def test_what_a_matter_needs_adds_up_to_one() -> None:
    tags = tags_of("I1", RULES)
    assert set(tags) == {"心理", "法律"}
    assert sum(tags.values()) == 1
    assert tags_of("X1", RULES) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"person_id": "opener"},
        {"home": replace(BELOW, room="503")},
        {"home": ABOVE},
        {"kin": frozenset({"li"})},
        {"enforced": True},
        {"open_cases": 5},
    ],
)
def test_nobody_with_a_tie_is_listed(change: dict[str, Any]) -> None:
    assert listed_for([NEAR], CASE, RULES, near=True) == (NEAR,)
    assert listed_for([replace(NEAR, **change)], CASE, RULES, near=True) == ()


def test_who_was_asked_away_or_visited_the_door_is_not_listed() -> None:
    for barred in (replace(CASE, objected=("m",)), replace(CASE, captain="m")):
        assert listed_for([NEAR], barred, RULES, near=True) == ()


def test_neighbours_come_when_the_own_community_has_found_nobody() -> None:
    far = Mediator("f", nearness=Nearness.STREET)
    assert listed_for([NEAR, far], CASE, RULES, near=False) == (far,)


def test_the_roster_says_how_near_each_serves() -> None:
    found = {person.person_id: near for person, near in roster_of(RULES, "dongqiao", MONDAY.date())}
    assert found["ye-mediator-dq"] is Nearness.COMMUNITY
    assert found["feng-mediator-sx"] is Nearness.STREET


def test_ties_are_told_by_name_and_nothing_where_there_are_none() -> None:
    apart = replace(CASE, respondent=Side("li", replace(ABOVE, unit="5")))
    near = replace(NEAR, home=replace(BELOW, room="104"), met={"li": 3})
    assert told_ties(near, apart) == "often.one_side"
    assert told_ties(near, CASE) == "often.stairwell"
    assert told_ties(NEAR, CASE) == ""
    plain, tied = people_texts(("x", "y"), ("", "often.one_side"), RULES)
    assert plain == name_text("x", RULES)
    assert isinstance(tied, Text)
    assert tied.values["tie"] == Text("accords.tie_one_side")
    inner = tied.values["name"]
    assert isinstance(inner, Text)
    assert inner.values["tie"] == Text("accords.tie_often")
    # What was asked before ties were told has none.
    assert people_texts(("x", "y"), (), RULES) == (plain, plain)


@pytest.mark.parametrize(
    "change",
    [
        {"advises": False},
        {"home": Place("tiancheng", "9", "1")},
        {"home": ABOVE},
        {"home": replace(BELOW, room="503")},
        {"kin": ("li",)},
        {"person_id": "li"},
    ],
)
def test_who_put_his_name_on_the_list_and_is_bound_to_no_side_may_advise(
    change: dict[str, Any],
) -> None:
    far = Person("dongqiao", "x", home=Place("tiancheng", "9", "1", room="202"), advises=True)
    assert willing_among([far], CASE) == ("x",)
    assert willing_among([replace(far, **change)], CASE) == ()

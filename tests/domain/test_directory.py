from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.directory import (
    Body,
    Building,
    Community,
    Compound,
    Department,
    Directory,
    Grid,
    MicroGrid,
    PropertyArea,
    Stairwell,
    Station,
    VotingUnit,
)
from domain.people import Person, Post, Role, ScopeKind
from domain.places import Place

OLD, MERGER, NOW = date(2022, 1, 1), date(2026, 3, 1), date(2026, 11, 23)
EVE = date(2026, 2, 28)


def secretary(name: str, grid: str, until: date = date.max) -> Person:
    post = Post(Role.SECRETARY, ScopeKind.GRID, grid, until=until)
    return Person("sx", name, name, (post,))


GARDEN = Grid("G01", "sx", "剡溪花园网格", OLD, EVE, ("G03",))
POND = Grid("G02", "sx", "天池苑网格", OLD, EVE, ("G03",))
MERGED = Grid("G03", "sx", "剡溪第3网格", MERGER)
SPLIT = Grid("G05", "sx", "剡溪第5网格", OLD)
DIRECTORY = Directory(
    "迪荡街道",
    communities=(Community("sx", "330602900002", "剡溪社区", "SX"),),
    compounds=(Compound("garden", "sx", "剡溪花园"), Compound("pond", "sx", "天池苑")),
    buildings=(Building("garden", "1", 2, 6, 2), Building("garden", "2", 2, 6, 2)),
    grids=(GARDEN, POND, MERGED, SPLIT),
    microgrids=(
        MicroGrid("G01-W001", "G01", "", (Stairwell("garden", "1", "1"),), OLD, EVE),
        MicroGrid("G03-W001", "G03", "", (Stairwell("garden", "1"),), MERGER),
        MicroGrid("G05-W001", "G05", "", (Stairwell("garden", "2", "1"),), OLD),
        MicroGrid("G03-W002", "G03", "", (Stairwell("garden", "2", "2"),), MERGER),
    ),
    areas=(
        PropertyArea("old", "sx", "旧片", ("garden",), until=EVE),
        PropertyArea("new", "sx", "新片", ("garden",), since=MERGER),
        PropertyArea("east", "sx", "东片", ("pond",), parts=(Stairwell("pond", "1"),)),
    ),
    voting_units=(VotingUnit("lift", "sx", "1幢1单元", "new", (Stairwell("garden", "1", "1"),)),),
    bodies=(
        Body("keepers", "sx", "property", "剡风物业"),
        Body("gone", "sx", "property", "旧物业", until=EVE),
        Body("peace", "sx", "mediation", "调委会"),
    ),
    stations=(
        Station("s0", "sx", "G03", "旧驿站", "", "", "", until=EVE),
        Station("s1", "sx", "G03", "驿站", "", "", ""),
    ),
    departments=(Department("housing", "住建局", "", ""),),
    staff=(secretary("zhu", "G01", EVE), secretary("li", "G03"), secretary("xu", "G03")),
    street_id="didang",
)


def codes(grids: tuple[Grid, ...]) -> list[str]:
    return [grid.code for grid in grids]


def test_directory_finds_each_thing_by_its_code() -> None:
    assert DIRECTORY.community("sx").prefix == "SX"
    assert DIRECTORY.compound("garden") == DIRECTORY.compounds[0]
    assert DIRECTORY.building("garden", "2") == DIRECTORY.buildings[1]
    assert DIRECTORY.grid("G01") == GARDEN
    assert DIRECTORY.microgrid("G03-W001") == DIRECTORY.microgrids[1]
    assert DIRECTORY.body("peace") == DIRECTORY.bodies[2]
    assert DIRECTORY.department("housing") == DIRECTORY.departments[0]
    assert DIRECTORY.person("li") == DIRECTORY.staff[1]


def test_directory_knows_nothing_of_a_strange_code() -> None:
    with pytest.raises(KeyError):
        DIRECTORY.community("dq")
    found = (
        DIRECTORY.compound("x"),
        DIRECTORY.building("garden", "9"),
        DIRECTORY.grid("x"),
        DIRECTORY.microgrid("x"),
        DIRECTORY.body("x"),
        DIRECTORY.department("x"),
        DIRECTORY.person("x"),
        DIRECTORY.station_of("x", NOW),
    )
    assert set(found) == {None}


def test_a_case_number_leads_to_the_community_of_its_prefix() -> None:
    other = Community("dq", "330602900003", "洞桥社区", "DQ")
    both = replace(DIRECTORY, communities=(*DIRECTORY.communities, other))
    assert both.communities_of("DQ000012") == ("dq",)
    assert both.communities_of("SX000012") == ("sx",)
    # A prefix that no community has now may have been anybody's.
    assert both.communities_of("ZZ000012") == ("sx", "dq")


def test_homes_of_stairwells_are_each_listed_once() -> None:
    unit, whole = Stairwell("garden", "1", "1"), Stairwell("garden", "1")
    assert len(DIRECTORY.homes_in((unit,))) == 12
    assert len(DIRECTORY.homes_in((unit, whole, whole))) == 24
    assert DIRECTORY.homes_in((Stairwell("garden", "9"),)) == ()


def test_place_belongs_to_the_microgrid_of_the_day() -> None:
    place = Place("garden", "1", "1", room="502")
    before, after = DIRECTORY.microgrid_of(place, EVE), DIRECTORY.microgrid_of(place, MERGER)
    assert before
    assert before.code == "G01-W001"
    assert after
    assert after.code == "G03-W001"
    assert DIRECTORY.microgrid_of(Place("pond", "1"), NOW) is None
    assert DIRECTORY.microgrid_of(place, date(2021, 12, 31)) is None


@pytest.mark.parametrize(
    ("place", "grids"),
    [
        (Place("garden"), ["G03", "G05"]),
        (Place("garden", "1"), ["G03"]),
        (Place("garden", "1", "2"), ["G03"]),
        (Place("garden", "2"), ["G05", "G03"]),
        (Place("garden", "2", "1"), ["G05"]),
        (Place("pond"), []),
        (Place(), []),
    ],
)
def test_better_known_place_has_fewer_grids(place: Place, grids: list[str]) -> None:
    assert sorted(codes(DIRECTORY.grids_of(place, NOW))) == sorted(grids)


def test_grid_that_is_closed_takes_no_place_any_more() -> None:
    closed = replace(DIRECTORY, grids=(GARDEN, POND, MERGED, replace(SPLIT, until=EVE)))
    assert DIRECTORY.grids_of(Place("garden", "2", "1"), NOW) == (SPLIT,)
    assert closed.grids_of(Place("garden", "2", "1"), NOW) == ()


def test_three_grids_live_on_in_the_merged_one() -> None:
    assert codes(DIRECTORY.living_grids(GARDEN, NOW)) == ["G03"]
    assert codes(DIRECTORY.living_grids(POND, MERGER)) == ["G03"]
    assert codes(DIRECTORY.living_grids(GARDEN, EVE)) == ["G01"]
    assert codes(DIRECTORY.living_grids(MERGED, NOW)) == ["G03"]


def test_split_grid_lives_on_in_every_part_once() -> None:
    parts = tuple(Grid(code, "sx", code, MERGER) for code in ("a", "b"))
    whole = Grid("w", "sx", "w", OLD, EVE, ("a", "b", "a", "lost"))
    directory = Directory("街", grids=(whole, *parts))
    assert codes(directory.living_grids(whole, NOW)) == ["a", "b"]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20))
def test_lineage_ends_even_in_a_circle(links: list[tuple[int, int]]) -> None:
    heirs = {
        number: [f"g{heir}" for giver, heir in links if giver == number] for number in range(6)
    }
    grids = tuple(
        Grid(f"g{number}", "sx", "", OLD, EVE if found else date.max, tuple(found))
        for number, found in heirs.items()
    )
    directory = Directory("街", grids=grids)
    for grid in grids:
        living = directory.living_grids(grid, NOW)
        assert all(heir.holds_on(NOW) for heir in living)
        assert len(set(living)) == len(living)


def test_area_is_the_one_of_the_day_or_the_newest() -> None:
    place = Place("garden", "1")
    found = [DIRECTORY.area_of(place, day) for day in (EVE, MERGER, None)]
    assert [area.code for area in found if area] == ["old", "new", "new"]


def test_area_of_a_part_takes_only_its_own_buildings() -> None:
    east = DIRECTORY.area_of(Place("pond", "1", "2"))
    assert east
    assert east.code == "east"
    assert DIRECTORY.area_of(Place("pond", "2")) is None
    assert DIRECTORY.area_of(Place("nowhere")) is None


def test_place_votes_in_its_own_unit_or_with_its_whole_area() -> None:
    named = DIRECTORY.voting_units_of(Place("garden", "1", "1"), NOW)
    whole = DIRECTORY.voting_units_of(Place("garden", "1", "2"), NOW)
    assert [unit.code for unit in named] == ["lift"]
    assert [unit.code for unit in whole] == ["new"]
    assert DIRECTORY.voting_units_of(Place("nowhere"), NOW) == ()


def test_bodies_and_stations_are_those_of_the_day() -> None:
    found = [DIRECTORY.bodies_in("sx", "property", day) for day in (EVE, NOW)]
    assert [[body.code for body in bodies] for bodies in found] == [
        ["keepers", "gone"],
        ["keepers"],
    ]
    assert DIRECTORY.bodies_in("dq", "property", NOW) == ()
    then, now = DIRECTORY.station_of("G03", EVE), DIRECTORY.station_of("G03", NOW)
    assert then
    assert then.code == "s0"
    assert now
    assert now.code == "s1"


def test_post_is_served_by_those_who_hold_it_that_day() -> None:
    def names(grid: str, day: date) -> list[str]:
        people = DIRECTORY.serving(Role.SECRETARY, ScopeKind.GRID, grid, day)
        return [person.name for person in people]

    assert names("G01", EVE) == ["zhu"]
    assert names("G01", MERGER) == []
    assert names("G03", NOW) == ["li", "xu"]
    assert names("G09", NOW) == []


def test_person_with_a_post_twice_serves_once() -> None:
    post = Post(Role.CAPTAIN, ScopeKind.MICROGRID, "G03-W001")
    past = replace(post, until=EVE)
    directory = Directory("街", staff=(Person("sx", "he", "何", (past, post)),))
    assert len(directory.serving(Role.CAPTAIN, ScopeKind.MICROGRID, "G03-W001", NOW)) == 1

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.grids import Building, Grid, PropertyArea, Stairwell, VotingUnit
from domain.places import Place

BUILDINGS = st.builds(
    Building,
    compound=st.just("home"),
    number=st.just("3"),
    units=st.integers(1, 4),
    floors=st.integers(3, 12),
    rooms_per_floor=st.integers(1, 12),
    first_floor=st.integers(1, 3),
    missing=st.sampled_from([(), ("1-301",)]),
)


@given(BUILDINGS)
def test_building_counts_the_homes_that_it_lists(building: Building) -> None:
    homes = list(building.homes())
    assert len(set(homes)) == len(homes)
    assert building.households == len(homes)


@given(BUILDINGS)
def test_units_of_a_building_add_up_to_it(building: Building) -> None:
    units = [building.households_in(str(unit)) for unit in range(1, building.units + 1)]
    assert sum(units) == building.households == building.households_in("")


def test_home_is_named_as_on_its_door() -> None:
    building = Building("home", "3", units=2, floors=11, rooms_per_floor=4, first_floor=2)
    homes = [f"{home.building}-{home.unit}-{home.room}" for home in building.homes()]
    assert homes[:2] == ["3-1-201", "3-1-202"]
    assert homes[-1] == "3-2-1104"
    assert [home.floor for home in building.homes()][-1] == "11"


def test_home_that_nobody_built_is_not_listed() -> None:
    building = Building("home", "1", 2, 1, 2, missing=("1-101",))
    assert [f"{home.unit}-{home.room}" for home in building.homes()] == ["1-102", "2-101", "2-102"]
    assert building.households_in("1") == 1
    assert building.households_in("2") == 2


def test_grid_holds_on_its_first_and_its_last_day() -> None:
    grid = Grid("G01", "dq", "第1网格", since=date(2026, 3, 1), until=date(2026, 3, 31))
    held = [grid.holds_on(date(2026, *day)) for day in ((2, 28), (3, 1), (3, 31), (4, 1))]
    assert held == [False, True, True, False]


def test_stairwell_holds_its_own_unit_only() -> None:
    unit, whole = Stairwell("home", "3", "2"), Stairwell("home", "3")
    assert unit.holds(Place("home", "3", "2", room="502"))
    assert not unit.holds(Place("home", "3", "1"))
    assert not unit.holds(Place("home", "3"))
    assert not unit.holds(Place("other", "3", "2"))
    assert whole.holds(Place("home", "3"))
    assert whole.holds(Place("home", "3", "1"))


def test_area_without_parts_reaches_all_of_its_compound() -> None:
    place = Place("home", "9")
    area = PropertyArea("a", "dq", "片区", ("home",))
    part = PropertyArea("b", "dq", "片区", ("home",), parts=(Stairwell("home", "3"),))
    assert area.reaches(place)
    assert not part.reaches(place)
    assert part.reaches(Place("home", "3", "1"))


def test_voting_unit_reaches_only_what_it_names() -> None:
    unit = VotingUnit("v", "dq", "5幢1单元", "a", (Stairwell("home", "5", "1"),))
    assert unit.reaches(Place("home", "5", "1"))
    assert not unit.reaches(Place("home", "5", "2"))

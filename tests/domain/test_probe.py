from domain.people import Role, ScopeKind
from domain.places import Place
from domain.probe import PLACE_CODE, PROBE, SECRETARY, with_probe
from tests.domain.test_directory import DIRECTORY, NOW

LISTS = (
    "communities",
    "compounds",
    "buildings",
    "grids",
    "microgrids",
    "areas",
    "bodies",
    "stations",
    "departments",
    "staff",
)


def test_no_list_names_the_synthetic_resident() -> None:
    probed = with_probe(DIRECTORY)
    assert {name: getattr(probed, name) for name in LISTS} == {
        name: getattr(DIRECTORY, name) for name in LISTS
    }
    assert PROBE not in probed.index.communities
    assert probed.version == DIRECTORY.version


def test_by_its_code_everything_of_it_is_found() -> None:
    probed = with_probe(DIRECTORY)
    compound, building, unit = PLACE_CODE.split(".")
    place = Place(compound, building, unit)
    assert probed.community(PROBE).prefix == "ZZ"
    assert probed.community("sx").prefix == "SX"
    assert [grid.community_id for grid in probed.grids_of(place, NOW)] == [PROBE]
    assert probed.building(compound, building) is not None
    assert probed.person(PROBE) == SECRETARY
    assert probed.serving(Role.SECRETARY, ScopeKind.GRID, PROBE, NOW) == (SECRETARY,)

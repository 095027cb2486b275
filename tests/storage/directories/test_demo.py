from datetime import date
from pathlib import Path

import pytest

from domain.directory import Directory
from domain.people import Role, ScopeKind
from domain.places import Place
from storage.directories import (
    build_directory,
    demo_directory,
    demo_source,
    entries_of,
    load_directory,
    read_directory,
    template_source,
)

EVE, MERGER, NOW = date(2026, 2, 28), date(2026, 3, 1), date(2026, 11, 23)
DEPARTMENTS = """housing urban_management market police fire emergency_bureau traffic_police
sanitation ecology water_supply power_supply gas_company telecom health human_resources
medical_insurance civil_affairs justice disabled_federation women_federation discipline
municipal_works command_room street"""


@pytest.fixture(scope="module")
def demo() -> Directory:
    return demo_directory()


def households(demo: Directory, community: str) -> int:
    compounds = {item.code for item in demo.compounds if item.community_id == community}
    return sum(item.households for item in demo.buildings if item.compound in compounds)


def test_demo_has_no_errors_and_only_sizes_to_warn_of() -> None:
    _, findings = read_directory(demo_source())
    assert {finding.severity for finding in findings} == {"warning"}
    assert {finding.text_key for finding in findings} == {"directory.microgrid_size"}


def test_dongqiao_is_as_large_as_in_the_story(demo: Directory) -> None:
    compounds = [item.name for item in demo.compounds if item.community_id == "dongqiao"]
    grids = [grid for grid in demo.grids if grid.community_id == "dongqiao"]
    codes = {grid.code for grid in grids}
    assert len(compounds) == 7
    assert {"天成花园", "洞桥新村"} <= set(compounds)
    assert len(grids) == 6
    assert sum(micro.grid in codes for micro in demo.microgrids) == 81
    assert 2700 <= households(demo, "dongqiao") <= 2900


def test_three_compounds_of_shanxi_became_one_grid(demo: Directory) -> None:
    merged = next(grid for grid in demo.grids if grid.name == "剡溪第3网格")
    for compound in ("shanxi-huayuan", "tianchi", "qichecheng"):
        (before,) = demo.grids_of(Place(compound), EVE)
        assert demo.grids_of(Place(compound), MERGER) == (merged,)
        assert demo.living_grids(before, NOW) == (merged,)
        assert before.until == EVE
    (other,) = demo.grids_of(Place("yihe"), NOW)
    assert other != merged


def test_merged_grid_has_secretary_li(demo: Directory) -> None:
    merged = next(grid for grid in demo.grids if grid.name == "剡溪第3网格")
    (li,) = demo.serving(Role.SECRETARY, ScopeKind.GRID, merged.code, NOW)
    assert (li.person_id, li.name) == ("li-secretary-sx3", "李")


def test_grid_of_dongqiao_may_be_part_of_a_compound_or_several(demo: Directory) -> None:
    assert len(demo.grids_of(Place("tiancheng"), NOW)) == 4
    last = demo.grids_of(Place("yunhe"), NOW)
    assert last == demo.grids_of(Place("qingshi"), NOW)


def test_every_post_of_a_grid_is_held(demo: Directory) -> None:
    for grid in (grid for grid in demo.grids if grid.holds_on(NOW)):
        for role in (Role.SECRETARY, Role.GRID_HEAD, Role.GRID_WORKER):
            assert demo.serving(role, ScopeKind.GRID, grid.code, NOW), (grid.name, role)
        assert demo.station_of(grid.code, NOW)
    for micro in (micro for micro in demo.microgrids if micro.holds_on(NOW)):
        assert demo.serving(Role.CAPTAIN, ScopeKind.MICROGRID, micro.code, NOW), micro.name


def test_one_captain_serves_stairwells_of_two_compounds(demo: Directory) -> None:
    captain = demo.person("he-captain-sx3-w003")
    assert captain
    micros = [demo.microgrid(post.code) for post in captain.posts]
    assert {part.compound for micro in micros if micro for part in micro.covers} == {
        "shanxi-huayuan",
        "tianchi",
    }


def test_every_department_has_an_officer(demo: Directory) -> None:
    assert {department.code for department in demo.departments} == set(DEPARTMENTS.split())
    for department in demo.departments:
        (officer,) = demo.serving(Role.OFFICER, ScopeKind.DEPARTMENT, department.code, NOW)
        assert officer.community_id == "didang"
        assert department.takes


def test_each_community_has_dispatchers_mediators_and_the_street_has_leaders(
    demo: Directory,
) -> None:
    for community in ("dongqiao", "shanxi"):
        assert len(demo.serving(Role.DISPATCHER, ScopeKind.COMMUNITY, community, NOW)) == 2
        assert demo.serving(Role.MEDIATOR, ScopeKind.COMMUNITY, community, NOW)
        (committee,) = demo.bodies_in(community, "mediation", NOW)
        assert demo.serving(Role.MEDIATOR, ScopeKind.BODY, committee.code, NOW)
    assert len(demo.serving(Role.STREET, ScopeKind.STREET, "didang", NOW)) == 2
    assert len(demo.serving(Role.ADMIN, ScopeKind.STREET, "didang", NOW)) == 1


def test_areas_come_with_and_without_company_and_committee(demo: Directory) -> None:
    kinds = {(bool(area.company), bool(area.committee)) for area in demo.areas}
    assert kinds == {(True, True), (True, False), (False, True), (False, False)}
    for area in demo.areas:
        for code, role in ((area.company, Role.PROPERTY), (area.committee, Role.COMMITTEE)):
            assert not code or demo.serving(role, ScopeKind.BODY, code, NOW)


def test_people_of_the_demo_are_surnames_only(demo: Directory) -> None:
    assert {len(person.name) for person in demo.staff} == {1}


def test_file_with_an_error_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.touch()
    with pytest.raises(ValueError, match="missing_key"):
        load_directory(path)


def test_template_reads_with_warnings_only() -> None:
    file, findings = read_directory(template_source())
    assert file
    assert {finding.severity for finding in findings} <= {"warning"}
    assert build_directory(entries_of(file)).communities[0].prefix == "MM"

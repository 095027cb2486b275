from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.directory import Directory, Grid
from storage.directories.findings import Book
from storage.directories.lineage import check_lineage

OLD, EVE, MERGER = date(2022, 1, 1), date(2026, 2, 28), date(2026, 3, 1)


def found(*grids: Grid) -> list[tuple[str, str]]:
    book = Book()
    for grid in grids:
        book.name("grid", grid.code, ("grids", grid.code))
    check_lineage(Directory("街", grids=grids), book)
    return [(item.where, item.text_key.removeprefix("directory.")) for item in book.findings]


def test_merger_and_split_are_well_when_heirs_take_over_the_next_day() -> None:
    left = Grid("a", "sx", "a", OLD, EVE, ("c",))
    right = Grid("b", "sx", "b", OLD, EVE, ("c", "d"))
    assert found(left, right, Grid("c", "sx", "c", MERGER), Grid("d", "sx", "d", OLD)) == []


def test_closed_grid_needs_an_heir_and_an_open_one_has_none() -> None:
    assert found(Grid("a", "sx", "a", OLD, EVE)) == [("grids.a", "closed_without_successor")]
    living = Grid("a", "sx", "a", OLD, successors=("b",))
    assert found(living, Grid("b", "sx", "b", OLD)) == [
        ("grids.a.successors", "open_with_successors")
    ]


def test_days_without_an_heir_are_told() -> None:
    closed = Grid("a", "sx", "a", OLD, EVE, ("b", "c"))
    late = Grid("b", "sx", "b", date(2026, 3, 2))
    early = Grid("c", "sx", "c", OLD, EVE, ("b",))
    assert found(closed, late, early) == [
        ("grids.a.successors", "successor_gap"),
        ("grids.a.successors", "successor_gap"),
        ("grids.c.successors", "successor_gap"),
    ]


def test_every_circle_is_told() -> None:
    circles = (("a", "b"), ("b", "a"), ("c", "c"), ("d", "a"))
    grids = [Grid(code, "sx", code, OLD, EVE, (heir,)) for code, heir in circles]
    told = [where for where, key in found(*grids) if key == "lineage_cycle"]
    assert len(told) == 2
    assert "grids.c.successors" in told


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=25))
def test_lineage_of_any_shape_is_checked_to_the_end(links: list[tuple[int, int]]) -> None:
    heirs = {code: {str(heir) for giver, heir in links if giver == code} for code in range(6)}
    grids = [Grid(str(code), "sx", "", OLD, EVE, tuple(sorted(heirs[code]))) for code in heirs]
    circles = [key for _, key in found(*grids) if key == "lineage_cycle"]
    reachable = {code: _reach(code, heirs) for code in heirs}
    assert bool(circles) == any(str(code) in reachable[code] for code in heirs)


def _reach(code: int, heirs: dict[int, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(heirs[code])
    while waiting:
        heir = waiting.pop()
        waiting += heirs[int(heir)] - seen
        seen |= {heir, *heirs[int(heir)]}
    return seen

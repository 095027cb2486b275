from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.lots import LARGER_PANEL, PANEL, drawn, roster_hash

DAY = date(2026, 3, 2)
POOL = [f"resident-{number:02}" for number in range(40)]


def test_the_same_lot_is_drawn_again_whoever_draws_it() -> None:
    first = drawn("DQ000001", DAY, POOL, PANEL)
    assert first == drawn("DQ000001", DAY, list(reversed(POOL)), PANEL)
    # A change of the rule shows here: lots that were drawn must be drawn alike for ever.
    assert first == ("resident-24", "resident-23", "resident-11")


def test_the_larger_panel_begins_with_the_smaller_one() -> None:
    larger = drawn("DQ000001", DAY, POOL, LARGER_PANEL)
    assert larger[:PANEL] == drawn("DQ000001", DAY, POOL, PANEL)
    assert len(set(larger)) == 7


def test_another_case_day_or_pool_gives_another_lot() -> None:
    lots = {
        drawn("DQ000001", DAY, POOL, PANEL),
        drawn("DQ000002", DAY, POOL, PANEL),
        drawn("DQ000001", date(2026, 3, 3), POOL, PANEL),
        drawn("DQ000001", DAY, POOL[1:], PANEL),
    }
    assert len(lots) == 4
    assert roster_hash(POOL) != roster_hash(POOL[1:])


def test_everybody_is_drawn_about_as_often_as_the_others() -> None:
    counts = Counter(
        each for case in range(1000) for each in drawn(f"DQ{case:06}", DAY, POOL, PANEL)
    )
    assert set(counts) == set(POOL)
    assert min(counts.values()) >= 40
    assert max(counts.values()) <= 115


@given(st.sets(st.text(min_size=1, max_size=8), max_size=12), st.integers(0, 15))
def test_nobody_is_drawn_twice_and_nobody_from_outside(pool: set[str], count: int) -> None:
    found = drawn("DQ000001", DAY, pool, count)
    assert len(found) == len(set(found)) == min(count, len(pool))
    assert set(found) <= pool

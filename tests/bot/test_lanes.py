from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.lanes import Lanes

ARRIVALS = st.lists(st.sampled_from("abcd"), max_size=40)


def filled(arrivals: list[str]) -> Lanes[tuple[str, int]]:
    lanes: Lanes[tuple[str, int]] = Lanes()
    for number, owner in enumerate(arrivals):
        lanes.add(owner, (owner, number))
    return lanes


def rounds_of(lanes: Lanes[tuple[str, int]], limit: int) -> list[list[tuple[str, int]]]:
    rounds = []
    while lanes:
        rounds.append(lanes.take(limit))
    return rounds


@given(ARRIVALS, st.integers(1, 5))
def test_nothing_is_lost_and_each_owner_is_served_in_order(arrivals: list[str], limit: int) -> None:
    served = [item for part in rounds_of(filled(arrivals), limit) for item in part]
    assert sorted(served, key=lambda item: item[1]) == list(zip(arrivals, range(99), strict=False))
    for owner in set(arrivals):
        numbers = [number for who, number in served if who == owner]
        assert numbers == sorted(numbers)


@given(ARRIVALS, st.integers(1, 5))
def test_one_round_takes_one_item_an_owner(arrivals: list[str], limit: int) -> None:
    for part in rounds_of(filled(arrivals), limit):
        assert len(part) <= limit
        assert len({owner for owner, _ in part}) == len(part)


@given(ARRIVALS)
def test_somebody_new_waits_for_one_round_of_the_others_at_most(arrivals: list[str]) -> None:
    lanes = filled([*arrivals, "new"])
    served = [owner for part in rounds_of(lanes, 1) for owner, _ in part]
    before = served[: served.index("new")]
    assert max(Counter(before).values(), default=0) <= 1


def test_an_item_put_back_comes_first() -> None:
    lanes = filled(["a", "b", "b"])
    lanes.put_back("b", ("b", 9))
    assert lanes.take(1) == [("b", 9)]
    assert lanes.take(2) == [("a", 0), ("b", 1)]


def test_clearing_returns_what_is_left() -> None:
    lanes = filled(["a", "b", "a"])
    assert len(lanes) == 3
    assert lanes.clear() == [("a", 0), ("a", 2), ("b", 1)]
    assert not lanes

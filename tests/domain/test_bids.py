from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bids import (
    ROUNDS,
    Meeting,
    Round,
    Side,
    agreed_tolerance,
    all_say_yes,
    are_close,
    meeting_of,
    next_bid,
)
from domain.refusals import Refused

MONEY = st.integers(1, 10_000_000)
TOLERANCE = st.integers(0, 30)


# The worked numbers, in yuan: claim, offer, tolerance in percent, price.
@pytest.mark.parametrize(
    ("claim", "offer", "tolerance", "price"),
    [
        (8000, 2000, 20, None),
        (6000, 4000, 20, None),
        (5200, 4400, 20, 4800),
        (4500, 5000, 20, 4750),
        (5000, 4000, 20, 4500),
        (5000, 3999, 20, None),
        (3001, 3000, 0, None),
        (3000, 3000, 0, 3000),
    ],
)
def test_worked_numbers_meet_or_do_not(
    claim: int, offer: int, tolerance: int, price: int | None
) -> None:
    met = meeting_of([Round(claim * 100, offer * 100)], tolerance)
    assert (met.price if met else None) == (price * 100 if price else None)


def test_the_first_round_that_meets_wins_and_a_middle_of_half_a_fen_is_rounded_down() -> None:
    rounds = [Round(8000, 2000), Round(5001, 4400), Round(4400, 4400)]
    assert meeting_of(rounds, 20) == Meeting(4700, 2, is_between=True)
    assert meeting_of(rounds[:1], 20) is None


def test_a_lone_bid_is_never_looked_at() -> None:
    rounds = [Round(claim=1), Round(offer=1_000_000), Round(5000, 5000)]
    assert not rounds[0].is_complete
    assert meeting_of(rounds[:2], 30) is None
    assert meeting_of(rounds, 0) == Meeting(5000, 3, is_between=False)
    with pytest.raises(Refused, match=r"bids\.lone"):
        are_close(rounds[0], 10)


def test_after_the_last_round_nothing_meets_any_more() -> None:
    assert meeting_of([Round(9, 1)] * ROUNDS + [Round(5, 5)], 0) is None


def test_close_is_a_gap_of_twice_the_tolerance() -> None:
    assert are_close(Round(6000_00, 4000_00), 20)
    assert are_close(Round(5000_00, 4000_00), 10)
    assert not are_close(Round(5000_00, 3999_99), 10)


@pytest.mark.parametrize("bad", [(31, 0), (0, -1), (-1, 40)])
def test_a_tolerance_beyond_the_limit_is_refused(bad: tuple[int, int]) -> None:
    with pytest.raises(Refused, match=r"bids\.tolerance"):
        agreed_tolerance(*bad)


def test_the_smaller_tolerance_holds() -> None:
    assert agreed_tolerance(10, 25) == 10
    assert agreed_tolerance(30, 0) == 0


def test_bids_only_come_nearer() -> None:
    assert next_bid(Side.CLAIMANT, [], 5000) == 5000
    assert next_bid(Side.CLAIMANT, [5000], 5000) == 5000
    assert next_bid(Side.PAYER, [100], 101) == 101
    for side, earlier, bid in ((Side.CLAIMANT, [5000], 5001), (Side.PAYER, [100], 99)):
        with pytest.raises(Refused, match=r"bids\.only_nearer"):
            next_bid(side, earlier, bid)
    with pytest.raises(Refused, match=r"bids\.not_money"):
        next_bid(Side.PAYER, [], 0)


@given(MONEY, MONEY, TOLERANCE)
def test_the_price_lies_between_both_numbers(claim: int, offer: int, tolerance: int) -> None:
    met = meeting_of([Round(claim, offer)], tolerance)
    if met:
        assert min(claim, offer) <= met.price <= max(claim, offer)
        assert met.is_between == (claim > offer)
    if offer >= claim:
        assert met is not None
        # An overlap never costs a side its own limit.
        assert met.price >= claim
        assert met.price <= offer


@given(MONEY, MONEY)
def test_more_tolerance_never_undoes_a_meeting(claim: int, offer: int) -> None:
    met = [meeting_of([Round(claim, offer)], tolerance) is not None for tolerance in range(31)]
    assert all(more or not less for less, more in pairwise(met))


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ((None, None), None),
        ((True, None), None),
        ((None, False), None),
        ((True, True), True),
        ((True, False), False),
        ((False, True), False),
        ((False, False), False),
    ],
)
def test_only_two_answers_are_told_and_only_yes_and_yes_is_yes(
    answers: tuple[bool | None, ...], told: object
) -> None:
    assert all_say_yes(answers) is told

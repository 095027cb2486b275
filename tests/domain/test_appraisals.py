from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.appraisals import (
    NOT_SOLVED,
    SOLVED,
    Fact,
    Share,
    Weighting,
    figures_of,
    midnight,
    month_before,
)
from domain.states import State
from tests.domain.builders import moment
from tests.domain.facts import BEGIN, END, fact

WEIGHTS = Weighting()
COUNTED = st.builds(
    fact,
    number=st.integers(1, 999),
    grid=st.sampled_from(["g1", "g2", "g3"]),
    state=st.sampled_from([State.CLOSED, State.WITHDRAWN, State.MERGED, State.REFERRED]),
    answer=st.sampled_from(["", SOLVED, NOT_SOLVED]),
    stars=st.integers(0, 5),
    excluded=st.sampled_from(["", "", "at_law"]),
    ended=st.booleans(),
)


def test_the_worked_example_of_the_page() -> None:
    """docs/appraisal.md reckons exactly these."""
    mine = [
        *(fact(number) for number in range(8)),
        fact(8, answer=NOT_SOLVED, stars=2, reopened=1),
        fact(9, stars=3),
        fact(10, answer="", stars=0),
        fact(11, state=State.WITHDRAWN, answer="", stars=0),
        fact(12, answered_at=BEGIN + timedelta(hours=3), stars=4),
        fact(13, excluded="at_law", answer=NOT_SOLVED, stars=1),
    ]
    figures = figures_of(mine, END, WEIGHTS)
    assert figures.response == Share(11, 12)
    assert figures.solved == Share(10, 11)
    assert figures.satisfied == Share(8 * 100 + 30 + 60 + 80, 1100)
    assert figures.pleased == Share(9, 11)
    assert figures.apart == {"unconfirmed": 1, "withdrawn": 1, "excluded_at_law": 1}
    score = 100 * (10 * Fraction(11, 12) + 45 * Fraction(10, 11) + 45 * Fraction(97, 110)) / 100
    assert figures.score(WEIGHTS) == score
    assert (figures.opened, figures.ended, figures.reopened) == (14, 14, 1)


@pytest.mark.parametrize(
    ("hours", "state", "expected"),
    [
        (None, State.ACCEPTED, Share(0, 1)),
        (1, State.ACCEPTED, Share(1, 1)),
        (2, State.ACCEPTED, Share(0, 1)),
        (None, State.MERGED, Share(0, 0)),
        (None, State.WITHDRAWN, Share(0, 0)),
    ],
)
def test_silence_past_the_limit_is_no_response(
    hours: int | None, state: State, expected: Share
) -> None:
    answered = BEGIN + timedelta(hours=hours) if hours else None
    case = fact(state=state, answered_at=answered, ended=False, answer="", stars=0)
    assert figures_of([case], END, WEIGHTS).response == expected


def test_a_limit_that_still_runs_is_not_asked_about() -> None:
    case = fact(answered_at=None, state=State.ACCEPTED, ended=False)
    assert figures_of([case], BEGIN + timedelta(minutes=30), WEIGHTS).response == Share(0, 0)
    assert figures_of([replace(case, answer_due=None)], END, WEIGHTS).response.value is None


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [([], None), ([5], Fraction(5)), ([9, 1, 4], Fraction(4)), ([1, 4], Fraction(5, 2))],
)
def test_median_is_the_middle_or_between_the_two_middles(
    minutes: list[int], expected: Fraction | None
) -> None:
    cases = [fact(each, accepted_at=BEGIN + timedelta(minutes=each)) for each in minutes]
    assert figures_of(cases, END, WEIGHTS).accept_median == expected


def test_other_counts_are_sums_and_silence_is_the_longest() -> None:
    cases = [
        fact(1, returned_by=("police", "police"), households=3, silent_days=4, whistled=1),
        fact(2, relapsed=True, households=1, silent_days=9, reopened=2),
        fact(3, households=0, opened=False),
    ]
    found = figures_of(cases, END, WEIGHTS)
    assert (found.returned, found.joined_households, found.silent_days) == (2, 2, 9)
    assert (found.whistled, found.relapsed, found.reopened, found.opened) == (1, 1, 1, 2)


def test_nine_rateable_cases_have_no_score_and_ten_have() -> None:
    cases = [fact(number) for number in range(10)]
    assert figures_of(cases[:9], END, WEIGHTS).score(WEIGHTS) is None
    assert figures_of(cases, END, WEIGHTS).score(WEIGHTS) == 100


@pytest.mark.parametrize(
    ("change", "weights"),
    [
        (lambda case: replace(case, stars=0), WEIGHTS),
        (lambda case: case, Weighting(0, 0, 0)),
    ],
)
def test_a_rate_that_is_missing_leaves_no_score(
    change: Callable[[Fact], Fact], weights: Weighting
) -> None:
    cases = [change(fact(number)) for number in range(12)]
    assert figures_of(cases, END, weights).score(weights) is None


@given(st.lists(COUNTED, max_size=40))
def test_withdrawn_merged_and_unanswered_cases_move_no_rate(cases: list[Fact]) -> None:
    neutral = [
        fact(1000, state=State.WITHDRAWN, answered_at=None),
        fact(1001, state=State.MERGED),
        fact(1002, answer="", stars=0, opened=False),
        fact(1003, excluded="malicious", answer=NOT_SOLVED, stars=1, answered_at=None),
    ]
    before = figures_of(cases, END, WEIGHTS)
    after = figures_of([*cases, *neutral], END, WEIGHTS)
    assert (before.response, before.solved, before.satisfied) == (
        after.response,
        after.solved,
        after.satisfied,
    )
    assert before.score(WEIGHTS) == after.score(WEIGHTS)


@given(st.lists(COUNTED, max_size=40))
def test_everything_that_ended_is_rated_or_stands_apart(cases: list[Fact]) -> None:
    found = figures_of(cases, END, WEIGHTS)
    assert found.solved.of + sum(found.apart.values()) == found.ended


def test_months_are_those_of_shanghai() -> None:
    since, until = month_before(moment("2027-01-01 00:00"))
    assert (since, until) == (moment("2026-12-01 00:00"), moment("2027-01-01 00:00"))
    assert month_before(moment("2026-12-31 23:59"))[1] == moment("2026-12-01 00:00")
    assert midnight(since.date()) == since

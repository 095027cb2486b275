from dataclasses import replace

import pytest

from domain.clocks import DueKind
from domain.reviews import LOOK_AFTER, look_again
from domain.states import State
from tests.domain.builders import MONDAY, case_of, moment

LATER = moment("2026-12-20 10:00")


def test_only_what_was_answered_and_has_no_limit_is_looked_at_again() -> None:
    assert look_again(LATER, None, MONDAY) is None
    assert look_again(None, None, None) is None
    assert look_again(None, None, MONDAY) == MONDAY + LOOK_AFTER
    assert look_again(None, LATER, MONDAY) == LATER


@pytest.mark.parametrize("leaf", ["X0", "J3", "M7"])
def test_an_answered_matter_without_a_solve_limit_keeps_a_clock(leaf: str) -> None:
    case = case_of(leaf)
    assert case.clocks.solve is None
    taken = replace(case, state=State.ACCEPTED, accepted_at=MONDAY, answered_at=MONDAY)
    assert taken.next_due == (MONDAY + LOOK_AFTER, DueKind.REVIEW)


def test_a_mediation_keeps_the_day_that_it_was_given() -> None:
    case = replace(case_of("X0"), state=State.IN_MEDIATION, answered_at=MONDAY)
    case = replace(case, clocks=replace(case.clocks, review=LATER))
    assert case.next_due == (LATER, DueKind.REVIEW)

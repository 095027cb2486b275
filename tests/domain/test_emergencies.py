from dataclasses import replace
from datetime import timedelta

import pytest

from domain.cases import Case
from domain.emergencies import emptied, is_spent
from domain.states import State
from tests.domain.builders import MONDAY, case_of, demo_rules

WEEK = timedelta(days=7)
OVER = replace(case_of("I8"), state=State.CLOSED, closed_at=MONDAY)


def test_what_was_told_of_somebody_missing_is_spent_a_week_after_the_end() -> None:
    assert is_spent(OVER, demo_rules(), MONDAY + WEEK)
    assert not is_spent(OVER, demo_rules(), MONDAY + WEEK - timedelta(minutes=1))


@pytest.mark.parametrize(
    "case",
    [
        replace(OVER, state=State.ACCEPTED),
        replace(OVER, follow_up_at=MONDAY),
        replace(OVER, leaf="M1"),
        replace(OVER, leaf="A6"),
        emptied(OVER),
    ],
)
def test_what_goes_on_or_may_be_evidence_or_is_gone_stays_as_it_is(case: Case) -> None:
    assert not is_spent(case, demo_rules(), MONDAY + 5 * WEEK)


def test_words_and_home_go_and_the_building_and_the_outcome_stay() -> None:
    left = emptied(replace(OVER, outcome="solved"))
    assert (left.text, left.reasons, left.place.words, left.place.room) == ("", (), "", "")
    assert (left.place.building, left.outcome, left.leaf) == ("3", "solved", "I8")
    assert left.parties == OVER.parties

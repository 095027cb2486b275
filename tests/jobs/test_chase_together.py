from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.clocks import Clocks, DueKind, Nudge
from domain.states import State
from tests.domain.builders import DISPATCHERS, HOLDER, MONDAY, case_of, moment
from tests.jobs.clockwork import acts, of, rendered, told

OPENING = moment("2026-11-24 08:30")
NIGHT = moment("2026-11-23 23:00")
LATER = moment("2026-11-25 17:30")
DAYS = timedelta(days=7)


@pytest.mark.parametrize(
    ("known", "clocks", "expected", "what"),
    [
        # What came at night waits for the opening, at which a later limit of the case is due.
        ({}, Clocks(accept=NIGHT, answer=OPENING), "chase.late", "首次答复"),
        ({}, Clocks(accept=OPENING, answer=OPENING), "chase.late", "首次答复"),
        ({}, Clocks(answer=OPENING, accept=NIGHT, solve=OPENING), "chase.late", "办结"),
        (
            {"state": State.ACCEPTED, "accepted_at": MONDAY, "waiting_since": MONDAY},
            Clocks(answer=NIGHT, word=OPENING),
            "chase.late",
            "回话",
        ),
        ({}, Clocks(accept=NIGHT, soon=OPENING, solve=LATER), "chase.digest", "签收"),
    ],
)
def test_limits_of_one_case_that_are_due_together_are_one_letter(
    known: dict[str, Any], clocks: Clocks, expected: str, what: str
) -> None:
    work = of(replace(case_of(), clocks=clocks, **known), at=NIGHT)
    work.strike()
    for minute in range(30):
        work.at = OPENING + timedelta(minutes=minute)
        work.strike()
    assert work.told() == [(HOLDER, expected)]
    assert what in rendered(work.letters[0][1])


def test_limits_that_a_merge_moved_before_the_latest_nudge_are_one_letter() -> None:
    spoken = Nudge(DueKind.SOLVE, LATER, 1, again_at=OPENING + DAYS, count=2)
    clocks = Clocks(accept=OPENING, solve=NIGHT)
    work = of(replace(case_of(), clocks=clocks, nudge=spoken, level=1), at=OPENING + DAYS)
    for minute in range(30):
        work.at = OPENING + DAYS + timedelta(minutes=minute)
        work.strike()
    heard = work.told()
    assert len(heard) == len(set(heard))
    assert heard[:2] == [(HOLDER, "chase.late"), (DISPATCHERS[0], "chase.above")]


def test_what_is_over_together_with_a_limit_is_told_in_the_same_letter() -> None:
    clocks = Clocks(resume=NIGHT, solve=NIGHT)
    case = replace(case_of(), state=State.PAUSED, accepted_at=MONDAY, clocks=clocks)
    work = of(replace(case, answered_at=MONDAY), at=OPENING)
    step = work.strike()
    assert sorted(told(step)) == [(HOLDER, "chase.digest"), ("wang", "chase.goes_on")]
    assert acts(step) == [("resume", "pause_over"), ("nudge", "solve.first")]
    assert work.strike().says == ()

from dataclasses import replace
from datetime import timedelta

from domain.courses import Course
from domain.mediation_stages import Stage
from domain.wakings import next_wake, stage_ends
from tests.domain.builders import MONDAY
from tests.domain.test_accords import OPTION
from tests.domain.test_candidates import CASE

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TALK = replace(CASE, stage=Stage.SHUTTLE)


def test_the_earliest_of_all_deadlines_is_the_next_look() -> None:
    assert next_wake(TALK, (), MONDAY) is None
    staged = replace(TALK, due_at=MONDAY + 10 * DAY)
    assert next_wake(staged, (), MONDAY) == MONDAY + 10 * DAY
    assert next_wake(staged, (OPTION,), MONDAY) == OPTION.due_at
    clocked = replace(staged, clock_ends=MONDAY + 4 * DAY)
    assert next_wake(clocked, (), MONDAY) == MONDAY + DAY
    assert next_wake(clocked, (), MONDAY + DAY) == MONDAY + 4 * DAY
    meets = replace(clocked, course=Course(meets_at=MONDAY + 25 * HOUR))
    assert next_wake(meets, (), MONDAY) == MONDAY + HOUR
    assert next_wake(meets, (), MONDAY + HOUR) == MONDAY + 23 * HOUR


def test_a_stage_lasts_until_a_day_after_the_meeting_that_is_set() -> None:
    meets = Course(meets_at=MONDAY + 3 * DAY)
    session = replace(CASE, stage=Stage.SESSION, due_at=MONDAY + 2 * DAY, course=meets)
    assert stage_ends(session) == MONDAY + 4 * DAY
    assert stage_ends(replace(session, stage=Stage.SHUTTLE)) == MONDAY + 2 * DAY
    assert stage_ends(replace(session, due_at=MONDAY + 9 * DAY)) == MONDAY + 9 * DAY
    assert stage_ends(replace(session, course=Course())) == MONDAY + 2 * DAY


def test_a_stage_that_was_asked_about_is_looked_at_a_day_later() -> None:
    late = replace(TALK, due_at=MONDAY - HOUR, reminded=1)
    assert next_wake(late, (), MONDAY) == MONDAY + DAY - HOUR


def test_the_clock_does_not_wake_while_it_stands_still() -> None:
    still = replace(CASE, stage=Stage.SUSPENDED, clock_ends=MONDAY + DAY)
    assert next_wake(still, (), MONDAY) is None

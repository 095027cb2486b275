from domain.relapses import follow_up_at
from tests.domain.builders import MONDAY, case_of, demo_rules, moment


def test_kinds_that_come_back_are_asked_about_days_later() -> None:
    # E6, ponding: 14 calendar days, on the close of a working day.
    assert follow_up_at(case_of("E6"), MONDAY, demo_rules()) == moment("2026-12-07 17:30")


def test_other_kinds_are_not() -> None:
    assert follow_up_at(case_of("X1"), MONDAY, demo_rules()) is None

from datetime import timedelta

from domain.courses import EXTENSION, MOST_EXTENSIONS, MOST_FAILURES, MOST_SUSPENSIONS, Course


def test_nothing_is_used_up_in_the_beginning() -> None:
    assert Course() == Course(guests=(), failures=0, extended=0, suspended=0, missed={})


def test_fifteen_days_twice_one_suspension_two_failures() -> None:
    assert (timedelta(days=15), 2) == (EXTENSION, MOST_EXTENSIONS)
    assert (MOST_SUSPENSIONS, MOST_FAILURES) == (1, 2)

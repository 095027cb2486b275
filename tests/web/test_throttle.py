from datetime import UTC, datetime, timedelta

from web.throttle import Throttle

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


def test_after_too_many_wrong_tries_the_source_waits_a_quarter_of_an_hour() -> None:
    throttle = Throttle(most=2)
    assert throttle.is_open("a", NOON)
    throttle.missed("a", NOON)
    throttle.missed("a", NOON)
    assert not throttle.is_open("a", NOON + timedelta(minutes=14))
    assert throttle.is_open("b", NOON)
    assert throttle.is_open("a", NOON + timedelta(minutes=16))


def test_it_remembers_only_so_many_sources() -> None:
    throttle = Throttle(most=1)
    throttle.missed("first", NOON)
    for number in range(10_000):
        throttle.missed(str(number), NOON)
    assert throttle.is_open("first", NOON)
    assert not throttle.is_open("9999", NOON)

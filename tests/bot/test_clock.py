from datetime import UTC, datetime, timedelta, timezone

import pytest
import time_machine

from bot.clock import Clock, FixedClock, MovableClock, SystemClock

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
SHANGHAI = timezone(timedelta(hours=8))


def test_system_clock_tells_the_machine_s_moment_in_utc() -> None:
    with time_machine.travel(NOON, tick=False):
        clock: Clock = SystemClock()
        assert clock.now() == NOON
        assert clock.now().tzinfo is UTC


def test_fixed_clock_stands_still_in_utc() -> None:
    clock: Clock = FixedClock(NOON.astimezone(SHANGHAI))
    assert clock.now() == clock.now() == NOON
    assert clock.now().tzinfo is UTC


def test_moment_without_a_time_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="names no time zone"):
        FixedClock(NOON.replace(tzinfo=None))


def test_movable_clock_goes_where_it_is_moved() -> None:
    clock = MovableClock(NOON)
    clock.move(timedelta(days=7))
    assert clock.now() == NOON + timedelta(days=7)
    clock.move_to(NOON.astimezone(SHANGHAI) + timedelta(days=8))
    assert clock.now() == NOON + timedelta(days=8)


def test_movable_clock_does_not_turn_back() -> None:
    clock = MovableClock(NOON)
    with pytest.raises(ValueError, match="does not turn back"):
        clock.move(timedelta(seconds=-1))
    assert clock.now() == NOON

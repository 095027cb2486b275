from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import shanghai_day
from domain.poll_rounds import (
    LONGEST,
    MOST_ASKED,
    NOTICE,
    SHORTEST,
    by_response,
    looks_again,
    to_ask,
    to_visit,
    window_of,
)
from domain.polls import Asked
from tests.ballot_box import DAY, LET, POLL, ROLL, owner
from tests.domain.builders import MONDAY, demo_rules, moment

OPENS, CLOSES = moment("2026-12-08 08:00"), moment("2026-12-28 20:00")
OPEN = replace(POLL, opens=OPENS, closes=CLOSES)
HOME = Asked(ROLL[0], people=(owner(),))


def at(day: str) -> datetime:
    return moment(f"2026-12-{day} 08:00")


def test_a_vote_is_announced_fifteen_days_before_and_open_for_five_to_sixty() -> None:
    first = date(2026, 12, 8)
    assert window_of(first, first + 20 * DAY, MONDAY) == (OPENS, CLOSES)
    assert window_of(first - DAY, first + 20 * DAY, MONDAY) is None
    for days in (SHORTEST, LONGEST):
        assert window_of(first, first + days * DAY, MONDAY)
    for days in (SHORTEST - 1, LONGEST + 1, -1):
        assert window_of(first, first + days * DAY, MONDAY) is None
    assert (first - shanghai_day(MONDAY)).days == NOTICE


def test_the_clock_looks_every_morning_and_at_the_close() -> None:
    calendar = demo_rules().calendar
    assert looks_again(OPEN, OPENS, calendar) == OPENS + DAY
    assert looks_again(OPEN, at("28"), calendar) == CLOSES
    assert looks_again(OPEN, moment("2026-12-09 22:00"), calendar) == moment("2026-12-11 08:00")


def test_a_home_is_asked_on_four_days_unless_it_answers() -> None:
    home, days = HOME, []
    for each in range(21):
        now = OPENS + each * DAY
        if to_ask(OPEN, [home], now):
            days.append(shanghai_day(now).day)
            home = replace(home, times=home.times + 1, asked_at=now)
    assert days == [8, 11, 25, 27]
    assert home.times == MOST_ASKED


@pytest.mark.parametrize(
    "home",
    [
        replace(HOME, stopped=True),
        replace(HOME, is_cast=True),
        replace(HOME, people=()),
        replace(HOME, unit=LET),
        replace(HOME, times=MOST_ASKED, asked_at=at("09")),
        replace(HOME, times=1, asked_at=at("11") - timedelta(hours=23)),
        replace(HOME, times=1, asked_at=at("11") - timedelta(hours=1)),
    ],
    ids=["enough", "answered", "no chat", "let", "four times", "a day ago", "today"],
)
def test_who_answered_or_has_heard_enough_is_not_asked(home: Asked) -> None:
    assert to_ask(OPEN, [home], at("11")) == ()


@given(st.lists(st.integers(0, 21 * 24), max_size=60).map(sorted), st.integers(5, 60))
def test_p8_however_often_the_clock_looks_a_home_hears_four_times_and_once_a_day(
    hours: list[int], days: int
) -> None:
    poll, home, asked = replace(OPEN, closes=OPENS + days * DAY), HOME, []
    for each in hours:
        now = OPENS + timedelta(hours=each)
        if to_ask(poll, [home], now):
            asked.append(now)
            home = replace(home, times=home.times + 1, asked_at=now)
    assert len(asked) <= MOST_ASKED
    assert all(later - earlier >= DAY for earlier, later in pairwise(asked))


@pytest.mark.parametrize(
    ("home", "visited"),
    [
        (replace(HOME, times=2), True),
        (replace(HOME, times=1), False),
        (replace(HOME, people=()), True),
        (replace(HOME, unit=LET, times=0), True),
        (replace(HOME, times=2, is_cast=True), False),
        (replace(HOME, times=2, stopped=True), False),
    ],
)
def test_somebody_goes_to_who_was_asked_twice_in_vain_or_has_no_chat(
    home: Asked, *, visited: bool
) -> None:
    for day in ("11", "25"):
        assert bool(to_visit(OPEN, [home], at(day))) is visited
    for day in ("08", "12", "27"):
        assert to_visit(OPEN, [home], at(day)) == ()


def test_stairwells_that_answered_least_come_first_whatever_they_said() -> None:
    def stairwell(building: str, homes: int, cast: int) -> list[Asked]:
        units = (replace(ROLL[0], building=building, room=str(each)) for each in range(homes))
        return [Asked(unit, is_cast=place < cast) for place, unit in enumerate(units)]

    homes = [*stairwell("1", 24, 20), *stairwell("2", 24, 18), *stairwell("3", 12, 6)]
    assert [stairs[1] for stairs, _ in by_response(homes)] == ["3", "2", "1"]
    alike = [*stairwell("10", 2, 1), *stairwell("2", 4, 2)]
    assert [stairs[1] for stairs, _ in by_response(alike)] == ["2", "10"]

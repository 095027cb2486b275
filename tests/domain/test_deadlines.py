from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.calendar import SHANGHAI, Calendar, shanghai_day
from domain.deadlines import Limit, Unit, due_at
from domain.refusals import Refused
from storage.calendars import load_calendar

CALENDAR = load_calendar()
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=3190)).map(
    datetime(2019, 1, 1, tzinfo=UTC).__add__
)
AMOUNTS = st.integers(1, 60)
LIMITS = st.builds(Limit, AMOUNTS, st.sampled_from(Unit))


def clock(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def due(start: str, limit: str, calendar: Calendar = CALENDAR) -> datetime:
    return due_at(clock(start), Limit.parse(limit), calendar)


@pytest.mark.parametrize(
    ("day", "limit", "last"),
    [
        ("2026-02-13", "1wd", "2026-02-14"),
        ("2026-02-13", "5wd", "2026-02-27"),
        ("2026-04-30", "5wd", "2026-05-11"),
        ("2026-09-18", "1wd", "2026-09-20"),
        ("2026-09-18", "5wd", "2026-09-24"),
        ("2026-09-30", "3wd", "2026-10-10"),
        ("2026-12-28", "5wd", "2027-01-05"),
    ],
)
@pytest.mark.parametrize("hour", ["00:00", "09:15", "12:30", "17:40", "23:59"])
def test_working_days_leave_out_the_start_day_and_end_at_close(
    day: str, limit: str, last: str, hour: str
) -> None:
    assert due(f"{day} {hour}", limit) == clock(f"{last} 17:30")


def test_without_the_new_years_day_of_the_next_year_the_limit_would_end_too_early() -> None:
    without_2027 = Calendar(rest=frozenset(day for day in CALENDAR.rest if day.year < 2027))
    assert due("2026-12-28 09:00", "5wd", without_2027) == clock("2027-01-04 17:30")


def test_a_lamp_reported_after_hours_before_the_festival_is_due_after_it() -> None:
    assert due("2026-02-13 17:40", "3wd") == clock("2026-02-25 17:30")


def test_a_message_on_a_rest_day_counts_from_that_day() -> None:
    assert due("2026-02-17 10:00", "1wd") == clock("2026-02-24 17:30")


def test_the_window_for_judicial_confirmation_moves_over_the_national_day() -> None:
    assert due("2026-09-03 10:00", "30d") == clock("2026-10-08 17:30")


def test_the_last_calendar_day_stays_when_it_is_worked() -> None:
    assert due("2026-09-05 10:00", "15d") == clock("2026-09-20 17:30")


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        ("2026-02-16 03:10", "3m", "2026-02-16 03:13"),
        ("2026-02-16 23:30", "24h", "2026-02-17 23:30"),
        ("2026-02-13 08:30", "4wh", "2026-02-13 14:00"),
        ("2026-02-13 13:30", "4wh", "2026-02-13 17:30"),
        ("2026-02-13 12:10", "1wh", "2026-02-13 14:30"),
        ("2026-02-13 17:00", "4wh", "2026-02-14 12:00"),
        ("2026-02-14 17:40", "4wh", "2026-02-24 14:00"),
        ("2026-02-15 22:00", "8wh", "2026-02-25 09:00"),
    ],
)
def test_natural_time_runs_at_night_and_working_hours_only_in_the_office(
    start: str, limit: str, end: str
) -> None:
    found = due(start, limit)
    assert found == clock(end)
    assert found.tzinfo is UTC


@pytest.mark.parametrize("text", ["5m", "24h", "4wh", "3wd", "15d", "9999m"])
def test_a_limit_is_written_as_it_is_read(text: str) -> None:
    assert str(Limit.parse(text)) == text


@pytest.mark.parametrize("text", ["", "4", "wh", "0d", "-1d", "10000m", "4 wh", "4WH", "4w", "٣d"])
def test_what_is_not_a_limit_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        Limit.parse(text)
    assert refused.value.text_key == "deadlines.bad_limit"
    assert refused.value.values == {"limit": text}


@pytest.mark.parametrize("amount", [0, -3, 10_000])
def test_a_limit_out_of_range_cannot_be_made(amount: int) -> None:
    with pytest.raises(Refused, match=r"deadlines\.bad_limit"):
        Limit(amount, Unit.HOURS)


@given(MOMENTS, LIMITS)
def test_a_deadline_is_never_before_its_start(start: datetime, limit: Limit) -> None:
    assert due_at(start, limit, CALENDAR) > start


@given(MOMENTS, MOMENTS, LIMITS)
def test_who_comes_later_is_never_due_earlier(one: datetime, other: datetime, limit: Limit) -> None:
    earlier, later = sorted((one, other))
    assert due_at(earlier, limit, CALENDAR) <= due_at(later, limit, CALENDAR)


@given(MOMENTS, LIMITS)
def test_a_longer_limit_is_never_due_earlier(start: datetime, limit: Limit) -> None:
    longer = Limit(limit.amount + 1, limit.unit)
    assert due_at(start, limit, CALENDAR) <= due_at(start, longer, CALENDAR)


@given(MOMENTS, LIMITS)
def test_no_period_in_working_time_or_days_ends_on_a_rest_day(
    start: datetime, limit: Limit
) -> None:
    assume(limit.unit not in {Unit.MINUTES, Unit.HOURS})
    assert CALENDAR.is_working_day(shanghai_day(due_at(start, limit, CALENDAR)))


@given(MOMENTS, AMOUNTS)
def test_working_days_are_as_many_as_the_limit_says(start: datetime, amount: int) -> None:
    end = shanghai_day(due_at(start, Limit(amount, Unit.WORKING_DAYS), CALENDAR))
    day = shanghai_day(start)
    between = [day + timedelta(days=step) for step in range(1, (end - day).days + 1)]
    assert sum(map(CALENDAR.is_working_day, between)) == amount


@given(MOMENTS, AMOUNTS)
def test_working_hours_are_as_many_as_the_limit_says(start: datetime, amount: int) -> None:
    end = due_at(start, Limit(amount, Unit.WORKING_HOURS), CALENDAR)
    days = (shanghai_day(end) - shanghai_day(start)).days
    windows = [
        window
        for step in range(days + 1)
        for window in CALENDAR.windows_on(shanghai_day(start) + timedelta(days=step))
    ]
    worked = [min(closes, end) - max(opens, start) for opens, closes in windows]
    assert sum((max(span, timedelta(0)) for span in worked), timedelta(0)) == timedelta(
        hours=amount
    )

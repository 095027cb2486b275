from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import SHANGHAI, Calendar, OfficeHours, shanghai_day
from domain.refusals import Refused

# The Spring Festival and the first weeks of 2026, as the notice words them.
YEAR_2026 = Calendar(
    rest=frozenset(
        {date(2026, 1, 1), date(2026, 1, 2)}
        | {date(2026, 2, day) for day in (16, 17, 18, 19, 20, 23)}
    ),
    work=frozenset({date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28)}),
    provisional=frozenset({2027}),
    official=frozenset({2026}),
)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=90)).map(
    datetime(2026, 1, 1, tzinfo=UTC).__add__
)


def clock(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def test_a_weekday_is_worked_unless_it_is_a_holiday() -> None:
    assert YEAR_2026.is_working_day(date(2026, 2, 13))
    assert not YEAR_2026.is_working_day(date(2026, 2, 16))


def test_a_weekend_day_is_off_unless_it_is_made_up_for() -> None:
    assert not YEAR_2026.is_working_day(date(2026, 2, 15))
    assert YEAR_2026.is_working_day(date(2026, 2, 14))


@pytest.mark.parametrize(("year", "provisional"), [(2026, False), (2027, True), (2031, True)])
def test_a_year_without_an_official_notice_is_provisional(*, year: int, provisional: bool) -> None:
    assert YEAR_2026.is_provisional(date(year, 1, 1)) is provisional


def test_the_next_working_day_is_strictly_later_and_skips_the_festival() -> None:
    assert YEAR_2026.next_working_day(date(2026, 2, 13)) == date(2026, 2, 14)
    assert YEAR_2026.next_working_day(date(2026, 2, 14)) == date(2026, 2, 24)


@pytest.mark.parametrize(
    "first",
    [
        date(2026, 1, 12),  # an ordinary Monday
        date(2026, 1, 5),  # the Monday after a make-up Sunday, which closed the week before
        date(2026, 2, 24),  # the Tuesday that ends the festival
    ],
)
def test_the_first_working_day_of_a_week_is_not_always_monday(first: date) -> None:
    week = [first + timedelta(days=step - first.weekday()) for step in range(7)]
    assert [day for day in week if YEAR_2026.is_first_working_day_of_week(day)] == [first]


def test_a_make_up_sunday_is_first_when_the_week_before_it_was_off() -> None:
    sunday = date(2026, 3, 8)
    week_off = frozenset(sunday - timedelta(days=back) for back in range(1, 7))
    assert Calendar(rest=week_off, work=frozenset({sunday})).is_first_working_day_of_week(sunday)


def test_a_week_without_any_work_has_no_first_working_day() -> None:
    week = [date(2026, 2, day) for day in range(16, 23)]
    assert not any(YEAR_2026.is_first_working_day_of_week(day) for day in week)


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        ("2026-02-13 08:00", "2026-02-13 08:30"),
        ("2026-02-13 08:30", "2026-02-13 08:30"),
        ("2026-02-13 11:59", "2026-02-13 11:59"),
        ("2026-02-13 12:00", "2026-02-13 13:30"),
        ("2026-02-13 17:30", "2026-02-14 08:30"),
        ("2026-02-14 17:40", "2026-02-24 08:30"),
        ("2026-02-17 10:00", "2026-02-24 08:30"),
    ],
)
def test_the_next_opening_is_now_or_when_the_next_window_starts(at: str, opening: str) -> None:
    found = YEAR_2026.next_opening(clock(at))
    assert found == clock(opening)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("at", "quiet", "ends"),
    [
        ("2026-02-13 20:59", False, "2026-02-13 20:59"),
        ("2026-02-13 21:00", True, "2026-02-14 08:00"),
        ("2026-02-13 23:59", True, "2026-02-14 08:00"),
        ("2026-02-14 00:00", True, "2026-02-14 08:00"),
        ("2026-02-14 07:59", True, "2026-02-14 08:00"),
        ("2026-02-14 08:00", False, "2026-02-14 08:00"),
    ],
)
def test_the_night_is_quiet_over_midnight(*, at: str, quiet: bool, ends: str) -> None:
    assert YEAR_2026.is_quiet(clock(at)) is quiet
    assert YEAR_2026.quiet_ends(clock(at)) == clock(ends)


def test_quiet_hours_may_lie_within_a_day_or_be_none() -> None:
    noon = replace(YEAR_2026, quiet_from=time(12), quiet_to=time(14))
    assert noon.is_quiet(clock("2026-02-13 12:30"))
    assert noon.quiet_ends(clock("2026-02-13 12:30")) == clock("2026-02-13 14:00")
    assert not noon.is_quiet(clock("2026-02-13 23:00"))
    assert not replace(noon, quiet_to=time(12)).is_quiet(clock("2026-02-13 12:00"))


def test_an_ordinary_message_waits_for_a_working_day_in_office_hours() -> None:
    assert YEAR_2026.next_message_time(clock("2026-02-14 22:10")) == clock("2026-02-24 08:30")
    assert YEAR_2026.next_message_time(clock("2026-02-24 09:10")) == clock("2026-02-24 09:10")


def test_an_ordinary_message_waits_for_the_end_of_quiet_hours_within_a_window() -> None:
    early = replace(YEAR_2026, hours=OfficeHours(((time(7), time(12)),)))
    assert early.next_message_time(clock("2026-02-13 06:00")) == clock("2026-02-13 08:00")


def test_days_close_with_the_last_window() -> None:
    assert YEAR_2026.close_of(date(2026, 2, 25)) == clock("2026-02-25 17:30")
    assert YEAR_2026.windows_on(date(2026, 2, 16)) == ()


def test_the_day_is_the_one_in_shanghai() -> None:
    assert shanghai_day(datetime(2026, 2, 13, 16, 0, tzinfo=UTC)) == date(2026, 2, 14)


@pytest.mark.parametrize(
    "windows",
    [
        (),
        ((time(12), time(8)),),
        ((time(8), time(12)), (time(11), time(17))),
        ((time(8), time(8)),),
    ],
)
def test_office_hours_that_run_backwards_are_refused(windows: tuple[tuple[time, time]]) -> None:
    with pytest.raises(Refused) as refused:
        OfficeHours(windows)
    assert refused.value.text_key == "calendar.bad_hours"


@given(MOMENTS)
def test_every_ordinary_message_goes_out_on_a_working_day_and_never_at_night(at: datetime) -> None:
    sent = YEAR_2026.next_message_time(at)
    assert sent >= at
    assert YEAR_2026.is_working_day(shanghai_day(sent))
    assert not YEAR_2026.is_quiet(sent)
    assert YEAR_2026.next_opening(sent) == sent


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_week_has_at_most_one_first_working_day(day: date) -> None:
    week = [day + timedelta(days=step - day.weekday()) for step in range(7)]
    worked = [each for each in week if YEAR_2026.is_working_day(each)]
    firsts = [each for each in week if YEAR_2026.is_first_working_day_of_week(each)]
    assert firsts == worked[:1]

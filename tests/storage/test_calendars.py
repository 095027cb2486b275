from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest

from domain.calendar import Calendar
from storage.calendars import load_calendar
from storage.faults import BadFile

CALENDAR = load_calendar()
OFFICIAL = range(2019, 2027)
YEAR = """
year = {year}
notice = "a notice"
[[holidays]]
name = "元旦"
from = {year}-01-01
to = {year}-01-01
[[holidays]]
name = "劳动节"
from = {year}-05-01
to = {year}-05-01
[[holidays]]
name = "国庆节"
from = {year}-10-01
to = {year}-10-01
"""
# A holiday of its own in which one thing is wrong.
MORE = '[[holidays]]\nname = "中秋节"\nfrom = {first}\nto = {last}\nwork = [{work}]\n'


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def _write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return _write


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=step) for step in range((date(year + 1, 1, 1) - first).days)]


def worked(calendar: Calendar, year: int) -> list[date]:
    return [day for day in days_of(year) if calendar.is_working_day(day)]


def refused(*paths: Path) -> list[tuple[str, str]]:
    with pytest.raises(BadFile) as bad:
        load_calendar(paths)
    return [(fault.place, fault.text_key) for fault in bad.value.faults]


@pytest.mark.parametrize("year", OFFICIAL)
def test_every_day_agrees_with_chinesecalendar(year: int) -> None:
    assert worked(CALENDAR, year) == list(filter(chinese_calendar.is_workday, days_of(year)))


@pytest.mark.parametrize("year", OFFICIAL)
def test_every_day_agrees_with_holidays(year: int) -> None:
    china = holidays.country_holidays("CN", years=[year - 1, year, year + 1])
    assert worked(CALENDAR, year) == list(filter(china.is_working_day, days_of(year)))


@pytest.mark.parametrize(
    ("year", "working", "made_up"),
    [(2022, 249, 7), (2023, 249, 7), (2024, 251, 8), (2025, 248, 5), (2026, 248, 6)],
)
def test_a_year_has_as_many_working_days_as_counted(year: int, working: int, made_up: int) -> None:
    assert len(worked(CALENDAR, year)) == working
    assert sum(day.year == year for day in CALENDAR.work) == made_up


def test_only_2027_is_provisional() -> None:
    assert CALENDAR.official == frozenset(OFFICIAL)
    assert CALENDAR.provisional == frozenset({2027})


def test_the_provisional_year_rests_on_the_thirteen_days_of_the_law() -> None:
    law = holidays.country_holidays("CN", years=2027)
    statutory = {day for day, name in law.items() if "observed" not in name}
    assert len(statutory) == 13
    weekdays = {day for day in statutory if day.weekday() < 5}
    assert {day for day in CALENDAR.rest if day.year == 2027} == weekdays
    assert not {day for day in CALENDAR.work if day.year == 2027}


def test_a_set_names_only_days_that_differ_from_their_weekday() -> None:
    assert all(day.weekday() < 5 for day in CALENDAR.rest)
    assert all(day.weekday() >= 5 for day in CALENDAR.work)


def test_an_official_file_replaces_the_provisional_year(
    write: Callable[[str, str], Path],
) -> None:
    made_up = MORE.format(first="2027-09-15", last="2027-09-17", work="2027-09-18")
    loaded = load_calendar([write("2027.toml", YEAR.format(year=2027) + made_up)])
    assert not loaded.is_provisional(date(2027, 1, 1))
    assert loaded.is_working_day(date(2027, 9, 18))
    assert not loaded.is_working_day(date(2027, 9, 16))
    assert loaded.is_working_day(date(2027, 2, 8))
    assert worked(loaded, 2026) == worked(CALENDAR, 2026)


def test_the_notice_of_the_next_year_has_the_last_word_on_december(
    write: Callable[[str, str], Path],
) -> None:
    own = MORE.format(first="2027-12-31", last="2027-12-31", work="2027-12-26")
    other = MORE.format(first="2027-12-27", last="2027-12-27", work="")
    both = [
        write("2028.toml", YEAR.format(year=2028) + own.replace("中秋节", "元旦前")),
        write("2027.toml", YEAR.format(year=2027) + other),
    ]
    loaded = load_calendar(both)
    assert not loaded.is_working_day(date(2027, 12, 31))
    assert loaded.is_working_day(date(2027, 12, 26))
    assert not loaded.is_working_day(date(2027, 12, 27))


@pytest.mark.parametrize(
    ("first", "last", "work", "text_key"),
    [
        ("2028-06-02", "2028-06-01", "", "calendars.bad_span"),
        ("2028-06-01", "2028-07-01", "", "calendars.bad_span"),
        ("2028-06-01", "2028-06-01", "2029-01-06", "calendars.other_year"),
        ("2027-11-30", "2027-12-01", "", "calendars.other_year"),
        ("2028-06-01", "2028-06-01", "2028-06-05", "calendars.work_on_weekday"),
    ],
)
def test_a_slip_in_a_holiday_is_told_with_its_name(
    write: Callable[[str, str], Path], first: str, last: str, work: str, text_key: str
) -> None:
    text = YEAR.format(year=2028) + MORE.format(first=first, last=last, work=work)
    assert refused(write("own.toml", text)) == [("own.toml 中秋节", text_key)]


def test_a_day_cannot_be_both_off_and_worked(write: Callable[[str, str], Path]) -> None:
    text = YEAR.format(year=2028) + MORE.format(
        first="2028-06-03", last="2028-06-04", work="2028-06-04"
    )
    assert refused(write("own.toml", text)) == [("own.toml", "calendars.both")]


def test_an_official_year_names_its_notice(write: Callable[[str, str], Path]) -> None:
    text = YEAR.format(year=2028).replace('notice = "a notice"', "")
    assert refused(write("own.toml", text)) == [("own.toml", "calendars.no_notice")]


def test_all_faults_of_all_files_are_told_at_once(write: Callable[[str, str], Path]) -> None:
    half = YEAR.format(year=2028).split("[[holidays]]")
    found = refused(
        write("half.toml", "[[holidays]]".join(half[:2])),
        write("broken.toml", "year ="),
        write("again.toml", YEAR.format(year=2028)),
        write("text.toml", YEAR.format(year=2029).replace("2029-01-01", '"soon"')),
    )
    assert found == [
        ("half.toml", "calendars.fixed_day_missing"),
        ("half.toml", "calendars.fixed_day_missing"),
        ("broken.toml", "file.not_toml"),
        ("again.toml", "calendars.same_year"),
        ("text.toml holidays.0.from", "file.wrong"),
        ("text.toml holidays.0.to", "file.wrong"),
    ]

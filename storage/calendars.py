"""Working-day calendars: one file a year, worded like the yearly notice (节假日安排)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path

from pydantic import Field

from domain.calendar import Calendar
from storage.faults import BadFile, Fault, Row, read_toml

_SATURDAY = 5
_DECEMBER = 12
# The longest break so far had 10 days: a longer one is a slip of the month.
_LONGEST = timedelta(days=15)
# Whatever the notice, nobody works on these days: a file without them is half typed.
_FIXED = ((1, 1), (5, 1), (10, 1))


class _Holiday(Row):
    name: str = Field(min_length=1)
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    work: list[date] = Field(default_factory=list)

    @property
    def rest(self) -> list[date]:
        days = min(self.last - self.first, _LONGEST).days
        return [self.first + timedelta(days=step) for step in range(days + 1)]


class _Year(Row):
    year: int = Field(ge=2000, le=2100)
    provisional: bool = False
    notice: str = ""
    holidays: list[_Holiday]


def load_calendar(paths: Sequence[Path] = ()) -> Calendar:
    """Return the packaged years, each replaced by the file of ``paths`` for the same year.

    Raises:
        BadFile: all that is wrong with all files, ``file.*`` and ``calendars.*``.
    """
    years = _read(sorted(_packaged(), key=lambda each: each.name)) | _read(paths)
    off: dict[date, bool] = {}
    # A later notice may set the last days of the December before: it has the last word.
    for _, year in sorted(years.items()):
        for holiday in year.holidays:
            off |= dict.fromkeys(holiday.rest, True) | dict.fromkeys(holiday.work, False)
    official = frozenset(number for number, year in years.items() if not year.provisional)
    return Calendar(
        rest=frozenset(day for day, is_off in off.items() if is_off and day.weekday() < _SATURDAY),
        work=frozenset(day for day, is_off in off.items() if not is_off),
        provisional=frozenset(years) - official,
        official=official,
    )


def _packaged() -> Iterator[Traversable]:
    folder = files("storage") / "files" / "calendar"
    return (each for each in folder.iterdir() if each.name.endswith(".toml"))


def _read(sources: Sequence[Traversable | Path]) -> dict[int, _Year]:
    years: dict[int, _Year] = {}
    faults: list[Fault] = []
    for source in sources:
        try:
            year = read_toml(source, _Year)
        except BadFile as bad:
            faults += bad.faults
            continue
        faults += _faults_of(source.name, year)
        if year.year in years:
            faults.append(Fault(source.name, "calendars.same_year", {"year": str(year.year)}))
        years[year.year] = year
    if faults:
        raise BadFile(faults)
    return years


def _faults_of(name: str, year: _Year) -> Iterator[Fault]:
    if not (year.notice or year.provisional):
        yield Fault(name, "calendars.no_notice", {"year": str(year.year)})
    for holiday in year.holidays:
        yield from _faults_of_holiday(f"{name} {holiday.name}", holiday, year.year)
    rest = set(chain.from_iterable(holiday.rest for holiday in year.holidays))
    for fixed in (date(year.year, *day) for day in _FIXED):
        if fixed not in rest:
            yield Fault(name, "calendars.fixed_day_missing", {"day": str(fixed)})
    for day in chain.from_iterable(holiday.work for holiday in year.holidays):
        if day in rest:
            yield Fault(name, "calendars.both", {"day": str(day)})


def _faults_of_holiday(place: str, holiday: _Holiday, year: int) -> Iterator[Fault]:
    if not timedelta(0) <= holiday.last - holiday.first <= _LONGEST:
        span = {"first": str(holiday.first), "last": str(holiday.last)}
        yield Fault(place, "calendars.bad_span", span)
    begin = date(year - 1, _DECEMBER, 1)
    for day in (holiday.first, holiday.last, *holiday.work):
        if not begin <= day <= date(year, _DECEMBER, 31):
            yield Fault(place, "calendars.other_year", {"day": str(day), "year": str(year)})
    for day in holiday.work:
        if day.weekday() < _SATURDAY:
            yield Fault(place, "calendars.work_on_weekday", {"day": str(day)})

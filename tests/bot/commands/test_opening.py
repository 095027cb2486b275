from datetime import date, datetime, time
from pathlib import Path

import pytest

from bot.clock import FixedClock
from bot.commands.directory import BadDirectory
from bot.commands.opening import calendar_of, categories_of, open_station
from bot.settings import Settings
from domain.calendar import SHANGHAI, OfficeHours
from storage.polls import polls_in
from tests.bot.workshop import START

TURNED_ROUND = """
year = 2027
notice = "国办发明电〔2026〕1号"
holidays = [
  { name = "元旦", from = 2027-01-01, to = 2027-01-04 },
  { name = "劳动节", from = 2027-05-01, to = 2027-05-05 },
  { name = "国庆节", from = 2027-10-01, to = 2027-10-07 },
]
"""


def settings(folder: Path, **others: object) -> Settings:
    return Settings(_env_file=None, state_dir=folder, **others)  # type: ignore[arg-type]


async def test_a_new_station_begins_with_the_demo_and_keeps_it(tmp_path: Path) -> None:
    for _ in range(2):
        async with open_station(settings(tmp_path), FixedClock(START)) as station:
            directory = station.shelf.current.directory
            assert "dongqiao" in directory.index.communities
            assert station.clock.now() == START
            [poll] = await station.database.read(lambda conn: polls_in(conn, ["dongqiao"]))
            assert poll.is_open(START)


async def test_a_real_station_begins_without_a_vote(tmp_path: Path) -> None:
    async with open_station(settings(tmp_path, demo=False), FixedClock(START)) as station:
        assert await station.database.read(lambda conn: polls_in(conn, ["dongqiao"])) == ()


def test_the_demo_sends_letters_at_any_hour_and_a_real_station_does_not(tmp_path: Path) -> None:
    midnight = datetime.combine(date(2026, 11, 24), time(0), SHANGHAI)
    assert not calendar_of(settings(tmp_path)).is_quiet(midnight)
    assert calendar_of(settings(tmp_path, demo=False)).is_quiet(midnight)


async def test_a_new_station_takes_the_configured_directory(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text("street = 1", encoding="utf-8")
    with pytest.raises(BadDirectory):
        async with open_station(settings(tmp_path, directory_file=str(file))):
            pytest.fail("opened with a faulty directory")


def test_a_later_calendar_and_own_categories_lie_in_the_state_folder(tmp_path: Path) -> None:
    hours = OfficeHours(((time(9), time(17)),))
    own = settings(tmp_path, office_hours=hours, quiet_from=time(22), demo=False)
    calendar = calendar_of(own)
    assert calendar.is_provisional(date(2027, 1, 4))
    assert (calendar.hours.close, calendar.quiet_from) == (time(17), time(22))
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "2027.toml").write_text(TURNED_ROUND, encoding="utf-8")
    assert not calendar_of(own).is_working_day(date(2027, 1, 4))
    assert not calendar_of(own).is_provisional(date(2027, 1, 4))
    packaged = categories_of(own)
    source = Path(__file__).parents[3] / "storage" / "files" / "categories.toml"
    words = source.read_text(encoding="utf-8").replace("电梯困人", "电梯关人")
    (tmp_path / "categories.toml").write_text(words, encoding="utf-8")
    assert categories_of(own).leaf("A3").name != packaged.leaf("A3").name

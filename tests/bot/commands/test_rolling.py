"""A roll of units comes in by the command line, row by row held against the map."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.clock import FixedClock
from bot.commands.opening import open_station
from bot.commands.rolling import DEMO_AREA, DEMO_HOLDER
from bot.main import yizhan
from bot.settings import Settings
from domain.polls import area_named, may_hold
from storage.directories import demo_source
from storage.roll_files import demo_roll
from storage.rolls import frozen_roll
from tests.bot.workshop import START

Run = Callable[..., Result]
HEAD = "小区,幢,单元,室,专有面积,业主编号,出租\n"


def roll(folder: Path, *rows: str, head: str = HEAD) -> str:
    file = folder / "roll.csv"
    file.write_text(head + "\n".join(rows), encoding="utf-8")
    return str(file)


@pytest.fixture
def mapped(run: Run, tmp_path: Path) -> Run:
    """Return the command line of a station that has the demo's map."""
    file = tmp_path / "demo.toml"
    file.write_bytes(demo_source().read_bytes())
    assert run("import", str(file)).exit_code == 0
    return run


def test_the_roll_of_the_demo_is_checked_and_imported(mapped: Run, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_bytes(demo_roll().read_bytes())
    checked = CliRunner().invoke(yizhan, ["check", str(file)])
    assert (checked.exit_code, checked.output) == (0, "可以导入：没有错误，0条提醒。\n")
    assert "没有写入" in mapped("import", "--dry-run", str(file)).output
    assert "60户，1个物业管理区域" in mapped("import", str(file)).output
    told = json.loads(mapped("import", "--json", str(file)).output)
    assert (told["ok"], told["units"], told["areas"]) == (True, 60, 1)


def test_a_bad_row_keeps_the_file_out_and_is_named(mapped: Run, tmp_path: Path) -> None:
    file = roll(tmp_path, "天成花园,3,2,502,89.5,A1,", "天成花园,3,2,601,八十九,A2,")
    for result in (CliRunner().invoke(yizhan, ["check", file]), mapped("import", file)):
        assert result.exit_code == 1
        assert "(line 3)" in result.output
        assert "看不懂" in result.output


def test_a_home_that_is_not_on_the_map_is_found_at_the_import(mapped: Run, tmp_path: Path) -> None:
    file = roll(tmp_path, "天成花园,3,2,1502,89.5,A1,")
    assert CliRunner().invoke(yizhan, ["check", file]).exit_code == 0
    refused = mapped("import", file)
    assert refused.exit_code == 1
    assert "没有“3-2-1502”" in refused.output


def test_homes_that_are_left_out_are_a_reminder(mapped: Run, tmp_path: Path) -> None:
    done = mapped("import", roll(tmp_path, "天成花园,3,2,502,89.5,A1,"))
    assert done.exit_code == 0
    assert "天成花园还有1499户不在名册里" in done.output


async def test_the_vote_of_the_demo_may_be_held_by_who_holds_it(tmp_path: Path) -> None:
    own = Settings(_env_file=None, state_dir=tmp_path)
    async with open_station(own, FixedClock(START)) as station:
        directory = station.shelf.current.directory
        rules = station.shelf.current
        area = area_named(DEMO_AREA, rules, START.date())
        holder = directory.person(DEMO_HOLDER)
        assert area
        assert holder
        assert may_hold(holder, area, rules, START.date())
        roll = await station.database.read(lambda conn: frozen_roll(conn, "dongqiao", "demo"))
        assert len(roll) == 60

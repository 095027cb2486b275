import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.bot.commands.living import Resident, living

Run = Callable[..., Result]
WORDS = "天成花园3幢2单元楼道灯不亮"


@pytest.fixture
def backups(run: Run, state_dir: Path, tmp_path: Path) -> Path:
    """Make two backups while a station runs; two words are said after the second."""
    state_dir.mkdir()
    folder = tmp_path / "backups"
    with living(state_dir) as station:
        assert Resident().say(station.url, WORDS)
        assert run("backup", str(folder / "old")).exit_code == 0
        os.utime(folder / "old", (1, 1))
        assert Resident().say(station.url, WORDS)
        assert run("backup", str(folder / "new")).exit_code == 0
        for _ in range(2):
            assert Resident().say(station.url, WORDS)
        assert station.end() == 0
    return folder


def test_the_newest_backup_is_restored_and_checked_and_the_loss_is_told(
    run: Run, backups: Path
) -> None:
    result = run("drill", str(backups))
    assert result.exit_code == 0, result.output
    assert "new，2件" in result.output
    assert "其间2条来信" in result.output
    assert re.search(r"RTO）：\d+\.\d秒", result.output)


def test_a_backup_that_is_not_whole_fails_the_drill(run: Run, backups: Path) -> None:
    with sqlite3.connect(backups / "new" / "station.db") as conn:
        conn.execute("update case_events set public = 'x' where seq = 1")
    result = run("drill", str(backups))
    assert result.exit_code == 1
    assert "不对：head dongqiao DQ000001" in result.output


def test_a_folder_without_backups_is_told_of(run: Run, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    result = run("drill", "nothing")
    assert result.exit_code == 2
    assert "没有备份" in result.output

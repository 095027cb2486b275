import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def backup(run: Run) -> str:
    """Make a backup with one sign-in link in it."""
    assert run("link", "chen-dispatcher-dq").exit_code == 0
    assert run("backup", "copy").exit_code == 0
    return "copy"


def test_a_backup_comes_back_into_an_empty_station_and_old_links_are_dead(
    run: Run, backup: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIZHAN_STATE_DIR", str(tmp_path / "other"))
    without = run("restore", backup)
    assert (without.exit_code, "there is no file" in without.output) == (2, True)
    monkeypatch.setenv("YIZHAN_KEY_FILE", str(tmp_path / "state" / "keys"))
    result = run("restore", backup)
    assert result.exit_code == 0, result.output
    with sqlite3.connect(tmp_path / "other" / "yizhan.db") as conn:
        assert conn.execute("select count(*) from directory_entries").fetchone()[0] > 100
        links = conn.execute("select used_at is not null from sign_in_links").fetchall()
        assert links == [(1,)]


def test_nothing_is_restored_over_a_living_station(run: Run, backup: str) -> None:
    result = run("restore", backup)
    assert result.exit_code == 2
    assert "没有动它" in result.output


def test_a_folder_that_is_no_backup_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "holiday").mkdir()
    result = run("restore", "holiday")
    assert result.exit_code == 1
    assert "不是可用的备份" in result.output

import stat
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_a_backup_is_a_new_private_folder(run: Run, tmp_path: Path) -> None:
    run("link")
    result = run("backup", "copy")
    assert result.exit_code == 0, result.output
    folder = tmp_path / "copy"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / "station.db").stat().st_size > 0


def test_a_backup_overwrites_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    result = run("backup", "copy")
    assert result.exit_code == 2
    assert "没有动它" in result.output

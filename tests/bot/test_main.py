import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.main import COMMANDS, yizhan

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(yizhan, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert f"Usage: yizhan {name}" in result.output


def test_the_list_names_every_command_with_a_line() -> None:
    result = CliRunner().invoke(yizhan, ["--help"])
    for name in COMMANDS:
        assert f"\n  {name} " in result.output


def test_who_reads_only_the_beginning_leaves_no_complaint(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from bot.main import main; main()", "link"]
    environment = {**os.environ, "YIZHAN_STATE_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        complaint = process.stderr.read()
    assert b"Error" not in complaint
    assert b"Traceback" not in complaint


def test_an_unknown_command_is_a_fault_of_usage() -> None:
    result = CliRunner().invoke(yizhan, ["fly"])
    assert result.exit_code == 2
    assert "No such command" in result.output


def test_a_faulty_setting_is_one_plain_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIZHAN_PORTT", "1")
    result = CliRunner().invoke(yizhan, ["classify", "灯"])
    assert result.exit_code == 2
    assert "YIZHAN_PORTT" in result.output
    assert "Traceback" not in result.output


def test_faulty_files_of_the_community_are_told_with_place_and_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIZHAN_STATE_DIR", str(tmp_path))
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "2027.toml").write_text("year = 2027\nholidays = []\n")
    result = CliRunner().invoke(yizhan, ["run"])
    assert result.exit_code == 1
    assert "错误 2027.toml：" in result.output
    assert "请照上面逐条改好" in result.output
    (tmp_path / "calendar" / "2027.toml").unlink()
    (tmp_path / "categories.toml").write_bytes("版本".encode("gb18030"))
    result = CliRunner().invoke(yizhan, ["link"])
    assert result.exit_code == 1
    assert "错误 categories.toml：这个文件不是 UTF-8 编码" in result.output
    assert "Traceback" not in result.output


def test_a_database_that_would_forget_is_one_plain_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIZHAN_DATABASE_URL", "sqlite:///:memory:")
    result = CliRunner().invoke(yizhan, ["run"])
    assert result.exit_code == 2
    assert "loses everything" in result.output
    assert "Traceback" not in result.output

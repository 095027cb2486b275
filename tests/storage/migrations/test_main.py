import sqlite3
from pathlib import Path

from click.testing import CliRunner

from storage.migrations.__main__ import migrations


def test_the_migrations_are_complete() -> None:
    result = CliRunner().invoke(migrations, ["check"])
    assert (result.exit_code, result.output) == (0, "")


def test_a_database_is_upgraded_and_then_has_no_differences(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'station.db'}"
    assert CliRunner().invoke(migrations, ["upgrade", address]).exit_code == 0
    assert CliRunner().invoke(migrations, ["check", address]).exit_code == 0


def test_a_difference_is_told_and_fails(sqlite_template: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(sqlite_template.read_bytes())
    connection = sqlite3.connect(other)
    connection.execute("ALTER TABLE editions ADD COLUMN surprise TEXT")
    connection.close()
    result = CliRunner().invoke(migrations, ["check", f"sqlite:///{other}"])
    assert result.exit_code == 1
    assert "surprise" in result.output

import pytest
from click.testing import CliRunner

from bot.main import COMMANDS, yizhan


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(yizhan, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert f"Usage: yizhan {name}" in result.output


def test_the_list_names_every_command_with_a_line() -> None:
    result = CliRunner().invoke(yizhan, ["--help"])
    for name in COMMANDS:
        assert f"\n  {name} " in result.output


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

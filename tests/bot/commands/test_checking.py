import json
from importlib.resources import files
from pathlib import Path

from click.testing import CliRunner, Result

from bot.main import yizhan
from storage.directories import template_source

WRONG = 'street = "迪荡街道"\n[[community]]\nid = 7\n'


def checked(file: Path, *options: str) -> Result:
    return CliRunner().invoke(yizhan, ["check", str(file), *options])


def test_a_good_file_passes_with_its_warnings(tmp_path: Path) -> None:
    file = tmp_path / "directory.toml"
    file.write_bytes(template_source().read_bytes())
    result = checked(file)
    assert result.exit_code == 0, result.output
    assert "可以导入" in result.output


def test_a_faulty_file_tells_every_fault_and_exits_with_one(tmp_path: Path) -> None:
    file = tmp_path / "directory.toml"
    file.write_text(WRONG, encoding="utf-8")
    result = checked(file)
    assert result.exit_code == 1
    *findings, verdict = result.output.splitlines()
    assert len(findings) > 1
    assert all(line.startswith(("错误", "提醒")) for line in findings)
    assert verdict.startswith("不能导入")


def test_programs_read_the_same_as_json(tmp_path: Path) -> None:
    file = tmp_path / "directory.toml"
    file.write_text(WRONG, encoding="utf-8")
    result = checked(file, "--json")
    told = json.loads(result.output)
    assert result.exit_code == 1
    assert told["ok"] is False
    assert {"severity", "where", "text_key", "values", "line"} == told["findings"][0].keys()


def test_a_missing_file_is_a_fault_of_the_input(tmp_path: Path) -> None:
    assert checked(tmp_path / "nowhere.toml").exit_code == 1


def test_a_category_file_is_checked_as_one_its_ladder_too(tmp_path: Path) -> None:
    words = (files("storage") / "files" / "categories.toml").read_text(encoding="utf-8")
    file = tmp_path / "categories.toml"
    file.write_text(words, encoding="utf-8")
    assert checked(file).exit_code == 0
    file.write_text(words.replace('"secretary 2h"', '"secretary soon"'), encoding="utf-8")
    result = checked(file)
    assert result.exit_code == 1
    assert "错误 categories.toml ladder：" in result.output
    assert "“P1 = ['holder 1h', 'secretary soon'," in result.output
    assert "应该是：P1 = 30m, 24h, 4wh, 3wd, 15d" in result.output
    told = json.loads(checked(file, "--json").output)
    assert [each["where"] for each in told["findings"]] == ["categories.toml ladder"]

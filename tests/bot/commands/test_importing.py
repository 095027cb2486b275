import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from storage.directories import demo_source, template_source

Run = Callable[..., Result]


def demo(folder: Path) -> str:
    file = folder / "demo.toml"
    file.write_bytes(demo_source().read_bytes())
    return str(file)


def test_a_dry_run_says_what_would_change_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        result = run("import", "--dry-run", demo(tmp_path))
        assert result.exit_code == 0, result.output
        assert "没有写入" in result.output
        assert "新增 小区 tiancheng" in result.output


def test_an_import_can_be_repeated(run: Run, tmp_path: Path) -> None:
    assert "已导入" in run("import", demo(tmp_path)).output
    told = json.loads(run("import", "--json", demo(tmp_path)).output)
    assert (told["ok"], told["written"], told["changes"]) == (True, True, [])


def test_a_faulty_file_changes_nothing_and_says_why(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text("street = 1", encoding="utf-8")
    result = run("import", str(file))
    assert result.exit_code == 1
    assert "不能导入" in result.output
    told = run("import", "--json", "--dry-run", str(file))
    assert told.exit_code == 1
    assert json.loads(told.output)["ok"] is False


def test_another_street_is_refused_in_plain_words(run: Run, tmp_path: Path) -> None:
    run("import", demo(tmp_path))
    file = tmp_path / "template.toml"
    file.write_bytes(template_source().read_bytes())
    result = run("import", str(file))
    assert result.exit_code == 1
    assert "另一个街道" in result.output

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.commands import evaluating
from nlp.training import Untrainable
from tests.bot.commands.test_training import LABELLED

Run = Callable[..., Result]


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "labelled.csv"
    path.write_text(LABELLED, encoding="utf-8")
    return str(path)


def test_the_figures_are_told_for_all_and_for_each_leaf(run: Run, file: str) -> None:
    result = run("eval", file, "--train", file)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("18条：首选正确100.0%")
    assert "A4 电梯停运：6条" in result.output


def test_mistakes_are_shown_with_what_they_were_taken_for(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "turned.csv"
    path.write_text(LABELLED.replace("A6", "A7"), encoding="utf-8")
    file = tmp_path / "labelled.csv"
    file.write_text(LABELLED, encoding="utf-8")
    assert "把A7当成A6：6次" in run("eval", str(path), "--train", str(file)).output


def test_programs_read_the_figures_as_json(run: Run, file: str) -> None:
    told = json.loads(run("eval", file, "--train", file, "--labels", "9", "--json").output)
    assert (told["n"], told["top3"]) == (18, 1.0)


def test_a_file_without_labels_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("text\n灯坏了\n", encoding="utf-8")
    result = run("eval", str(path))
    assert result.exit_code == 1
    assert "没有可用的标注" in result.output


@pytest.mark.parametrize(
    ("fault", "code"), [(Untrainable("one_class"), 1), (ModuleNotFoundError("sklearn"), 2)]
)
def test_what_stands_in_the_way_is_told_in_plain_words(
    run: Run, file: str, monkeypatch: pytest.MonkeyPatch, fault: Exception, code: int
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(evaluating, "measure", failing)
    assert run("eval", file).exit_code == code

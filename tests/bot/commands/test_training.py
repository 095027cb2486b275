import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.commands import training

Run = Callable[..., Result]

LABELLED = "text,leaf\n" + "".join(
    f"{words}{number}天,{leaf}\n"
    for number in range(1, 7)
    for words, leaf in (("楼道灯坏了", "A6"), ("电梯停了", "A4"), ("垃圾没人收", "E1"))
)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "labelled.csv"
    path.write_text(LABELLED, encoding="utf-8")
    return str(path)


def test_what_was_learned_is_kept_and_can_be_taken_back(
    run: Run, file: str, state_dir: Path
) -> None:
    assert run("train", "--roll-back").exit_code == 1
    told = json.loads(run("train", file, "--json").output)
    assert told["messages"] == 18
    first = (state_dir / "models" / "city.model").read_bytes()
    result = run("train", file, file)
    assert "已从36条标注学习" in result.output
    assert run("train", "--roll-back").exit_code == 0
    assert (state_dir / "models" / "city.model").read_bytes() == first


def test_closed_cases_can_teach_too_but_not_if_there_are_none(run: Run) -> None:
    result = run("train", "--cases")
    assert result.exit_code == 1
    assert "没有可用的标注" in result.output


def test_wrong_files_are_told_of_in_plain_words(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("words\n灯\n", encoding="utf-8")
    assert run("train", str(path)).exit_code == 1
    path.write_text("text,leaf\n灯坏了,A6\n灯坏了,Z9\n", encoding="utf-8")
    result = run("train", str(path))
    assert result.exit_code == 1
    assert "第3行跳过：没有类别“Z9”" in result.output
    assert "只有一个类别" in result.output


def test_without_the_library_it_says_what_to_install(
    run: Run, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise ModuleNotFoundError("sklearn")

    monkeypatch.setattr(training, "teach_layer", missing)
    result = run("train", file)
    assert result.exit_code == 2
    assert "scikit-learn" in result.output

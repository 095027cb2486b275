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


def test_what_reads_worse_is_not_taken(run: Run, tmp_path: Path, state_dir: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    words = {"A6": "这里的灯", "A4": "那边的梯", "E1": "门口的袋子"}
    turned = dict(zip(words, [*words][1:] + [*words][:1], strict=True))
    good.write_text("text,leaf\n" + rows(words, {}), encoding="utf-8")
    bad.write_text("text,leaf\n" + rows(words, turned), encoding="utf-8")
    assert json.loads(run("train", str(good), "--json").output)["promoted"] is True
    kept = (state_dir / "models" / "city.model").read_bytes()
    assert json.loads(run("train", str(good), "--json").output)["kept"]["n"] >= 20
    result = run("train", str(bad))
    assert result.exit_code == 1
    assert "没有换上" in result.output
    assert json.loads(run("train", str(bad), "--json").stdout)["promoted"] is False
    assert (state_dir / "models" / "city.model").read_bytes() == kept


def rows(words: dict[str, str], turned: dict[str, str]) -> str:
    return "".join(
        f"{said}{number}号,{turned.get(leaf, leaf)}\n"
        for number in range(120)
        for leaf, said in words.items()
    )


def test_other_labels_are_learned_beside_those_of_the_station(
    run: Run, tmp_path: Path, state_dir: Path
) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text(LABELLED.replace("A", "甲").replace("E", "乙"), encoding="utf-8")
    assert json.loads(run("train", str(path), "--json").output)["messages"] == 18
    assert not (state_dir / "models" / "city.model").exists()
    assert (state_dir / "models" / "other-labels" / "city.model").exists()


def test_a_broken_model_is_replaced(run: Run, file: str, state_dir: Path) -> None:
    models = state_dir / "models"
    models.mkdir(parents=True)
    (models / "city.model").write_text("[]", encoding="utf-8")
    assert run("train", file).exit_code == 0


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

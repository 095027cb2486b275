from pathlib import Path

import pytest

from nlp.learned import Model
from nlp.models import previous, read_model, roll_back, write_model

FIRST = Model(("A4", "E1"), {"w:梯": (1.5, {"A4": 2.0})}, {"A4": 0.1}, 7, 0.8, "one", 0.9)
SECOND = Model(("A4", "E1"), {}, {}, 9, 1.0, "two")


def test_a_model_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "city.model"
    write_model(FIRST, path)
    assert read_model(path) == FIRST
    assert "w:梯" in path.read_text("utf-8")


def test_one_step_back_is_always_there(tmp_path: Path) -> None:
    path = tmp_path / "city.model"
    write_model(FIRST, path)
    assert not roll_back(path)
    write_model(SECOND, path)
    assert read_model(previous(path)) == FIRST
    assert roll_back(path)
    assert read_model(path) == FIRST


@pytest.mark.parametrize("words", ["", "{}", '{"leaves": 1}', "no json"])
def test_any_other_file_is_refused(tmp_path: Path, words: str) -> None:
    path = tmp_path / "city.model"
    path.write_text(words, "utf-8")
    with pytest.raises(ValueError):  # noqa: PT011
        read_model(path)

from collections.abc import Callable
from pathlib import Path

import pytest
from click.exceptions import Exit
from click.testing import Result

from bot.commands.labelled import labelled, source_of, words_of_leaves

Run = Callable[..., Result]
NAMED = {"title": "title", "text": "text", "label": "leaf", "lexicon": ""}


def written(folder: Path, words: str) -> Path:
    file = folder / "labelled.csv"
    file.write_text(words, encoding="utf-8")
    return file


def test_leaves_of_the_station_are_known_by_its_lexicon(tmp_path: Path) -> None:
    file = written(tmp_path, "text,leaf\n灯坏了,A6\n灯灭了,Z9\n")
    source = source_of([file], NAMED)
    assert source.lexicon is words_of_leaves()
    assert source.of_ours
    assert [each.leaf for each in labelled([file], source)] == ["A6"]


def test_strange_labels_are_known_by_their_names(tmp_path: Path) -> None:
    file = written(tmp_path, "text,kind\n灯坏了,照明\n公交不来,交通\n")
    source = source_of([file], NAMED | {"label": "Kind "})
    assert source.lexicon.leaves == ("交通", "照明")
    assert not source.of_ours
    assert len(labelled([file], source)) == 2


def test_another_lexicon_names_the_labels(tmp_path: Path) -> None:
    file = written(tmp_path, "text,leaf\n灯坏了,照明\n公交不来,交通\n")
    words = tmp_path / "words.toml"
    words.write_text('["照明"]\n"4" = ["灯坏了", "灯"]\n', encoding="utf-8")
    source = source_of([file], NAMED | {"lexicon": str(words)})
    assert [each.leaf for each in labelled([file], source)] == ["照明"]


@pytest.mark.parametrize("content", [None, "[", "", b"\xff"])
def test_a_lexicon_without_words_stops_the_command(
    tmp_path: Path, content: str | bytes | None
) -> None:
    words = tmp_path / "words.toml"
    if content is not None:
        words.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Exit):
        source_of([], NAMED | {"lexicon": str(words)})


def test_a_file_that_is_not_there_is_told_of(run: Run, tmp_path: Path) -> None:
    result = run("eval", str(tmp_path / "nowhere.csv"))
    assert result.exit_code == 1
    assert "没有办成" in result.output


def test_an_empty_file_is_refused(run: Run, tmp_path: Path) -> None:
    for command in ("eval", "train"):
        assert run(command, str(written(tmp_path, ""))).exit_code == 1
        assert run(command, str(written(tmp_path, "text,leaf\n"))).exit_code == 1

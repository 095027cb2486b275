from pathlib import Path

import pytest

from nlp.segment import JiebaSegmenter, Remembered, RjiebaSegmenter, open_segmenter

TEXT = "小区门口飞线充电，3幢2单元电梯又停了"


@pytest.fixture(scope="module")
def jieba() -> JiebaSegmenter:
    segmenter = JiebaSegmenter(["飞线充电"])
    segmenter.warm_up()
    return segmenter


def test_words_joined_are_the_text_again(jieba: JiebaSegmenter) -> None:
    assert "".join(jieba.cut(TEXT)) == TEXT
    assert "飞线充电" in jieba.cut(TEXT)


def test_both_backends_cut_alike(jieba: JiebaSegmenter) -> None:
    pytest.importorskip("rjieba", reason="needs the optional faster segmenter")
    assert RjiebaSegmenter(["飞线充电"]).cut(TEXT) == jieba.cut(TEXT)


def test_the_cache_lies_where_nobody_else_writes(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    segmenter = JiebaSegmenter(cache_dir=tmp_path)
    segmenter.warm_up()
    segmenter.warm_up()
    assert list(tmp_path.iterdir())
    tmp_path.chmod(0o777)
    with pytest.raises(PermissionError):
        JiebaSegmenter(cache_dir=tmp_path).warm_up()


def test_jieba_cuts_unless_the_faster_one_is_chosen() -> None:
    assert isinstance(open_segmenter(), JiebaSegmenter)
    assert isinstance(open_segmenter(fast=True), RjiebaSegmenter)


def test_a_remembered_text_is_cut_once() -> None:
    cuts: list[str] = []

    class Counting:
        def warm_up(self) -> None:
            cuts.append("warm")

        def cut(self, text: str) -> list[str]:
            cuts.append(text)
            return list(text)

    remembered = Remembered(Counting())
    remembered.warm_up()
    assert remembered.cut("停水") == remembered.cut("停水") == ["停", "水"]
    assert cuts == ["warm", "停水"]

from domain.grams import LOOKED_AT, grams
from domain.places import Place


def test_pairs_and_characters_are_counted_the_first_sentence_twice() -> None:
    assert grams("灯坏。水漏") == {"灯": 2, "坏": 2, "灯坏": 2, "水": 1, "漏": 1, "水漏": 1}


def test_empty_characters_numbers_and_marks_end_a_run() -> None:
    assert not {"灯的", "的坏", "坏3", "3幢"} & grams("灯的坏3幢，水").keys()


def test_the_place_is_left_out_where_it_is_known() -> None:
    assert "花园" in grams("天成花园灯坏")
    assert "花园" not in grams("天成花园灯坏", Place("tiancheng", words="天成花园"))


def test_what_stands_far_behind_is_not_looked_at() -> None:
    assert "水漏" not in grams("灯" * LOOKED_AT + "水漏")

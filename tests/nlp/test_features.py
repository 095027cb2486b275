import math

from nlp.features import LOOKED_AT, OPENING, features


def test_words_characters_opening_and_terms_are_counted_and_damped() -> None:
    said = features("电梯电梯停", ["电梯", "电梯", "停", "a"], ["电梯"])
    assert said["w:电梯"] == 1 + math.log(2)
    assert said["w:停"] == 1
    assert "w:a" not in said
    assert said["c:电梯"] == 1 + math.log(2)
    assert said["c:电梯停"] == 1
    assert said["o:梯停"] == 1
    assert said["k:电梯"] == 1


def test_marks_part_the_characters() -> None:
    assert "c:梯停" not in features("电梯，停", [], [])


def test_long_texts_are_looked_at_up_to_a_limit() -> None:
    said = features("甲" * LOOKED_AT + "乙丙", [], [])
    assert "c:乙丙" not in said
    assert "o:乙丙" not in features("甲" * OPENING + "乙丙", [], [])

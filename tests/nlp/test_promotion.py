import pytest

from nlp.evaluation import Answer, EvaluationReport, report
from nlp.learned import LearnedLayer
from nlp.promotion import Examination, compare, divided, is_held
from nlp.teaching import teach_layer
from tests.nlp.pupils import SAMPLES, classifier


def found(right: int, wrong: int, other: int = 100) -> EvaluationReport:
    """Return figures where so many messages of A are right and wrong, and all others are right."""
    answers = [Answer("A", {"A": 1.0})] * right + [Answer("A", {"": 1.0})] * wrong
    return report([*answers, *[Answer("B", {"B": 1.0})] * other])


def test_the_same_words_are_always_kept_for_the_same_use() -> None:
    texts = [f"第{number}封信" for number in range(800)]
    held = [text for text in texts if is_held(text)]
    assert held == [text for text in texts if is_held(f" {text}!!!"[1:-3])]
    assert 60 <= len(held) <= 140


def test_every_message_teaches_or_examines() -> None:
    teaching, examining = divided(SAMPLES)
    assert sorted([*teaching, *examining], key=repr) == sorted(SAMPLES, key=repr)


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        ((90, 10), (90, 10), ()),
        ((90, 10), (96, 4), ()),
        ((90, 10), (90, 11), ()),
        ((90, 10), (87, 13), ("",)),
        ((90, 10), (80, 20), ("", "A")),
        ((10, 0, 5), (0, 10, 5), ()),
    ],
)
def test_what_is_new_may_lose_half_a_point_and_three_a_leaf(
    before: tuple[int, ...], after: tuple[int, ...], worse: tuple[str, ...]
) -> None:
    assert Examination(found(*before), found(*after)).worse == worse


def test_both_layers_read_the_same_messages() -> None:
    one = classifier()
    fresh = teach_layer(SAMPLES, one)
    result = compare(SAMPLES, one, LearnedLayer(), fresh)
    assert result.standing.n == result.fresh.n == len(SAMPLES)
    assert result.fresh.macro_f1 > result.standing.macro_f1
    assert one.learned is fresh

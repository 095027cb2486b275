from dataclasses import replace

import pytest

from nlp.teaching import lessons
from nlp.training import USUAL, Lesson, Untrainable, train
from tests.nlp.pupils import SAMPLES, classifier

LESSONS = list(lessons(SAMPLES, classifier()))


def test_the_same_lessons_teach_the_same_model() -> None:
    first, second = train(LESSONS, 48), train(LESSONS, 48)
    assert first == second
    assert first.labels == 48
    assert first.leaves == ("A4", "E1")
    assert first.temperature > 0


def test_only_the_most_telling_features_are_kept() -> None:
    small = train(LESSONS, 48, replace(USUAL, most=10))
    assert len(small.weights) == 10
    assert len(train(LESSONS, 48).weights) > 10


def test_three_leaves_can_be_taught() -> None:
    more = [Lesson({"c:公交": 1.0, "c:线路": 1.0}, "X9", 1000 + number) for number in range(8)]
    assert train([*LESSONS, *more], 56).leaves == ("A4", "E1", "X9")


@pytest.mark.parametrize(
    ("taught", "reason"), [([], "no_rows"), ([Lesson({"a": 1.0}, "A4")] * 3, "one_class")]
)
def test_nothing_to_learn_from_is_refused(taught: list[Lesson], reason: str) -> None:
    with pytest.raises(Untrainable, match=reason) as refused:
        train(taught, len(taught))
    assert refused.value.reason == reason


def test_one_message_a_leaf_still_makes_a_model() -> None:
    pair = [Lesson({"a": 1.0, "b": 1.0}, "A4", 0), Lesson({"b": 1.0, "c": 1.0}, "E1", 0)]
    assert train(pair, 2, replace(USUAL, rarest=1)).leaves == ("A4", "E1")
    apart = [replace(pair[0], message=1), pair[1]]
    assert train(apart, 2, replace(USUAL, rarest=1)).leaves == ("A4", "E1")

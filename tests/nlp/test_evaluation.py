import pytest

from nlp.evaluation import Answer, Trial, certain_from, evaluate, filed, report
from nlp.training import Untrainable
from tests.nlp.pupils import SAMPLES, Letters, lexicon


def test_the_figures_of_known_answers() -> None:
    answers = [
        Answer("A", {"A": 0.9, "B": 0.1}),
        Answer("A", {"B": 0.6, "A": 0.4}),
        Answer("B", {"B": 0.8}),
        Answer("B", {}),
    ]
    found = report(answers)
    assert found.n == 4
    assert found.top1 == pytest.approx(0.5)
    assert found.top3 == pytest.approx(0.75)
    assert found.coverage95 == pytest.approx(0.5)
    assert found.macro_f1 == pytest.approx((2 / 3 + 1 / 2) / 2)
    assert ("A", "B", 1) in found.confusions
    assert [score.n for score in found.per_class] == [2, 2]
    assert found.to_json()["n"] == 4


def test_nothing_measured_is_nothing() -> None:
    empty = report([])
    assert (empty.n, empty.top1, empty.ece) == (0, 0, 0)


def test_parts_are_read_by_what_the_others_taught() -> None:
    found = evaluate(SAMPLES, lexicon(), Letters(), Trial(folds=3))
    assert found.n == len(SAMPLES)
    assert found.top1 > 0.6


def test_fewer_labels_never_see_more() -> None:
    none = evaluate(SAMPLES, lexicon(), Letters(), Trial(labels=0, folds=2))
    again = evaluate(SAMPLES, lexicon(), Letters(), Trial(labels=0, folds=2))
    assert none == again


def test_teachers_read_all_samples() -> None:
    found = evaluate(SAMPLES[:8], lexicon(), Letters(), Trial(), teachers=SAMPLES)
    assert found.n == 8
    assert found.top1 == 1
    assert (found.filed, found.filed_right) == (1, 1)


def test_one_message_alone_cannot_be_cut_into_parts() -> None:
    with pytest.raises(Untrainable, match="no_rows"):
        evaluate(SAMPLES[:1], lexicon(), Letters(), Trial())


def answers(sureness: float, right: int, wrong: int) -> list[Answer]:
    told = [Answer("A", {"A": sureness})] * right
    return told + [Answer("B", {"A": sureness})] * wrong


def test_what_95_in_100_were_right_from_is_certain() -> None:
    assert certain_from([*answers(0.9, 50, 0), *answers(0.7, 48, 2), *answers(0.5, 5, 9)]) == 0.7
    assert certain_from(answers(0.9, 20, 0)) == 0.0
    assert certain_from([]) == 0.0


def test_each_part_is_filed_by_what_the_others_found() -> None:
    sure = [*answers(0.9, 60, 0), *answers(0.6, 0, 20)]
    unsure = [*answers(0.9, 60, 0), *answers(0.5, 0, 60)]
    assert filed([sure, unsure]) == (0.6, 1.0)
    assert filed([]) == (0.0, 0.0)

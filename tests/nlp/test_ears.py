import math
from itertools import product
from pathlib import Path

import pytest

from nlp.ears import LEAST, Ear, Tones, counted, numbers_of
from nlp.learned import Model
from nlp.lexicon import packaged_files
from nlp.models import read_model

MODEL = Model(
    ("A4", "E1", "C1"),
    {
        "梯": (1.0, {"A4": 2.0, "E1": -2.0}),
        "升降": (1.5, {"A4": 1.0, "C1": -0.25}),
        "臭": (1.25, {"E1": 1.0}),
    },
    bias={"A4": -0.5, "C1": 0.25},
    temperature=0.5,
)
NAMES = ("", *MODEL.weights, "新")
TONES = Tones(MODEL.leaves)
EAR = Ear(MODEL, NAMES, TONES)


def heard(words: list[str], ear: Ear = EAR, tones: Tones = TONES, says: float = 1) -> list[float]:
    numbers, again = counted([NAMES.index(word) for word in words])
    raised = tones.raised(ear.voice(numbers, says, again))
    return [worth / sum(raised) for worth in raised]


@pytest.mark.parametrize("words", [*product(("梯", "升降", "臭", "新"), repeat=3)])
def test_the_ear_hears_what_the_model_says(words: tuple[str, ...]) -> None:
    said = {word: 1 + math.log(words.count(word)) for word in words}
    told = list(MODEL.chances(said).values())
    assert heard([*words]) == pytest.approx(told, abs=0.002)


def test_without_any_feature_the_bias_speaks() -> None:
    assert heard([]) == pytest.approx(list(MODEL.chances({}).values()), abs=0.002)


def test_a_smaller_say_makes_leaves_more_alike() -> None:
    whole, half = heard(["梯", "臭"]), heard(["梯", "臭"], says=0.5)
    assert whole[0] / whole[1] == pytest.approx((half[0] / half[1]) ** 2, rel=0.01)


def test_a_leaf_that_the_model_does_not_know_is_next_to_impossible() -> None:
    tones = Tones(["X1", *MODEL.leaves])
    there = heard(["梯", "臭"], Ear(MODEL, NAMES, tones), tones)
    assert there[0] == pytest.approx(LEAST, rel=0.5)
    assert there[1:] == pytest.approx(heard(["梯", "臭"]), abs=0.002)


def test_what_a_feature_says_is_told_in_points() -> None:
    numbers, again = counted([1, 2, 2])
    shares = {word: EAR.told(NAMES.index(word), "A4") for word in ("梯", "升降")}
    known = MODEL.told_by({"梯": 1, "升降": 1 + math.log(2)}, "A4")
    assert shares["梯"] / EAR.length(numbers, again) == pytest.approx(known["梯"])
    assert EAR.told(0, "A4") == 0


def test_what_is_found_again_counts_a_little_more() -> None:
    assert counted([3, 4]) == ({3, 4}, {})
    assert counted([3, 4, 3]) == ({3, 4}, {3: math.log(2)})
    assert numbers_of([(3, 0, 1), (3, 1, 2), (4, 1, 3)]) == {3, 4}


@pytest.mark.parametrize("name", ["sounds/leaves", "danger/kinds"])
def test_all_pieces_together_spill_into_no_other_leaf(name: str) -> None:
    model = read_model(Path(str(packaged_files())) / f"{name}.model")
    points = model.points(dict.fromkeys(model.weights, 1.0))
    tones = Tones(model.leaves)
    raised = tones.raised(Ear(model, model.weights, tones).voice(range(len(model.weights)), 1, {}))
    there = dict(zip(tones.leaves, raised, strict=True))
    assert max(there, key=there.__getitem__) == max(points, key=points.__getitem__)

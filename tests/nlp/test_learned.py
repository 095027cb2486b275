import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.learned import FADES_AT, LearnedLayer, Model, echo_share, share, softmax

MODEL = Model(
    ("A4", "E1"),
    {"w:梯": (1.0, {"A4": 2.0, "E1": -1.0}), "w:臭": (2.0, {"E1": 2.0})},
    {"A4": 0.1},
    labels=FADES_AT,
    version="one",
)


def test_points_come_from_known_features_scaled_to_one() -> None:
    assert MODEL.known({"w:梯": 3.0, "w:新": 1.0}) == {"w:梯": 1.0}
    assert MODEL.points({"w:梯": 3.0}) == {"A4": 2.1, "E1": -1.0}
    assert MODEL.points({}) == {"A4": 0.1, "E1": 0.0}


def test_each_feature_tells_its_part() -> None:
    told = MODEL.told_by({"w:梯": 1.0, "w:臭": 1.0}, "E1")
    assert list(told) == ["w:臭", "w:梯"]


def test_a_community_without_a_model_falls_back_to_the_city() -> None:
    layer = LearnedLayer({"": MODEL, "here": Model(("A4",), {}, version="two")})
    assert layer.model_for("there") is MODEL
    assert layer.version == "one+two"
    assert LearnedLayer().model_for("") is None
    assert LearnedLayer(echo=MODEL).version == "one"


def test_what_was_learned_fades_in_with_its_labels() -> None:
    assert share(0) == 0
    assert share(FADES_AT) == pytest.approx(0.5)
    assert share(FADES_AT, 10) < share(FADES_AT)


def test_an_echo_never_has_more_than_half_of_the_say() -> None:
    assert echo_share(Model(("A4",), {})) == 0
    assert 0.49 < echo_share(Model(("A4",), {}, labels=10_000)) < 0.5


@given(st.dictionaries(st.sampled_from("abcd"), st.floats(-50, 50), min_size=1))
def test_chances_add_up_to_one(points: dict[str, float]) -> None:
    assert sum(softmax(points).values()) == pytest.approx(1)

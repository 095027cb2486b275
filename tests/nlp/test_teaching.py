import pytest

from nlp.teaching import OPENING, OWN_FROM, Sample, echo_lessons, lessons, teach_layer
from nlp.training import Untrainable
from tests.nlp.pupils import LIFT, RUBBISH, SAMPLES, classifier


def test_a_long_message_teaches_whole_and_cut_short() -> None:
    long = Sample("电梯停运了" * OPENING, "A4")
    told = list(lessons([long, Sample("电梯停运"), Sample("垃圾", "E1")], classifier()))
    assert [(lesson.leaf, lesson.message) for lesson in told] == [("A4", 0), ("A4", 0), ("E1", 2)]
    assert told[0].worth > told[1].worth


def test_the_lexicon_teaches_where_nobody_has_labelled() -> None:
    told = list(
        echo_lessons([Sample("三幢电梯停运"), Sample("你好"), Sample("臭", "E1")], classifier())
    )
    assert [lesson.leaf for lesson in told] == ["A4", "E1"]
    assert told[0].worth < told[1].worth


def test_without_labels_only_the_echo_is_taught() -> None:
    layer = teach_layer([Sample(text) for text in (*LIFT, *RUBBISH) * 3], classifier())
    assert layer.models == {}
    assert layer.echo is not None


def test_a_community_with_enough_labels_has_a_model_of_its_own() -> None:
    many = tuple(
        Sample(sample.text, sample.leaf, "here")
        for sample in SAMPLES * (OWN_FROM // len(SAMPLES) + 1)
    )
    few = tuple(Sample(sample.text, sample.leaf, "there") for sample in SAMPLES)
    layer = teach_layer((*many, *few), classifier())
    assert set(layer.models) == {"", "here"}


def test_one_leaf_teaches_nothing() -> None:
    with pytest.raises(Untrainable, match="one_class"):
        teach_layer([Sample(text, "A4") for text in LIFT], classifier())

import math

import pytest

from nlp.choirs import KEPT, NOTHING, Choir
from nlp.learned import FADES_AT, Model
from nlp.sounds import SAYS, SURE, Sounds

LEAVES = ("A4", "E1", "C1")
SOUND = Model(
    LEAVES,
    {
        "梯": (1.0, {"A4": 2.0, "E1": -2.0}),
        "升降": (1.0, {"A4": 1.0}),
        "臭": (1.0, {"E1": 1.0}),
    },
    temperature=0.1,
)
SOUNDS = Sounds(SOUND)
ECHO = Model(LEAVES, {"w:臭": (2.0, {"E1": 2.0})}, labels=60)
TAUGHT = Model(("A4", "E1"), {"w:梯": (1.0, {"A4": 2.0}), "w:臭": (2.0, {"E1": 1.0})}, labels=300)
SOUNDING = Choir(LEAVES, SOUNDS, None, None)


def joined(words: dict[str, float], text: str) -> dict[str, float]:
    return dict(SOUNDING.chance(words, SOUNDING.sound(words, text), NOTHING))


def test_a_lexicon_that_is_sure_decides_alone() -> None:
    assert joined({"E1": SURE}, "梯") == {"E1": SURE}
    assert not Choir(LEAVES, None, None, None).sound({}, "升降梯")


def test_where_the_words_leave_a_doubt_the_sound_has_a_say() -> None:
    told = joined({"E1": 0.4, "A4": 0.35}, "升降梯不动")
    assert next(iter(told)) == "A4"
    assert sum(told.values()) == pytest.approx(1, abs=0.01)


def test_words_and_sound_are_mixed_as_their_geometric_mean() -> None:
    words = {"E1": 0.1, "C1": 0.7}
    sound = SOUND.chances({"臭": 1.0, "升降": 1.0})
    raised = {
        leaf: (words.get(leaf, 0.0) + 0.2 / 3) ** (1 - SAYS) * sound[leaf] ** SAYS
        for leaf in LEAVES
    }
    told = joined(words, "臭，升降")
    assert told == pytest.approx({leaf: raised[leaf] / sum(raised.values()) for leaf in told}, 0.01)
    assert len(told) == len(LEAVES)


def test_without_a_word_only_a_clear_sound_counts() -> None:
    assert joined({}, "无关") == {}
    assert next(iter(joined({}, "升降梯"))) == "A4"


def test_what_was_learned_is_mixed_in_by_its_labels() -> None:
    words = {"A4": 0.5, "E1": 0.3}
    choir = Choir(LEAVES, None, ECHO, TAUGHT)
    heard = choir.hear("臭" * 100, ["臭"], [])
    mine, echoes = 0.5, 0.25
    lexicon = {leaf: words.get(leaf, 0.0) + 0.2 / 3 for leaf in LEAVES}
    said = [{"w:臭": 1.0}, *[model.chances({"w:臭": 1.0}) for model in (ECHO, TAUGHT)]]
    raised = {
        leaf: lexicon[leaf] ** ((1 - echoes) * (1 - mine))
        * said[1][leaf] ** (echoes * (1 - mine))
        * max(said[2].get(leaf, 0.0), 1e-6) ** mine
        for leaf in LEAVES
    }
    whole = sum(raised.values())
    told = choir.chance(words, (), heard)
    assert TAUGHT.labels == FADES_AT
    assert told == pytest.approx({leaf: raised[leaf] / whole for leaf in told}, abs=0.005)
    assert next(iter(told)) == "E1"


def test_the_learned_words_are_told_strongest_first() -> None:
    choir = Choir(LEAVES, SOUNDS, ECHO, TAUGHT)
    heard = choir.hear("臭梯臭", ["臭", "梯", "臭"], [])
    scaled = math.hypot(2 * (1 + math.log(2)), 1)
    assert dict(choir.told(heard, "E1")) == {"臭": pytest.approx(2 * (1 + math.log(2)) / scaled)}
    assert list(choir.told(heard, "C1")) == []
    assert list(SOUNDING.told(NOTHING, "A4")) == []


def test_only_the_likeliest_leaves_are_told_of() -> None:
    many = [f"L{number}" for number in range(20)]
    alike = Choir(many, None, Model(tuple(many), {}, {"L3": 0.1}, labels=400), None)
    told = alike.chance({f"L{number}": 0.01 * number for number in range(12)}, (), NOTHING)
    assert list(told)[:2] == ["L11", "L10"]
    assert len(told) == KEPT


def test_an_unlikely_leaf_is_told_of_only_where_something_was_learned() -> None:
    words = {"E1": 0.001}
    assert "C1" not in joined(words, "梯升降")
    assert len(Choir(LEAVES, SOUNDS, ECHO, None).chance(words, (0, 1), NOTHING)) == len(LEAVES)

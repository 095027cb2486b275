from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.hunches import LONGEST, SURE, Hunch, grams, load_hunch
from nlp.learned import Model
from nlp.normalise import lowered, normalise
from nlp.safety import load_safety
from tests.teach_danger import UNSEEN, Told, sentences, taught

HUNCH = load_hunch()
SCREEN = load_safety()
ALL = sentences()


def sureness(hunch: Hunch, told: Told) -> float:
    return hunch.sureness(lowered(normalise(told.text)))


def is_open(text: str) -> bool:
    danger = SCREEN.emergency(normalise(text))
    return danger is not None and not danger.guarded


def test_grams_are_one_two_and_three_characters() -> None:
    inside = {"着", "火", "了", "着火", "火了", "着火了"}
    assert set(grams("着火了。")) == inside | {"^", "$", "^着", "了$", "^着火", "火了$"}
    assert grams("火火火") == ("^", "火", "$", "^火", "火火", "火$", "^火火", "火火火", "火火$")
    assert grams("") == ("^", "$", "^$")


def test_a_hunch_of_two_words() -> None:
    weights = {"倒地": (2.0, {"danger": 1.0, "calm": -1.0}), "几点": (2.0, {"danger": -1.0})}
    hunch = Hunch(Model(("danger", "calm"), weights), Model(("fire",), {}))
    assert hunch.sureness("有人倒地不起") > 0.5 > hunch.sureness("今天几点开门")
    assert hunch.sureness("倒地") == hunch.sureness("DQ000001") == 0.0
    assert hunch.words("他倒地了") == ("倒地",)
    assert hunch.kinds("倒地") == {"fire": 1.0}


def test_long_texts_are_left_to_the_patterns_and_their_words_are_doubted() -> None:
    cry = "我妈突然倒在地上叫不醒"
    assert HUNCH.sureness(cry) >= SURE
    assert HUNCH.sureness(cry + "。" * LONGEST) == 0.0
    letter = "关于小区绿化带的养护，" * 8
    assert HUNCH.doubts(letter + "生意火爆" + letter)(len(letter), len(letter) + 4)
    assert not HUNCH.doubts("仓库着火了快来人")(2, 5)
    assert HUNCH.doubts("请问家暴告诫书怎么开")(2, 4)
    assert HUNCH.doubts("请问物业费怎么交", ordinary=True)(0, 2)
    assert not HUNCH.doubts("，" * LONGEST + cry)(LONGEST, LONGEST + len(cry))


def test_sentences_that_taught_nothing_are_understood() -> None:
    held = [told for told in ALL if told.round in UNSEEN]
    cries = [told.text for told in held if told.kind]
    calm = [told.text for told in held if not told.kind]
    assert len(cries) >= 220
    assert sum(map(is_open, cries)) >= 0.97 * len(cries)
    assert sum(map(is_open, calm)) <= 0.11 * len(calm)


@pytest.mark.parametrize("left_out", ["1", "2", "3", "4"])
def test_each_round_is_heard_by_a_hunch_that_the_others_taught(left_out: str) -> None:
    hunch = taught([told for told in ALL if told.round != left_out])
    cries = [told for told in ALL if told.round == left_out and told.kind]
    heard = sum(sureness(hunch, told) >= SURE for told in cries)
    assert heard >= 0.92 * len(cries)


def test_the_model_files_are_those_of_the_lists() -> None:
    known = [told for told in ALL if told.round not in UNSEEN]
    fresh = taught(known)
    for told in chain(known[::40], ALL[-1:]):
        assert sureness(fresh, told) == pytest.approx(sureness(HUNCH, told), abs=0.02)


@given(st.text(max_size=100))
def test_any_text_has_a_sureness(text: str) -> None:
    assert 0.0 <= HUNCH.sureness(lowered(normalise(text))) <= 1.0

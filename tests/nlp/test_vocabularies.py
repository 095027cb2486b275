import math

from hypothesis import given
from hypothesis import strategies as st

from nlp.ears import counted
from nlp.features import features
from nlp.vocabularies import Vocabulary

KNOWN = ["w:电梯", "w:停", "c:电梯", "c:梯停", "c:电梯停", "o:梯停", "o:停电", "k:电梯停", "k:…"]
VOCABULARY = Vocabulary(KNOWN)


@given(st.text(alphabet="电梯停，", max_size=40))
def test_the_known_features_are_found_as_often_as_all_are_made(text: str) -> None:
    words = [*text.split("，"), "电梯", "停"]
    made = features(text, words, ["电梯停"])
    numbers, again = counted(VOCABULARY.heard(text, words, ["电梯停"]))
    found = {VOCABULARY.names[number]: 1 + again.get(number, 0.0) for number in numbers}
    assert found == {name: worth for name, worth in made.items() if name in KNOWN}


def test_long_texts_are_looked_at_up_to_a_limit() -> None:
    assert VOCABULARY.heard("甲" * 800 + "电梯", [], []) == []
    assert counted(VOCABULARY.heard("电梯" * 400, [], []))[1] == {3: math.log(400)}


def test_words_have_their_numbers() -> None:
    assert VOCABULARY.words(["停", "新", "停"]) == {"停": 2}


def test_without_names_nothing_is_heard() -> None:
    assert Vocabulary([]).heard("电梯停了", ["电梯"], ["电梯"]) == []

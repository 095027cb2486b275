"""Short words that go on with the one matter that is open."""

import pytest

from tests.handlers.test_comments import RUBBISH, settled


@pytest.mark.parametrize(
    "words",
    [
        "今天还在冒",
        "还是没人来",
        "还在漏",
        "怎么还没人来",
        "到现在还是没人管",
        "还是很吵",
        "还臭",
        "今天又冒了",
        "物业还是不管",
        "3幢还在冒",
    ],
)
def test_short_words_of_still_go_on_with_the_one_open_matter(words: str) -> None:
    world = settled()
    heard = world.say("wang", words)
    assert "已补充到您正在办的DQ000001" in heard[0]
    assert "[不是这件事]" in heard[0]
    assert set(world.cases) == {"DQ000001"}
    assert world.happened[-1].public == words


@pytest.mark.parametrize(
    "words",
    [
        "电梯还是坏的",
        "垃圾还没人收",
        "还是停电",
        "楼上还在吵",
        "5幢还在冒",
        "楼道长还是不管",
        "业委会还是不公开",
        "保密，还在冒",
        "还在冒，昨天说好来看的，等到现在一个人影也没有见到",
    ],
)
def test_what_names_another_thing_place_or_person_stands_for_itself(words: str) -> None:
    world = settled()
    assert "您正在办的" not in world.say("wang", words)[0]
    assert "DQ000002" in world.cases


def test_still_of_several_open_matters_is_not_guessed() -> None:
    world = settled()
    world.say("wang", RUBBISH)
    assert "您正在办的" not in world.say("wang", "今天还在冒")[0]


@pytest.mark.parametrize(("words", "leaf"), [("还是很吵", "F1"), ("还是没人来", "X0")])
def test_not_this_matter_opens_one_as_it_was_read(words: str, leaf: str) -> None:
    world = settled()
    world.say("wang", words)
    world.press("wang", "不是这件事")
    fresh = world.case("DQ000002")
    assert (fresh.text, fresh.leaf) == (words, leaf)
    assert fresh.place.building == "3"

from tests.handlers.tabletop import World
from tests.handlers.test_desks import many
from tests.handlers.test_taking import SECRETARY, lit


def looked_for(world: World, words: str) -> str:
    world.say(SECRETARY, "查找")
    return world.say(SECRETARY, words)[0]


def test_words_are_looked_for_and_the_question_is_over() -> None:
    world = lit()
    assert world.say(SECRETARY, "查找")[0].startswith("找哪一件？")
    assert "“楼道灯”找到 1 件" in world.say(SECRETARY, "楼道灯")[0]
    assert not world.dialogues[SECRETARY].stage


def test_nothing_found_says_so() -> None:
    assert "没有找到“水管”" in looked_for(lit(), "水管")


def test_number_that_is_typed_is_looked_for_and_presses_nothing() -> None:
    assert "“1”找到 1 件" in looked_for(lit(), "1")


def test_further_pages_remember_the_words() -> None:
    world = many(12)
    assert looked_for(world, "楼道灯").count("DQ0000") == 16
    assert "找到 12 件" in world.press(SECRETARY, "下一页")[0]


def test_cancel_and_a_message_without_words() -> None:
    world = lit()
    assert "先不问了" in looked_for(world, "取消")
    world.say(SECRETARY, "查找")
    assert world.say(SECRETARY, " ")[0].startswith("找哪一件？")

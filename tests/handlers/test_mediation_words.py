import pytest

from tests.mediation_table import MEDIATOR, Mediated, invited, led

POINTED = "请点刚才那条里的按钮"


@pytest.mark.parametrize("words", ["不是我家！不调", "好吧，谈", "同意", "好的", "不愿意"])
def test_words_are_no_answer_to_an_invitation_and_no_matter_of_their_own(words: str) -> None:
    """P4: only the tap is a yes; a no in words ends nothing either."""
    world = invited()
    before = world.mediation()
    assert POINTED in world.say("li", words)[0]
    assert world.mediation() == before
    assert set(world.cases) == {"DQ000001"}
    world.press("li", "不愿意")
    assert not world.mediation().is_open


def test_who_says_it_again_has_another_matter_but_yes_and_no_stay_answers() -> None:
    world = invited()
    world.say("li", "这个再说吧")
    assert "已登记" in world.say("li", "这个再说吧")[0]
    assert world.dialogues["li"].stage == ""
    for _ in range(2):
        assert POINTED in world.say("li", "同意")[0]


@pytest.mark.parametrize(
    "words", ["天成花园3幢2单元楼道灯不亮", "电梯停运了", "天成花园5幢有点怪怪的"]
)
def test_another_matter_is_filed_although_a_question_is_open(words: str) -> None:
    world = invited()
    assert "已登记" in world.say("li", words)[0]
    assert POINTED in world.say("li", "好吧")[0]


def test_with_the_talks_over_or_nothing_asked_words_are_taken_as_ever() -> None:
    world = invited()
    world.press("li", "不愿意")
    assert "已登记" in world.say("li", "就这样吧，不谈")[0]
    fresh = Mediated()
    fresh.resident("wang")
    assert "已登记" in fresh.say("wang", "就这样吧，不谈")[0]


def test_in_the_talks_words_without_a_button_reach_nobody() -> None:
    world = led()
    before = len(world.all_heard(MEDIATOR))
    assert "我的调解" in world.say("li", "最多三千")[0]
    assert len(world.all_heard(MEDIATOR)) == before
    assert world.hall.words == []

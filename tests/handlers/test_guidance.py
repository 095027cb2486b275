from domain.places import Place
from tests.handlers.tabletop import World


def settled() -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    return world


def test_help_greeting_and_thanks_open_no_case() -> None:
    world = settled()
    assert "我的诉求" in world.say("wang", "帮助")[0]
    assert "一句话" in world.say("wang", "你好")[0]
    assert world.say("wang", "谢谢") == ["不客气，应该的。"]
    assert not world.cases


def test_a_human_is_called_with_the_matter_at_hand() -> None:
    world = settled()
    step = world.step("wang", "转人工")
    assert {letter.key for letter in step.says} == {
        "guidance.human_comes",
        "guidance.wants_human",
    }
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    step = world.step("wang", "", press="human")
    assert "guidance.wants_human_about" in {letter.key for letter in step.says}


def test_cancel_ends_the_question_and_keeps_the_case() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    assert world.dialogues["wang"].stage == "place"
    assert "先不问了" in world.say("wang", "取消")[0]
    assert world.dialogues["wang"].stage == ""
    assert world.cases
    assert "先不问了" in world.say("wang", press="cancel")[0]


def test_an_unknown_button_is_answered_kindly() -> None:
    world = settled()
    assert "已经失效" in world.say("wang", press="nonsense:DQ000001:1")[0]
    assert "已经失效" in world.say("wang", press="here:DQ000001:one")[0]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.intents import LONGEST, load_commands
from nlp.normalise import normalise

COMMANDS = load_commands()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("我的诉求", "my_cases"),
        ("DQ000001 怎么样了？", "my_cases"),
        ("帮助", "help"),
        ("转人工", "human"),
        ("都不是，请工作人员看", "human"),
        ("取消", "cancel"),
        ("过年也算在内吗？", "holiday"),
        ("周末算吗", "holiday"),
        ("撤回", "withdraw"),
        ("解决了，谢谢", "solved"),
        ("还没解决", "not_solved"),
        ("5星", "rate:5"),
        ("我的资料", "my_record"),
        ("删除我的资料", "forget_me"),
        ("隐藏", "hide"),
        ("我想参加评理团", "panel"),
        ("退出评理团", "leave_panel"),
        ("取消隐藏", "unhide"),
        ("保密", "stay_unnamed"),
        ("隐私说明", "privacy"),
        ("谁投诉的？", "who_complained"),
        ("我的待办", "desk"),
        ("是的", "yes"),
        ("不是", "no"),
        ("你好！", "greeting"),
        ("谢谢啦", "thanks"),
    ],
)
def test_plain_words_for_the_station(text: str, intent: str) -> None:
    assert COMMANDS.intent(normalise(text)) == intent


@pytest.mark.parametrize(
    "text", ["你好，3幢电梯停了", "谢谢，不过楼道灯还是不亮", "取消" + "啊" * LONGEST, "", "！！"]
)
def test_a_sentence_with_content_is_a_message(text: str) -> None:
    assert COMMANDS.intent(text) == ""


@given(st.text(max_size=80))
def test_any_words_can_be_asked(text: str) -> None:
    assert isinstance(COMMANDS.intent(text), str)

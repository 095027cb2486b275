from dataclasses import replace

import pytest

from domain.places import Place
from domain.states import State
from handlers import waiting
from tests.handlers.tabletop import PHOTO, World

LIGHT = "天成花园3幢2单元楼道灯不亮"
VOICE = replace(PHOTO, file_id="b" * 64, kind="voice")


def world_with(*matters: str) -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    for words in matters:
        world.say("wang", words)
    world.turns.clear()
    return world


@pytest.mark.parametrize("wish", ["你好", "谢谢", "帮助", "我的诉求", "转人工", "隐私说明"])
def test_a_photo_with_a_wish_waits_for_its_words_and_joins_the_case(wish: str) -> None:
    world = world_with()
    heard = world.say("wang", wish, attachments=(PHOTO, VOICE))
    assert "一句话" in heard[-1]
    world.say("wang", LIGHT)
    assert [(kept.number, kept.attachment) for kept in world.kept] == [
        ("DQ000001", PHOTO),
        ("DQ000001", VOICE),
    ]


def test_a_photo_with_a_greeting_goes_to_the_only_open_case() -> None:
    world = world_with(LIGHT)
    heard = world.say("wang", "你好", attachments=(PHOTO,))
    assert "DQ000001" in heard[-1]
    assert [kept.number for kept in world.kept] == ["DQ000001"]


def test_a_photo_with_solved_goes_to_the_case_that_is_closed_by_it() -> None:
    world = world_with(LIGHT)
    world.change("DQ000001", lambda case: replace(case, state=State.RESOLVED))
    world.say("wang", "解决了", attachments=(VOICE,))
    assert [(kept.number, kept.attachment) for kept in world.kept] == [("DQ000001", VOICE)]


def test_a_photo_with_not_solved_is_kept_once() -> None:
    world = world_with(LIGHT)
    world.change("DQ000001", lambda case: replace(case, state=State.RESOLVED))
    world.say("wang", "没解决", attachments=(VOICE,))
    world.say("wang", "还是不亮")
    assert [kept.attachment for kept in world.kept] == [VOICE]


def test_a_photo_with_a_question_that_is_asked_back_waits_for_the_press() -> None:
    world = world_with(LIGHT, "天成花园3幢门口垃圾没人清，臭死了")
    for number in ("DQ000001", "DQ000002"):
        world.change(number, lambda case: replace(case, state=State.RESOLVED))
    assert "哪一件" in world.say("wang", "没解决", attachments=(PHOTO,))[0]
    world.press("wang", "DQ000001")
    world.say("wang", "还是不亮")
    assert [(kept.number, kept.attachment) for kept in world.kept] == [("DQ000001", PHOTO)]


def test_a_photo_with_a_wish_to_withdraw_waits_for_the_answer() -> None:
    world = world_with(LIGHT)
    world.say("wang", "撤销", attachments=(PHOTO,))
    assert world.kept == []
    assert waiting.kept(world.dialogues["wang"].notes) == (PHOTO,)

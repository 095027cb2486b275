from dataclasses import replace
from datetime import timedelta

import pytest

from domain.categories import Priority
from domain.people import Person
from domain.states import State
from domain.turns import Dialogue
from handlers.doing import _QUESTIONS, ACTS
from tests.handlers.tabletop import World, catalog
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, WORKER, lit


def opened(who: str = SECRETARY) -> World:
    world = lit()
    world.act(SECRETARY, "accept", NUMBER)
    world.act(who, "mine", NUMBER)
    return world


def resident(world: World) -> Person:
    return world.people["wang"]


def test_a_button_that_needs_words_asks_once_and_takes_the_next_message() -> None:
    world = opened()
    [question] = world.press(SECRETARY, "答复居民")
    assert question.startswith("DQ000001（天成花园3幢2单元502室，公共照明")
    assert question.endswith("下一句话会原样发给居民。\n[先不了]")
    step = world.step(SECRETARY, "明天上午师傅来修")
    assert "明天上午师傅来修" in world.heard("wang", step)[0]
    [card] = world.heard(SECRETARY, step)
    assert card.startswith("DQ000001 已答复居民。\n\nDQ000001（处理中）")
    assert not world.dialogues[SECRETARY].stage


def test_what_comes_after_the_answer_is_ordinary_speech_again() -> None:
    world = opened()
    world.press(SECRETARY, "记内部备注")
    world.say(SECRETARY, "已联系电工")
    assert "已登记" in "".join(world.say(SECRETARY, "6幢1单元楼道灯也不亮"))


@pytest.mark.parametrize("words", ["谢谢", "我的诉求", "解决了", "给我打电话", "2"])
def test_any_words_at_all_are_the_answer(words: str) -> None:
    world = opened()
    world.press(SECRETARY, "答复居民")
    assert words in world.heard("wang", world.step(SECRETARY, words))[0]


def test_one_is_the_button_that_is_offered() -> None:
    world = opened()
    world.press(SECRETARY, "答复居民")
    assert world.say(SECRETARY, "1")[0].startswith("好的，先不问了")


@pytest.mark.parametrize("way_out", ["取消", "算了"])
def test_cancel_always_leads_out_and_nothing_is_sent(way_out: str) -> None:
    world = opened()
    world.press(SECRETARY, "答复居民")
    step = world.step(SECRETARY, way_out)
    assert not step.changes
    assert not world.heard("wang", step)
    assert not world.dialogues[SECRETARY].stage


@pytest.mark.parametrize("asking", ["答复居民", "查找"])
def test_a_human_can_be_called_out_of_every_question(asking: str) -> None:
    world = opened()
    if asking == "查找":
        world.say(SECRETARY, asking)
    else:
        world.press(SECRETARY, asking)
    step = world.step(SECRETARY, "转人工")
    assert not step.changes
    assert not world.heard("wang", step)
    assert "guidance.human_comes" in {letter.key for letter in step.says}
    assert not world.dialogues[SECRETARY].stage


def test_words_that_come_with_the_press_are_taken_at_once() -> None:
    world = opened()
    assert "已记内部备注" in world.press(SECRETARY, "记内部备注", text="已联系电工")[0]


def test_after_half_an_hour_words_are_not_sent_to_anybody() -> None:
    world = opened()
    world.press(SECRETARY, "答复居民")
    world.pass_time(minutes=31)
    step = world.step(SECRETARY, "我家楼上漏水")
    assert not step.changes
    assert not world.heard("wang", step)
    assert "没有发出去" in world.heard(SECRETARY, step)[0]
    assert "下一句话会原样发给居民" in world.press(SECRETARY, "接着办")[0]


def test_a_reply_to_another_case_is_no_answer_to_the_question() -> None:
    world = opened()
    world.press(SECRETARY, "记内部备注")
    step = world.step(SECRETARY, "这个也要看一下", reply_to="DQ000009")
    assert "内部备注" not in "".join(world.heard(SECRETARY, step))


def test_who_became_a_resident_meanwhile_answers_nothing_for_the_station() -> None:
    world = lit()
    notes = {"press": f"reply:{NUMBER}:1", "at": world.at.isoformat()}
    world.dialogues["wang"] = Dialogue("doing", notes)
    assert "已答复居民" not in "".join(world.say("wang", "好了吗"))


def test_a_refusal_ends_the_question() -> None:
    world = opened()
    world.press(SECRETARY, "请居民补充")
    world.change(NUMBER, lambda case: replace(case, version=case.version + 1))
    assert "刚刚有了新变化" in world.say(SECRETARY, "哪一层？")[0]
    assert not world.dialogues[SECRETARY].stage


def test_a_case_that_is_seen_no_more_is_refused_kindly() -> None:
    world = opened()
    world.press(SECRETARY, "记内部备注")
    world.change(NUMBER, lambda case: replace(case, about=(SECRETARY,)))
    assert "没有找到" in world.say(SECRETARY, "看过了")[0]


def test_alarm_in_the_middle_of_a_question_is_an_alarm() -> None:
    world = opened()
    world.press(SECRETARY, "记内部备注")
    heard = "".join(world.say(SECRETARY, "天成花园1幢电梯困了三个人有老人！"))
    assert "119" in heard
    assert len(world.cases) == 2


def test_report_about_a_danger_that_is_in_hand_is_no_second_alarm() -> None:
    world = opened()
    world.change(NUMBER, lambda case: replace(case, priority=Priority.DANGER))
    world.press(SECRETARY, "记内部备注")
    assert "已记内部备注" in world.say(SECRETARY, "电梯困了三个人有老人，维保在路上")[0]
    assert len(world.cases) == 1
    world.press(SECRETARY, "记内部备注")
    world.pass_time(minutes=31)
    world.say(SECRETARY, "电梯困了三个人有老人！")
    assert len(world.cases) == 2


def test_merging_takes_the_number_that_is_told() -> None:
    world = opened()
    world.resident("zhao")
    world.say("zhao", "天成花园3幢2单元楼道灯坏了")
    world.press(SECRETARY, "并单")
    assert "DQ000002" in "".join(world.say(SECRETARY, "dq000002"))
    assert world.case().state is State.MERGED


def test_acts_without_words_are_done_at_once() -> None:
    world = opened()
    assert "已告诉上一级" in world.press(SECRETARY, "求援")[0]


def test_summary_is_for_who_supervises() -> None:
    world = opened()
    world.press(SECRETARY, "写对外摘要")
    assert "已写摘要" in world.say(SECRETARY, "3幢楼道灯不亮")[0]
    assert world.case().summary == "3幢楼道灯不亮"


def test_who_may_not_do_it_is_told_so_before_he_writes() -> None:
    world = opened()
    assert "不归您操作" in world.say(WORKER, press=f"do:{NUMBER}:{world.case().version}:refer")[0]


def test_unknown_act_of_a_card_is_lost() -> None:
    assert "失效" in opened().say(SECRETARY, press=f"do:{NUMBER}:1:fly")[0]


def test_late_question_about_a_choice_leads_back_to_it() -> None:
    world = opened()
    world.press(SECRETARY, "转办")
    world.say(SECRETARY, "1")
    world.pass_time(minutes=31)
    world.say(SECRETARY, "他们管")
    assert "为什么转" in world.press(SECRETARY, "接着办")[0]


def test_every_question_is_about_an_act() -> None:
    assert _QUESTIONS.keys() <= ACTS.keys()
    assert set(_QUESTIONS.values()) <= catalog().sentences.keys()


def test_the_pause_is_measured_from_the_question() -> None:
    world = opened()
    world.press(SECRETARY, "记内部备注")
    world.at += timedelta(minutes=29)
    assert "已记内部备注" in world.say(SECRETARY, "看过了")[0]


def test_holder_of_a_company_is_asked_too() -> None:
    world = lit()
    world.act(HOLDER, "mine", NUMBER)
    world.press(HOLDER, "退单")
    assert "为什么退单" in world.press(HOLDER, "类别分错了")[0]
    assert resident(world).person_id not in world.all_heard(HOLDER)[-1]

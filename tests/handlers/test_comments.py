from dataclasses import replace

import pytest

from domain.cases import CaseChanged
from domain.clocks import DueKind
from domain.deadlines import Limit, due_at
from domain.places import Place
from domain.states import State
from domain.turns import Attachment
from tests.handlers.tabletop import PHOTO, World

LIGHT = "天成花园3幢2单元楼道灯不亮"
RUBBISH = "天成花园3幢门口垃圾堆了好几天没人收"


def settled() -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.say("wang", LIGHT)
    return world


def test_thanks_and_comments_move_no_deadline() -> None:
    world = settled()
    before = world.case()
    world.say("wang", "谢谢")
    world.say("wang", "DQ000001 昨晚又黑了一夜")
    after = world.case()
    assert after.clocks == before.clocks
    assert after.next_due == before.next_due
    assert after.seq == before.seq + 1
    assert after.version == before.version


def test_who_writes_again_after_an_answer_is_owed_a_word_once() -> None:
    world = settled()
    world.act("gao-manager-luting", "accept", "DQ000001", "明天来看")
    assert world.case().waiting_since is None
    first = world.at
    world.say("wang", "DQ000001 今天没有人来")
    owed = world.case().clocks.word
    assert world.case().waiting_since == first
    assert owed == due_at(first, Limit.parse("2wd"), world.rules.calendar)
    world.pass_time(hours=30)
    world.say("wang", "DQ000001 还是没有人来")
    assert (world.case().clocks.word, world.case().waiting_since) == (owed, first)
    world.act("gao-manager-luting", "reply", "DQ000001", "配件今天到")
    assert world.case().due_of(DueKind.WORD) is None


def test_who_spoke_to_the_resident_last_hears_the_answer_beside_the_holder() -> None:
    world = settled()
    world.act("chen-dispatcher-dq", "reply", "DQ000001", "方便时给我们回一句")
    world.say("wang", "DQ000001 明天下午有空，电话13812345678")
    heard = world.all_heard("chen-dispatcher-dq")[-1]
    assert "居民有补充：DQ000001 明天下午有空，电话138****5678" in heard
    before = len(world.all_heard("chen-dispatcher-dq"))
    world.act("wang-secretary-dq1", "reply", "DQ000001", "好的")
    world.say("wang", "DQ000001 谢谢书记")
    assert len(world.all_heard("chen-dispatcher-dq")) == before


def test_words_with_a_number_go_to_that_case_and_its_holder_reads_them() -> None:
    world = settled()
    step = world.step("wang", "DQ000001 昨晚又黑了一夜")
    assert "已补充到DQ000001" in world.heard("wang", step)[0]
    [told] = [letter for letter in step.says if letter.to == world.case().holder]
    assert told.key == "comments.to_outside"
    assert "昨晚又黑了一夜" not in world.rendered(told)
    world.change("DQ000001", lambda case: replace(case, holder="wang-secretary-dq1"))
    step = world.step("wang", "DQ000001 昨晚又黑了一夜，电话13812345678")
    [told] = [letter for letter in step.says if letter.to == world.case().holder]
    assert "昨晚又黑了一夜，电话138****5678" in world.rendered(told)


def test_a_reply_to_a_letter_goes_to_its_case() -> None:
    world = settled()
    world.say("wang", RUBBISH)
    heard = world.say("wang", "还是老样子", reply_to="DQ000001")
    assert "DQ000001" in heard[0]


def test_a_number_of_somebody_else_opens_nothing() -> None:
    world = settled()
    world.resident("zhao")
    before = world.case()
    heard = world.say("zhao", "DQ000001 昨晚又黑了一夜")
    assert "没有找到您名下的DQ000001" in heard[0]
    assert heard == [
        words.replace("DQ000009", "DQ000001")
        for words in world.say("zhao", "DQ000009 昨晚又黑了一夜")
    ]
    assert world.case() == before


def test_staff_may_see_a_case_but_not_speak_as_its_resident() -> None:
    world = settled()
    heard = world.say("wang-secretary-dq1", "DQ000001 昨晚又黑了一夜")
    assert "没有找到您名下的" in heard[0]


def test_an_edited_message_corrects_the_case_it_went_into() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.say("wang", LIGHT, key="first")
    heard = world.say("wang", LIGHT + "，是二楼", edits="first")
    assert "按您修改后的话" in heard[0]
    assert set(world.cases) == {"DQ000001"}
    world.say("wang", RUBBISH, edits="never seen")
    assert "DQ000002" in world.cases


def test_a_photo_afterwards_goes_to_the_case_at_hand() -> None:
    world = settled()
    assert "DQ000001" in world.say("wang", attachments=(PHOTO,))[0]
    assert [kept.number for kept in world.kept] == ["DQ000001"]
    world.say("wang", RUBBISH)
    assert "DQ000002" in world.say("wang", attachments=(PHOTO,))[0]


def test_a_photo_among_several_old_matters_asks_for_words() -> None:
    world = settled()
    world.say("wang", RUBBISH)
    world.turns.clear()
    heard = world.say("wang", attachments=(Attachment("b" * 64, "voice"),))
    assert "一句话" in heard[0]


def test_nothing_at_all_is_answered_kindly() -> None:
    assert "一句话" in settled().say("wang", "")[0]


def test_the_same_matter_again_joins_the_open_case_with_a_way_out() -> None:
    world = settled()
    heard = world.say("wang", "楼道灯还是不亮")
    assert "已补充进去" in heard[0]
    assert set(world.cases) == {"DQ000001"}
    world.press("wang", "是新的一件")
    assert world.case("DQ000002").text == "楼道灯还是不亮"
    assert world.case("DQ000002").leaf == world.case().leaf


def test_the_same_matter_at_another_building_is_a_new_one() -> None:
    world = settled()
    world.say("wang", "天成花园5幢1单元楼道灯不亮")
    assert set(world.cases) == {"DQ000001", "DQ000002"}


def test_short_words_join_the_only_open_matter_or_ask_which() -> None:
    world = settled()
    assert "DQ000001" in world.say("wang", "还没人来")[0]
    world.say("wang", RUBBISH)
    heard = world.say("wang", "还没人来")
    assert "哪一件" in heard[0]
    assert "[是新的一件]" in heard[0]
    after = world.press("wang", "DQ000001 " + name_of(world, "DQ000001"))
    assert "DQ000001" in after[0]


def name_of(world: World, number: str) -> str:
    return world.rules.categories.leaf(world.case(number).leaf).name


def test_which_answered_by_a_new_one_files_the_waiting_words() -> None:
    world = settled()
    world.say("wang", RUBBISH)
    world.say("wang", "还没人来")
    world.press("wang", "是新的一件")
    assert world.case("DQ000003").text == "还没人来"


def test_which_answered_by_a_number_or_by_more_words_loses_nothing() -> None:
    world = settled()
    world.say("wang", RUBBISH)
    world.say("wang", "还没人来")
    assert "DQ000001" in world.say("wang", "是DQ000001")[0]
    world.say("wang", "还没人来")
    step = world.step("wang", "垃圾那件")
    comments = [each.event.public for each in step.changes if isinstance(each, CaseChanged)]
    assert comments == ["还没人来\n垃圾那件"]


def test_a_button_for_fresh_words_pressed_long_after_asks_for_words() -> None:
    world = settled()
    assert "一句话" in world.say("wang", press="fresh")[0]
    world.resident("zhao")
    assert "没有找到" in world.say("zhao", press="attach:DQ000001:1")[0]


def test_later_words_to_a_merged_number_reach_the_survivor() -> None:
    world = settled()
    world.say("wang", RUBBISH)
    world.change(
        "DQ000001",
        lambda case: replace(case, state=State.MERGED, merged_into="DQ000002"),
    )
    assert "DQ000002" in world.say("wang", "DQ000001 昨晚又黑了一夜")[0]


def test_a_finished_case_takes_a_comment_and_a_new_matter_stays_new() -> None:
    world = settled()
    world.change("DQ000001", lambda case: replace(case, state=State.CLOSED))
    assert "已补充到DQ000001" in world.say("wang", "DQ000001 后来又黑过一次的")[0]
    world.say("wang", "DQ000001 " + RUBBISH)
    assert "DQ000002" in world.cases


def test_an_answer_to_a_question_of_staff_starts_the_work_again() -> None:
    world = settled()
    world.change("DQ000001", lambda case: replace(case, state=State.WAITING))
    world.say("wang", "DQ000001 在二楼转角")
    assert world.case().state is State.ACCEPTED
    assert world.case().clocks.resume is None


@pytest.mark.parametrize(
    "words", ["2单元", "在二楼转角靠里面的那一边，师傅晚上七点以后来比较方便，白天我们都要上班"]
)
def test_an_answer_to_a_question_of_staff_needs_no_number(words: str) -> None:
    world = settled()
    world.change("DQ000001", lambda case: replace(case, state=State.WAITING))
    heard = world.say("wang", words)
    assert "DQ000001" in heard[0]
    assert list(world.cases) == ["DQ000001"]
    assert world.case().state is State.ACCEPTED


def test_another_matter_is_no_answer_to_a_question_of_staff() -> None:
    world = settled()
    world.change("DQ000001", lambda case: replace(case, state=State.WAITING))
    world.say("wang", RUBBISH)
    assert world.case().state is State.WAITING
    assert "DQ000002" in world.cases

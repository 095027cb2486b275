from dataclasses import replace
from datetime import timedelta

import pytest

from domain.cases import CaseChanged
from domain.clocks import DueKind
from domain.dissuasions import Way
from domain.places import Place
from domain.turns import Step
from tests.domain.builders import moment
from tests.handlers.tabletop import PHOTO, World

HOLDER, SECRETARY, DISPATCHER = "gao-manager-luting", "wang-secretary-dq1", "chen-dispatcher-dq"
WORKER = "li-worker-dq1"
NOISE = "天成花园3幢2单元楼上天天跳绳，太吵了"
NIGHT, MORNING = moment("2026-11-23 23:40"), moment("2026-11-24 09:30")
NUMBER = "DQ000001"


def noisy(words: str = NOISE) -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2", "5", "502"))
    world.at = NIGHT
    world.say("wang", words)
    world.at = MORNING
    return world


def dissuade(
    world: World, argument: str = "visit", who: str = HOLDER, words: str = "已劝，答应换时间"
) -> Step:
    return world.step(who, words, press=f"dissuade:{NUMBER}:-1:{argument}")


def refused(world: World, argument: str, who: str = HOLDER) -> str:
    [words] = world.heard(who, dissuade(world, argument, who))
    return words


def test_at_night_it_is_noted_and_the_other_side_left_alone() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.at = NIGHT
    step = world.step("wang", NOISE)
    assert any("夜里，先不打扰对方" in words for words in world.heard("wang", step))
    others = [letter for letter in step.says if letter.to != "wang"]
    assert others
    # Nobody is sent there before eight: who would go is told in the morning.
    assert all(each.not_before and each.not_before >= moment("2026-11-24 08:00") for each in others)


def test_by_day_nothing_is_said_about_the_night() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    assert not any("夜里" in words for words in world.say("wang", NOISE))


@pytest.mark.parametrize("who", [HOLDER, SECRETARY, WORKER])
def test_each_dissuasion_is_counted_and_told_to_the_resident(who: str) -> None:
    world = noisy()
    step = dissuade(world, "phone@2026-11-24T09:00@保安一名", who)
    [told] = world.heard("wang", step)
    assert "已劝阻 1 次、现场调解 0 次" in told
    assert "11月24日 09:00 电话劝阻" in told
    assert "保安一名" in told
    assert "[要劝阻记录]" in told
    step = dissuade(world, "mediation", SECRETARY)
    assert "已劝阻 1 次、现场调解 1 次" in world.heard("wang", step)[0]
    first, second = world.case().dissuasions
    assert (first.by, first.way, second.at) == (who, Way.PHONE, MORNING)


def test_numbers_and_homes_do_not_stand_in_the_record() -> None:
    world = noisy()
    dissuade(world, "visit@@502室王女士", words="3幢2单元601室已劝，电话13812345678")
    [kept] = world.case().dissuasions
    for words in (kept.result, kept.beside):
        assert not any(trace in words for trace in ("601", "502", "13812345678"))


@pytest.mark.parametrize(
    "argument", ["", "shout", "visit@tomorrow", "visit@2026-11-24T23:00", "visit@2026-11-22T23:00"]
)
def test_what_cannot_be_is_refused(argument: str) -> None:
    world = noisy()
    assert "没看懂" in refused(world, argument)
    assert world.case().dissuasions == ()


def test_a_broken_lamp_is_not_dissuaded() -> None:
    world = noisy("天成花园3幢2单元楼道灯不亮")
    assert "不是噪声" in refused(world, "visit")


def test_a_stranger_dissuades_nobody() -> None:
    world = noisy()
    dissuade(world, "visit", "wu-dispatcher-sx")
    assert world.case().dissuasions == ()


def test_its_photo_is_for_staff_alone() -> None:
    world = noisy()
    world.step(HOLDER, "已劝", press=f"dissuade:{NUMBER}:-1:visit", attachments=(PHOTO,))
    assert [each.internal for each in world.kept] == [True]


def test_it_moves_no_clock_and_leaves_one_event() -> None:
    world = noisy()
    before = world.case().clocks
    step = dissuade(world)
    [event] = [each.event for each in step.changes if isinstance(each, CaseChanged)]
    assert (event.act, event.reason, world.case().clocks) == ("dissuade", "visit", before)


def test_who_asks_for_papers_gets_the_record_of_the_only_matter() -> None:
    world = noisy()
    dissuade(world)
    [words] = world.say("wang", "我要报警材料")
    assert words.startswith("《劝阻调解情况记录》")
    by = "高**（物业负责人）"
    assert f"第1次 11月24日 09:30 上门劝阻；人员：{by}；结果：已劝，答应换时间" in words
    assert not any(trace in words for trace in ("2单元", "502", "跳绳", "wang"))
    assert world.press("wang", "要劝阻记录") == [words]


def test_without_any_it_is_said_how_one_comes_about() -> None:
    world = noisy()
    assert "还没有劝阻记录" in world.say("wang", "劝阻记录")[0]
    assert "还没有劝阻记录" in world.say("wang", press=f"record:{NUMBER}:-1")[0]


def test_of_several_matters_it_is_asked_which() -> None:
    world = noisy()
    dissuade(world)
    copy = replace(world.case(), number="DQ000002", opened_at=MORNING + timedelta(hours=1))
    world.cases["DQ000002"] = copy
    [words] = world.say("wang", "劝阻记录")
    assert "[DQ000001]" in words
    assert "[DQ000002]" in words


def test_nobody_gets_the_record_of_others() -> None:
    world = noisy()
    dissuade(world)
    world.resident("li")
    [words] = world.say("li", press=f"record:{NUMBER}:-1")
    assert "劝阻" not in words


def test_what_came_of_it_is_an_answer_to_who_told() -> None:
    world = noisy()
    assert world.case().waiting_since == NIGHT
    dissuade(world)
    case = world.case()
    assert (case.answered_at, case.waiting_since, case.spoke_last) == (world.at, None, HOLDER)
    assert case.due_of(DueKind.ANSWER) is None

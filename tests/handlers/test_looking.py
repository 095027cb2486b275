from dataclasses import replace

import pytest

from domain.accounts import AttemptNoted
from domain.letters import may_still_read, mentions_of, photo_of
from domain.turns import Attachment, AttachmentKept
from domain.viewers import cases_shown
from tests.handlers.tabletop import World, catalog
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, WORKER, lit

DISPATCHER = "chen-dispatcher-dq"
SAYS = "灯在502室门口，我电话13812345678"


def worked_on() -> World:
    world = lit()
    world.act(HOLDER, "accept", NUMBER)
    world.act(HOLDER, "reply", NUMBER, "下午去换灯")
    world.say("wang", f"{NUMBER} {SAYS}")
    world.act(SECRETARY, "note", NUMBER, "这盏灯修过两次")
    return world


def test_history_tells_what_was_done_when_by_whom_in_which_post() -> None:
    world = worked_on()
    assert "[看经过]" in world.act(SECRETARY, "mine", NUMBER)[0]
    [told] = world.press(SECRETARY, "看经过")
    lines = told.splitlines()
    assert lines[0].startswith("DQ000001（天成花园3幢2单元502室，公共照明")
    assert lines[1] == "内容：天成花园3幢2单元楼道灯不亮"
    assert lines[2] == "11月23日 10:00 一位居民：登记，待签收"
    assert "11月23日 10:00 高**（物业负责人）：签收，处理中" in lines
    assert "　居民看得到：下午去换灯" in lines
    assert "　居民说：DQ000001 灯在502室门口，我电话138****5678" in lines
    assert "　内部：这盏灯修过两次" in lines
    assert told.count("内部") == 1
    assert lines[-1] == "[返回]"


def test_from_the_history_one_press_leads_back_to_the_card() -> None:
    world = worked_on()
    world.act(SECRETARY, "mine", NUMBER)
    world.press(SECRETARY, "看经过")
    assert world.press(SECRETARY, "返回")[0].startswith("DQ000001（处理中）")


def test_who_gets_a_summary_reads_neither_the_residents_words_nor_what_is_inside() -> None:
    world = worked_on()
    world.act(HOLDER, "mine", NUMBER)
    [told] = world.press(HOLDER, "看经过")
    assert "下午去换灯" in told
    assert "居民说" not in told
    for secret in ("502", "138", "楼道灯不亮", "修过两次", "内部"):
        assert secret not in told


def test_a_flood_of_comments_is_counted_after_the_first_three() -> None:
    world = lit()
    for place in range(5):
        world.say("wang", f"{NUMBER} 第{place}次补充，还是不亮")
    world.act(SECRETARY, "mine", NUMBER)
    [told] = world.press(SECRETARY, "看经过")
    assert told.count("居民说") == 3
    assert "接着又补充了 2 条" in told


@pytest.mark.parametrize("who", [HOLDER, "xia-representative-dq1"])
def test_whom_it_is_about_and_who_may_only_watch_learn_nothing(who: str) -> None:
    world = worked_on()
    world.change(NUMBER, lambda case: replace(case, about=(HOLDER,)))
    told = "".join(world.act(who, "history", NUMBER))
    assert "没有找到" in told or "按钮已经失效" in told
    assert "下午去换灯" not in told
    assert "楼道灯" not in told


def test_a_number_of_nobody_and_a_residents_press_show_nothing() -> None:
    world = worked_on()
    assert "没有找到" in world.say(SECRETARY, press="history:DQ000009:1")[0]
    [told] = world.say("wang", press=f"history:{NUMBER}:1")
    assert "下午去换灯" not in told
    [tried] = world.accounts
    assert isinstance(tried, AttemptNoted)
    assert tried.press == f"history:{NUMBER}:1"


@pytest.mark.parametrize("who", [SECRETARY, WORKER, DISPATCHER, HOLDER])
def test_a_history_counts_as_a_look_and_is_measured_again_when_it_is_read(who: str) -> None:
    world = worked_on()
    step = world.step(who, press=f"history:{NUMBER}:1")
    [letter] = step.says
    assert cases_shown(letter, catalog().placeholders) == (NUMBER,)
    case, day = world.case(), world.at.date()
    reader = world.person(who, "dongqiao")
    told = [values for number, values in mentions_of(letter) if number == NUMBER]
    assert len(told) > 1 or who == HOLDER
    assert all(may_still_read(each, case, reader, world.rules, day) for each in told)
    holder = world.person(HOLDER, "dongqiao")
    may = [may_still_read(each, case, holder, world.rules, day) for each in told]
    assert all(may) is (who == HOLDER)


def photographed(count: int) -> World:
    world = lit()
    for place in range(count):
        photo = Attachment(f"{place:064x}", "photo")
        world.kept.append(AttachmentKept(NUMBER, photo, internal=bool(place % 2)))
    world.kept.append(AttachmentKept(NUMBER, Attachment("e" * 64, "voice")))
    return world


def test_photos_come_one_a_letter_with_their_place_and_a_way_back() -> None:
    world = photographed(2)
    world.act(SECRETARY, "mine", NUMBER)
    step = world.pressed(SECRETARY, "看照片")
    assert [photo_of(each) for each in step.says] == [f"{0:064x}", f"{1:064x}"]
    first, second = world.heard(SECRETARY, step)
    assert first.startswith("DQ000001（公共照明")
    assert "第 1 张，共 2 张" in first
    assert "[返回]" not in first
    assert "第 2 张，共 2 张" in second
    assert second.endswith("[返回]")


def test_of_many_photos_the_newest_ten_come() -> None:
    world = photographed(13)
    step = world.step(SECRETARY, press=f"photos:{NUMBER}")
    assert [photo_of(each) for each in step.says] == [f"{place:064x}" for place in range(3, 13)]
    assert "第 13 张，共 13 张" in world.heard(SECRETARY, step)[-1]


def test_a_case_without_photos_says_so() -> None:
    world = photographed(0)
    [told] = world.act(SECRETARY, "photos", NUMBER)
    assert told == "DQ000001 没有您可以看的照片。\n[返回]"


def test_who_gets_a_summary_gets_the_photos_that_he_sent_himself_and_no_other() -> None:
    world = photographed(2)
    [card] = world.act(HOLDER, "mine", NUMBER)
    assert "[看照片]" in card
    step = world.step(HOLDER, press=f"photos:{NUMBER}")
    assert [photo_of(each) for each in step.says] == [""]
    assert "没有您可以看的照片" in world.heard(HOLDER, step)[0]
    own = Attachment("d" * 64, "photo", sender=HOLDER)
    world.kept.append(AttachmentKept(NUMBER, own))
    step = world.step(HOLDER, press=f"photos:{NUMBER}")
    assert [photo_of(each) for each in step.says] == [own.file_id]
    [(_, told)] = mentions_of(step.says[0])
    day, case = world.at.date(), world.case()
    holder, other = (world.person(each, "dongqiao") for each in (HOLDER, "song-captain-dq1-w001"))
    assert may_still_read(told, case, holder, world.rules, day)
    assert not may_still_read(told, case, other, world.rules, day)
    elsewhere = replace(case, queue="urban_management", holder="dong-officer-urban-management")
    assert not may_still_read(told, elsewhere, holder, world.rules, day)


@pytest.mark.parametrize("who", [HOLDER, "wang"])
def test_whom_it_is_about_and_residents_get_no_photo(who: str) -> None:
    world = photographed(2)
    world.change(NUMBER, lambda case: replace(case, about=(HOLDER,)))
    step = world.step(who, press=f"photos:{NUMBER}")
    assert not any(map(photo_of, step.says))


def test_a_photo_counts_as_a_look_and_is_for_who_reads_inside_when_it_is_fetched() -> None:
    world = photographed(1)
    [letter] = world.step(SECRETARY, press=f"photos:{NUMBER}").says
    assert cases_shown(letter, catalog().placeholders) == (NUMBER,)
    case, day = world.case(), world.at.date()
    bare = {"number": NUMBER, "photo": photo_of(letter)}
    for who, may in ((SECRETARY, True), (HOLDER, False)):
        reader = world.person(who, "dongqiao")
        assert may_still_read(bare, case, reader, world.rules, day) is may

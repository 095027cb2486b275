from dataclasses import replace
from datetime import timedelta

from domain.people import Absence, Address
from domain.reading import Reading
from domain.states import State
from domain.turns import Dialogue, Turn
from domain.wishes import CaseShelf
from handlers.table import answer
from tests.handlers.tabletop import MONDAY, World
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, WORKER, lit


def many(count: int, holder: str = HOLDER) -> World:
    world = lit()
    first = world.case()
    for position in range(1, count + 1):
        solve = MONDAY + timedelta(days=20 - position)
        number = f"DQ{position:06d}"
        clocks = replace(first.clocks, accept=None, answer=None, soon=None, solve=solve)
        world.cases[number] = replace(first, number=number, holder=holder, clocks=clocks)
    return world


def test_list_has_the_earliest_limit_first_with_matter_place_and_due() -> None:
    world = many(2)
    [heard] = world.say(HOLDER, "我的待办")
    lines = heard.splitlines()
    assert lines[0] == "您有 2 件待办，急的在前："
    assert lines[1].startswith("1. DQ000002 天成花园3幢，公共照明")
    assert lines[1].endswith("12月11日 10:00前")
    assert lines[2].startswith("2. DQ000001")
    assert lines[-3:] == ["[DQ000002]", "[DQ000001]", "[工作台]"]


def test_typed_number_of_a_line_opens_the_card() -> None:
    world = many(2)
    world.say(HOLDER, "我的待办")
    [card] = world.say(HOLDER, "1")
    assert card.startswith("DQ000002（待签收）")


def test_eight_lines_a_page_with_the_true_count_and_the_rest_behind_a_button() -> None:
    world = many(12)
    [heard] = world.say(HOLDER, "我的待办")
    assert "您有 12 件待办，急的在前" in heard
    assert heard.count("公共照明") == 8
    [second] = world.press(HOLDER, "下一页")
    assert second.count("公共照明") == 4
    assert "[下一页]" not in second
    assert world.press(HOLDER, "上一页") == [heard]


def test_a_page_behind_the_last_is_the_last() -> None:
    [heard] = many(12).say(HOLDER, press="list::-1:mine/77")
    assert heard.count("公共照明") == 4


def test_late_case_says_so() -> None:
    world = many(1)
    world.pass_time(days=30)
    assert "已超期（12月12日 10:00）" in world.say(HOLDER, "我的待办")[0]


def test_empty_desk_says_so() -> None:
    assert lit().say(WORKER, "我的待办") == ["您现在没有待办。\n[工作台]"]


def test_final_cases_and_those_of_others_are_not_on_the_desk() -> None:
    world = many(2)
    world.change("DQ000001", lambda case: replace(case, state=State.CLOSED))
    assert "1 件待办" in world.say(HOLDER, "我的待办")[0]
    assert "没有待办" in world.say(SECRETARY, "我的待办")[0]


def test_what_nobody_holds_is_on_the_desk_of_its_supervisors() -> None:
    world = many(1, holder="")
    assert "1 件待办" in world.say(SECRETARY, "我的待办")[0]
    assert "没有待办" in world.say(WORKER, "我的待办")[0]


def test_case_without_a_running_limit_counts_from_its_opening() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, state=State.WAITING))
    assert "11月23日 10:00" in world.say(HOLDER, "我的待办")[0]


def test_who_stands_in_finds_the_cases_on_his_desk() -> None:
    world = many(1, holder=SECRETARY)
    away = Absence(SECRETARY, MONDAY.date(), MONDAY.date(), WORKER)
    world.rules = replace(world.rules, absences=(away,))
    assert "1 件待办" in world.say(WORKER, "我的待办")[0]


def test_residents_read_their_own_matters_instead() -> None:
    world = lit()
    assert world.say("wang", "我的待办") == world.say("wang", "我的诉求")


def test_menu_leads_to_every_list_and_back() -> None:
    world = many(2)
    [menu] = world.say(SECRETARY, "工作台")
    assert menu.startswith("王，这里是您的工作台。")
    for label in ("我的待办", "我的网格", "超期的", "没人负责的"):
        assert "[工作台]" in world.press(SECRETARY, label)[0]
    assert world.press(SECRETARY, "工作台") == [menu]


def test_list_of_the_grid_shows_what_lies_on_the_desk() -> None:
    world = many(2)
    world.say(SECRETARY, "工作台")
    [heard] = world.press(SECRETARY, "我的网格")
    assert "未办结 2 件" in heard
    [card] = world.press(SECRETARY, "DQ000001")
    assert card.startswith("DQ000001（待签收）")


def test_list_leaves_out_what_its_reader_may_not_read() -> None:
    world = many(1)
    step = world.step("xia-representative-dq1", press="list::-1:near/0")
    assert "失效" in world.rendered(step.says[0])
    hidden = replace(world.case("DQ000001"), about=(SECRETARY,))
    desk = replace(
        world.desk(SECRETARY, "dongqiao"), shelf=CaseShelf((hidden,), 1), dialogue=Dialogue()
    )
    turn = Turn("t", "dongqiao", Address("test", SECRETARY), MONDAY, press="list::-1:near/0")
    [letter] = answer(desk, turn, Reading()).says
    assert letter.key == "desks.no_near"


def test_unknown_list_is_the_menu() -> None:
    assert "工作台" in lit().say(SECRETARY, press="list::-1:everything/0")[0]
    assert lit().say(HOLDER, press="list::-1:mine/x")[0].startswith("您有 1 件待办")


def test_residents_who_say_words_of_the_desk_or_press_its_buttons_are_residents() -> None:
    world = lit()
    for press in ("do:DQ000001:1:note", "desk", "list::-1:near/0", "find", "duty", "away"):
        assert "失效" in world.say("wang", press=press)[0]
    assert "工作台。" not in world.say("wang", "工作台")[0]


def test_what_is_over_says_how_it_stands() -> None:
    world = many(1)
    world.change("DQ000001", lambda case: replace(case, state=State.CLOSED))
    world.say(SECRETARY, "查找")
    [found] = world.say(SECRETARY, "DQ000001")
    assert "1. DQ000001 天成花园3幢2单元502室，公共照明" in found
    assert "，已办结\n" in found

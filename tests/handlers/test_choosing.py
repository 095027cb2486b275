from dataclasses import replace

from tests.handlers.tabletop import World
from tests.handlers.test_doing import opened
from tests.handlers.test_taking import NUMBER, SECRETARY


def test_hands_are_offered_a_page_at_a_time_and_by_number() -> None:
    world = opened()
    [first] = world.press(SECRETARY, "转办")
    assert "转给谁？\n1. 绿汀物业服务有限公司\n" in first
    [second] = world.press(SECRETARY, "下一页")
    assert "1. " in second
    assert world.press(SECRETARY, "上一页") == [first]
    assert "为什么转" in world.say(SECRETARY, "1")[0]
    assert "已转给高**（物业负责人）" in world.say(SECRETARY, "电路归物业")[0]


def test_who_holds_it_already_and_who_is_accused_are_not_offered() -> None:
    world = opened()
    world.change(NUMBER, lambda case: replace(case, about=("li-worker-dq1",), queue="grid"))
    pages = "".join(all_pages(world, "转办"))
    assert "绿汀" in pages
    assert "王**（网格长）" in pages
    assert "王**（网格党支部书记）" not in pages
    assert "李**（网格员）" not in pages


def all_pages(world: World, label: str) -> list[str]:
    pages = world.press(SECRETARY, label)
    while "[下一页]" in pages[-1]:
        pages += world.press(SECRETARY, "下一页")
    return pages


def test_assistant_is_chosen_and_told_why() -> None:
    world = opened()
    world.press(SECRETARY, "请协办")
    world.press(SECRETARY, "绿汀物业服务有限公司")
    assert "协办" in world.say(SECRETARY, "请带梯子来")[0]
    assert [called.queue for called in world.case().assists] == ["property"]


def test_several_departments_are_whistled_for() -> None:
    world = opened()
    dispatcher = "chen-dispatcher-dq"
    world.act(dispatcher, "mine", NUMBER)
    world.press(dispatcher, "吹哨")
    world.say(dispatcher, "1")
    [third] = world.say(dispatcher, "2")
    assert "1. 就这些（2家）" in third
    world.say(dispatcher, "1")
    assert "吹哨" in world.say(dispatcher, "下午一起看现场")[0]
    assert len(world.case().assists) == 2


def test_another_kind_is_chosen_by_its_top() -> None:
    world = opened()
    [tops] = world.press(SECRETARY, "改类别")
    assert "改成哪一类" in tops
    world.say(SECRETARY, "2")
    before = world.case().leaf
    assert "已改为" in world.say(SECRETARY, "1")[0]
    assert world.case().leaf != before


def test_later_day_is_chosen_and_the_reason_told() -> None:
    world = opened()
    before = world.case().clocks.promised
    [days] = world.press(SECRETARY, "延期")
    assert "1. 11月27日" in days
    world.say(SECRETARY, "1")
    world.say(SECRETARY, "等配件")
    after = world.case().clocks.promised
    assert before
    assert after
    assert after > before


def test_overdue_promise_counts_from_today() -> None:
    world = opened()
    world.pass_time(days=14)
    world.act(SECRETARY, "mine", NUMBER)
    assert "1. 12月8日" in world.press(SECRETARY, "延期")[0]


def test_choice_leads_back_to_the_card() -> None:
    world = opened()
    world.press(SECRETARY, "转办")
    assert world.press(SECRETARY, "返回")[0].startswith("DQ000001（处理中）")


def test_no_more_departments_are_called_than_may_be() -> None:
    world = opened()
    dispatcher = "chen-dispatcher-dq"
    world.act(dispatcher, "mine", NUMBER)
    world.press(dispatcher, "吹哨")
    world.say(dispatcher, "1")
    for _ in range(7):
        world.say(dispatcher, "2")
    last = world.all_heard(dispatcher)[-1]
    assert "1. 就这些（8家）" in last
    assert "2. " not in last


def test_page_that_is_no_number_is_the_first() -> None:
    world = opened()
    [first] = world.press(SECRETARY, "转办")
    press = f"do:{NUMBER}:{world.case().version}:hand_on|+x/"
    assert world.say(SECRETARY, press=press) == [first]


def test_pause_wants_a_cause_and_a_day() -> None:
    world = opened()
    assert "因为什么暂停计时" in world.press(SECRETARY, "暂停计时")[0]
    assert "1. 11月26日" in world.press(SECRETARY, "业主表决结果")[0]
    world.press(SECRETARY, "11月26日")
    assert "已暂停计时" in world.say(SECRETARY, "等业主投票")[0]


def test_another_grid_is_chosen_and_the_own_one_is_not_offered() -> None:
    world = opened()
    world.press(SECRETARY, "转到别的网格")
    pages = [world.all_heard(SECRETARY)[-1]]
    while "[下一页]" in pages[-1]:
        pages += world.press(SECRETARY, "下一页")
    grids = "".join(pages)
    assert "洞桥第1网格" not in grids
    assert "剡溪" not in grids
    world.press(SECRETARY, "洞桥第2网格")
    before = world.case().grid
    world.say(SECRETARY, "是那边的路灯")
    assert world.case().grid != before

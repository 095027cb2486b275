from dataclasses import replace
from datetime import timedelta

import pytest

from domain.assists import AssistKind
from domain.cases import CaseChanged
from domain.categories import Priority
from domain.events import Event
from domain.turns import Step
from tests.handlers.tabletop import MONDAY, World
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, lit

DISPATCHER = "chen-dispatcher-dq"
CITY = "dong-officer-urban-management"
WORKS = "du-officer-municipal-works"
AT = "2026-11-23T15:00"
BOTH = f"urban_management,municipal_works@{AT}@东门路口"


def events(step: Step) -> list[Event]:
    return [change.event for change in step.changes if isinstance(change, CaseChanged)]


def whistle(world: World, argument: str = BOTH, who: str = DISPATCHER) -> Step:
    return world.step(who, "城管物业都说不归自己", press=f"whistle:{NUMBER}:-1:{argument}")


def whistled(argument: str = BOTH) -> World:
    world = lit()
    whistle(world, argument)
    return world


def test_every_department_hears_at_once_where_when_and_why() -> None:
    world = lit()
    step = whistle(world)
    for officer in (CITY, WORKS):
        [heard] = world.heard(officer, step)
        assert "在11月23日 15:00前到场 DQ000001" in heard
        assert "东门路口" in heard
        assert "原因：城管物业都说不归自己" in heard
        assert heard.endswith("[到场]\n[报结果]")
    assert {each.kind for each in world.case().assists} == {AssistKind.WHISTLE}
    assert world.case().holder == HOLDER


def test_resident_reads_one_line_with_everybody_who_comes() -> None:
    world = lit()
    [line] = world.heard("wang", whistle(world))
    assert line == "DQ000001 社区已请综合行政执法局、市政工程管理处在11月23日 15:00前到场一起看。"


def test_whistler_and_called_stand_in_the_events() -> None:
    world = lit()
    [event] = events(whistle(world))
    assert (event.actor, event.part, event.reason) == (
        DISPATCHER,
        "caller",
        "urban_management,municipal_works",
    )
    [there] = events(world.step(CITY, press=f"arrive:{NUMBER}"))
    assert (there.actor, there.part, there.reason) == (CITY, "assistant", "urban_management")


@pytest.mark.parametrize(
    ("priority", "urgent"), [(Priority.URGENT, True), (Priority.NORMAL, False)]
)
def test_only_what_presses_is_told_at_any_hour(priority: Priority, *, urgent: bool) -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, priority=priority))
    letters = [letter for letter in whistle(world).says if letter.to in (CITY, WORKS)]
    assert {letter.urgent for letter in letters} == {urgent}


def test_arrival_is_heard_by_the_whistler_and_a_result_is_awaited_from_then_on() -> None:
    world = whistled()
    world.pass_time(hours=3)
    assert world.press(CITY, "到场")[0].startswith("DQ000001 已记“到场”")
    city, works = world.case().assists
    assert city.arrived_at == world.at
    assert city.due > world.at
    assert city.again_at == city.due
    assert works.arrived_at is None
    for person in (DISPATCHER, HOLDER):
        assert "综合行政执法局的董**（部门经办人）到场了" in world.all_heard(person)[-1]
    assert "现在没有等您办的" in world.say(CITY, press=f"arrive:{NUMBER}")[0]
    world.act(CITY, "helped", NUMBER, "由市政抽水")
    assert "报来结果：由市政抽水" in world.all_heard(DISPATCHER)[-1]


def test_time_and_place_may_be_left_out() -> None:
    world = whistled("urban_management")
    [called] = world.case().assists
    assert called.place == ""
    assert called.due > MONDAY


def test_holder_may_be_called_too_and_nobody_is_called_twice_at_once() -> None:
    world = whistled("property,urban_management,property")
    assert [each.queue for each in world.case().assists] == ["property", "urban_management"]
    heard = world.heard(DISPATCHER, whistle(world, "urban_management"))
    assert "已经请过他" in heard[0]


@pytest.mark.parametrize(
    "argument", ["", ",", "urban_management@soon", "urban_management@2026-11-23T09:00", "a," * 9]
)
def test_whistle_that_cannot_be_read_calls_nobody(argument: str) -> None:
    world = lit()
    queues = ",".join(f"q{number}" for number in range(9)) if argument == "a," * 9 else argument
    assert "吹哨没有成功" in world.heard(DISPATCHER, whistle(world, queues))[0]
    assert world.case().assists == ()


@pytest.mark.parametrize("who", [SECRETARY, HOLDER, "wang", CITY])
def test_only_community_and_street_whistle(who: str) -> None:
    world = lit()
    heard = world.heard(who, whistle(world, BOTH, who))
    assert "不归您操作" in heard[0] or "没有找到" in heard[0]
    assert world.case().assists == ()
    assert whistle(world, BOTH, "shen-street").changes


def test_words_are_wanted() -> None:
    assert "要写一句话" in lit().say(DISPATCHER, press=f"whistle:{NUMBER}:-1:{BOTH}")[0]


def test_body_that_the_case_is_about_is_not_called() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, about=("luting-company",), holder=SECRETARY))
    assert "没有能接的人" in world.heard(DISPATCHER, whistle(world, "property"))[0]


def test_late_arrival_is_still_taken() -> None:
    world = whistled()
    world.at += timedelta(days=3)
    assert "已记“到场”" in world.say(WORKS, press=f"arrive:{NUMBER}")[0]

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.clocks import DueKind, Nudge
from domain.places import Place
from tests.handlers.tabletop import World

HOLDER, SECRETARY = "gao-manager-luting", "wang-secretary-dq1"
NUMBER = "DQ000001"


def accepted() -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    world.act(HOLDER, "accept", NUMBER)
    return world


def test_a_later_promise_is_told_with_its_reason_and_the_old_date() -> None:
    world = accepted()
    before = world.case().clocks
    step = world.step(HOLDER, "灯具缺货，下周到", press=f"extend:{NUMBER}:2:2026-12-02")
    after = world.case().clocks
    [heard] = world.heard("wang", step)
    assert "现延到12月2日 17:30前" in heard
    assert "灯具缺货，下周到" in heard
    assert "原定11月26日 17:30前" in heard
    assert after.promised == after.solve
    assert before.promised
    assert after.promised
    assert after.promised > before.promised
    assert (after.accept, after.answer) == (before.accept, before.answer)


def test_a_rest_day_means_the_next_working_day() -> None:
    world = accepted()
    [heard] = world.act(HOLDER, "extend", NUMBER, "等配件", argument="2026-12-05")
    assert "12月7日 17:30" in heard


@pytest.mark.parametrize("day", ["", "下周", "2026-11-24", "2026-02-30", "2020-01-01"])
def test_no_promise_moves_back_or_to_no_day(day: str) -> None:
    world = accepted()
    before = world.case()
    [heard] = world.act(HOLDER, "extend", NUMBER, "等配件", argument=day)
    assert "延到哪一天" in heard
    assert world.case() == before


def test_no_extension_without_a_reason() -> None:
    world = accepted()
    before = world.case()
    assert "写一句话" in world.act(HOLDER, "extend", NUMBER, argument="2026-12-02")[0]
    assert world.case() == before


def test_a_holder_may_put_off_less_than_his_secretary() -> None:
    world = accepted()
    assert (
        "最多延15个工作日"
        in world.act(HOLDER, "extend", NUMBER, "等配件", argument="2027-01-20")[0]
    )
    world.act(SECRETARY, "extend", NUMBER, "等配件", argument="2027-01-20")
    assert (
        "最多延60个工作日"
        in world.act(SECRETARY, "extend", NUMBER, "等配件", argument="2027-12-20")[0]
    )


def chased_after_extension(kind: DueKind) -> bool:
    world = accepted()
    nudge = Nudge(kind, world.at, 1, world.at + timedelta(hours=1))
    world.change(NUMBER, lambda case: replace(case, nudge=nudge))
    world.act(HOLDER, "extend", NUMBER, "等配件", argument="2026-12-02")
    return world.case().nudge is not None


def test_a_chase_about_the_old_date_ends_and_any_other_goes_on() -> None:
    assert not chased_after_extension(DueKind.SOLVE)
    assert chased_after_extension(DueKind.ANSWER)


def test_a_resident_extends_nothing() -> None:
    world = accepted()
    before = world.case()
    world.act("wang", "extend", NUMBER, "慢慢来", argument="2026-12-02")
    assert world.case() == before


def test_a_promise_is_moved_so_often_and_no_more_by_whomever() -> None:
    world = accepted()
    tried = (
        (HOLDER, "2026-12-02", True),
        (HOLDER, "2026-12-03", False),
        (SECRETARY, "2026-12-03", True),
        (SECRETARY, "2026-12-04", False),
        ("chen-dispatcher-dq", "2026-12-07", True),
        ("chen-dispatcher-dq", "2026-12-08", False),
        ("shen-street", "2026-12-08", False),
    )
    for who, day, granted in tried:
        before = world.case()
        told = len(world.all_heard("wang"))
        [heard] = world.act(who, "extend", NUMBER, "还在等货", argument=day)
        assert ("已延期，最迟" in heard) is granted, (who, day, heard)
        assert (len(world.all_heard("wang")) > told) is granted
        assert granted or (world.case() == before and "您这一级不能再延" in heard)
    assert world.case().extended == 3

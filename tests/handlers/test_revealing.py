from dataclasses import replace

import pytest

from domain.cases import CaseChanged
from domain.people import Identity
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, lit


def test_the_reason_stays_in_the_chain_and_moves_nothing() -> None:
    world = lit()
    before = world.case()
    step = world.step(SECRETARY, "回访约时间", press=f"reveal:{NUMBER}:-1")
    assert "15分钟" in world.heard(SECRETARY, step)[0]
    [event] = [each.event for each in step.changes if isinstance(each, CaseChanged)]
    assert (event.act, event.actor, event.internal) == ("reveal", SECRETARY, "回访约时间")
    assert (world.case().version, world.case().clocks) == (before.version, before.clocks)
    assert {letter.to for letter in step.says} == {SECRETARY}


def test_without_a_reason_nothing_is_shown() -> None:
    world = lit()
    assert "要写一句话" in world.say(SECRETARY, press=f"reveal:{NUMBER}:-1")[0]
    assert world.case().seq == 1


@pytest.mark.parametrize("who", [HOLDER, "chen-captain-dq1"])
def test_who_is_outside_is_refused(who: str) -> None:
    world = lit()
    world.say(who, "想看看", press=f"reveal:{NUMBER}:-1")
    assert world.case().seq == 1


def test_of_an_anonymous_report_nobody_is_shown_anything() -> None:
    world = lit()
    unnamed = tuple(replace(each, identity=Identity.ANONYMOUS) for each in world.case().parties)
    world.change(NUMBER, lambda case: replace(case, parties=unnamed))
    assert "不能查看" in world.say(SECRETARY, "想看看", press=f"reveal:{NUMBER}:-1")[0]

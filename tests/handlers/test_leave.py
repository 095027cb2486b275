from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.people import Absence
from tests.handlers.tabletop import MONDAY, World
from tests.handlers.test_taking import HOLDER, SECRETARY, WORKER


def test_three_buttons_make_an_absence() -> None:
    world = World()
    assert world.say(SECRETARY, "请假")[0].startswith("从哪天起请假？\n[11月23日]")
    assert "从11月24日起" in world.press(SECRETARY, "11月24日")[0]
    assert "请谁代班" in world.press(SECRETARY, "11月26日")[0]
    step = world.pressed(SECRETARY, "李**（网格员）")
    assert world.heard(SECRETARY, step) == [
        "已记下：11月24日至11月26日您不在，由李**（网格员）代班。手上的诉求还是您的。"
    ]
    assert world.heard(WORKER, step)
    [absence] = world.rules.absences
    assert (absence.person_id, absence.deputy) == (SECRETARY, WORKER)


def test_who_is_away_may_come_back() -> None:
    world = World()
    away(world)
    world.say(SECRETARY, "销假")
    assert "已取消请假" in world.press(SECRETARY, "销假（11月24日至11月26日）")[0]


def away(world: World) -> None:
    world.say(SECRETARY, "请假")
    for label in ("11月24日", "11月26日", "李**（网格员）"):
        world.press(SECRETARY, label)


def test_same_grid_comes_first_and_more_are_behind_a_button() -> None:
    world = World()
    world.say(SECRETARY, "请假")
    world.press(SECRETARY, "11月24日")
    [first] = world.press(SECRETARY, "11月24日")
    assert first.splitlines()[1:3] == ["[李**（网格员）]", "[王**（网格长）]"]
    [second] = world.press(SECRETARY, "更多人")
    assert "[李**（网格员）]" not in second
    assert "[更多人]" not in world.press(SECRETARY, "更多人")[0]


def test_where_nobody_can_stand_in_that_is_said() -> None:
    world = World()
    others = (each for each in world.rules.directory.staff if each.person_id != HOLDER)
    day = MONDAY.date()
    away = tuple(Absence(each.person_id, day, date.max, each.person_id) for each in others)
    over = Absence(HOLDER, day - timedelta(days=9), day - timedelta(days=8), WORKER)
    world.rules = replace(world.rules, absences=(*away, over))
    world.say(HOLDER, "请假")
    world.press(HOLDER, "11月24日")
    assert "没有能代班的同事" in world.press(HOLDER, "11月24日")[0]


@pytest.mark.parametrize("argument", ["x", "2026-11-24..x"])
def test_days_that_cannot_be_read_are_refused(argument: str) -> None:
    assert "起止日期不对" in World().say(SECRETARY, press=f"away::-1:{argument}")[0]


def test_menu_leads_to_it() -> None:
    world = World()
    world.say(SECRETARY, "工作台")
    assert "从哪天起" in world.press(SECRETARY, "请假")[0]

from dataclasses import replace

import pytest

from domain.cases import Party
from domain.places import Place
from domain.states import Part, State
from tests.handlers.tabletop import World

PONDING = "天成花园3幢门口积水好几天了"


def closed() -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.say("wang", PONDING)
    both = (*world.case().parties, Party("li", Part.FOLLOWER))
    done = replace(world.case(), leaf="E6", state=State.RESOLVED, parties=both)
    world.change("DQ000001", lambda _: done)
    world.say("wang", "解决了")
    world.pass_time(days=14)
    return world


def test_when_it_ends_the_day_of_the_question_is_set_and_redoing_takes_it_back() -> None:
    world = closed()
    assert world.case().follow_up_at is not None
    world.press("wang", "1星")
    assert world.case().follow_up_at is None


def test_held_leaves_it_closed() -> None:
    world = closed()
    assert "不再打扰" in world.say("wang", press="held:DQ000001:-1")[0]
    assert (world.case().state, world.case().follow_up_at) == (State.CLOSED, None)
    assert len(world.cases) == 1


def test_what_came_back_is_a_new_case_that_knows_the_old_one() -> None:
    world = closed()
    step = world.step("wang", press="relapsed:DQ000001:-1")
    again = world.case("DQ000002")
    assert (again.relapse_of, again.leaf, again.text) == ("DQ000001", "E6", PONDING)
    assert again.opened_at == world.at
    assert [each.person_id for each in again.parties] == ["wang"]
    assert world.case().state is State.CLOSED
    [words] = world.heard("wang", step)
    assert "已重新登记：DQ000002" in words
    assert "上一次是DQ000001" in words
    assert any(letter.key == "staff.new_case" for letter in step.says)
    assert "DQ000002" in world.press("wang", "看进展")[0]


def test_a_forgotten_reporters_place_is_taken_by_who_presses() -> None:
    world = closed()
    world.step("li", press="relapsed:DQ000001:-1")
    assert [each.person_id for each in world.case("DQ000002").parties] == ["li"]


@pytest.mark.parametrize("act", ["held", "relapsed"])
def test_what_is_being_done_again_needs_no_new_case(act: str) -> None:
    world = closed()
    world.say("wang", "没解决")
    assert "正在办理" in world.say("wang", press=f"{act}:DQ000001:-1")[0]
    assert len(world.cases) == 1

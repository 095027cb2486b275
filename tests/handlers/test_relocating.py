from dataclasses import replace

import pytest

from domain.states import State
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, lit


def test_the_place_is_corrected_and_nothing_else_moves() -> None:
    world = lit()
    before = world.case()
    heard = world.act(SECRETARY, "place", NUMBER, "天成花园6幢1单元")
    case = world.case()
    assert "地点已改" in heard[0]
    assert (case.place.building, case.place.unit, case.place.room) == ("6", "1", "")
    assert (case.clocks, case.holder, case.state) == (before.clocks, HOLDER, before.state)
    assert "地点改为天成花园6幢1单元" in world.all_heard("wang")[-1]
    assert "期限不变" in world.all_heard("wang")[-1]
    assert "地点改为天成花园6幢" in world.all_heard(HOLDER)[-1]


def test_a_building_alone_stays_in_its_compound() -> None:
    world = lit()
    world.act(SECRETARY, "place", NUMBER, "6幢1单元")
    assert world.case().place.compound == "tiancheng"


def test_what_nobody_accepted_goes_to_whom_the_place_names() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, queue="grid", holder=SECRETARY))
    heard = world.act(SECRETARY, "place", NUMBER, "望湖家园2幢1单元")
    case = world.case()
    assert case.holder not in (SECRETARY, "")
    assert case.grid != lit().case().grid
    assert f"{NUMBER}（" in world.all_heard(case.holder)[-1]
    assert "地点已改" in heard[0]


def test_whoever_accepted_it_keeps_it_in_the_grid_of_the_new_place() -> None:
    world = lit()
    world.act(HOLDER, "accept", NUMBER)
    world.act(SECRETARY, "place", NUMBER, "望湖家园2幢1单元")
    case = world.case()
    assert (case.holder, case.state) == (HOLDER, State.ACCEPTED)
    assert case.grid != lit().case().grid


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("就是那边", "没看懂在哪里"),
        ("剡溪花园3幢", "不在本社区"),
        ("天成花园3幢2单元502室", "本来就在那里"),
        ("", "要写一句话"),
    ],
)
def test_a_place_that_says_nothing_new_is_refused(words: str, why: str) -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, place=replace(case.place, floor="5")))
    before = world.case()
    assert why in world.act(SECRETARY, "place", NUMBER, words)[0]
    assert world.case() == before


def test_a_building_of_no_known_compound_is_refused() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, place=replace(case.place, compound="")))
    assert "不在本社区" in world.act(SECRETARY, "place", NUMBER, "6幢")[0]


def test_on_the_card_the_place_is_asked_and_the_new_card_follows() -> None:
    world = lit()
    world.act(SECRETARY, "mine", NUMBER)
    assert "到底在哪里" in world.press(SECRETARY, "改地点")[0]
    [card] = world.say(SECRETARY, "天成花园6幢1单元")
    assert "地点：天成花园6幢1单元" in card
    assert "已签收" in world.press(SECRETARY, "签收")[0]

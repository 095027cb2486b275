from dataclasses import replace

import pytest

from domain.states import State
from tests.handlers.tabletop import World
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, lit

DISPATCHER = "chen-dispatcher-dq"
OTHER = "zhang-secretary-dq2"


def grid_of(world: World, name: str) -> str:
    return next(grid.code for grid in world.rules.directory.grids if grid.name == name)


def held_by_the_grid() -> World:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, queue="grid", holder=SECRETARY))
    return world


def test_a_case_goes_to_the_other_grids_secretary_with_its_clocks() -> None:
    world = held_by_the_grid()
    before = world.case()
    code = grid_of(world, "洞桥第2网格")
    world.act(DISPATCHER, "move", NUMBER, "那边的楼", argument=code)
    case = world.case()
    assert (case.grid, case.holder, case.microgrid) == (code, OTHER, "")
    assert (case.clocks, case.state) == (before.clocks, before.state)
    assert "转到洞桥第2网格" in world.all_heard("wang")[-1]
    assert "期限不变" in world.all_heard("wang")[-1]
    assert "那边的楼" not in "".join(world.all_heard("wang"))
    assert "转办原因：那边的楼" in world.all_heard(OTHER)[-1]
    assert "您不用再办" in world.all_heard(SECRETARY)[-1]


def test_a_company_goes_on_and_the_new_grid_hears_of_it() -> None:
    world = lit()
    world.act(DISPATCHER, "move", NUMBER, "地图改了", argument=grid_of(world, "洞桥第2网格"))
    assert world.case().holder == HOLDER
    assert "已派给高**" in world.all_heard(OTHER)[-1]
    assert "您不用再办" not in "".join(world.all_heard(HOLDER))


def test_what_nobody_holds_is_in_hand_afterwards() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, state=State.NEW, holder="", queue="grid"))
    world.act(DISPATCHER, "move", NUMBER, "找到地方了", argument=grid_of(world, "洞桥第2网格"))
    assert (world.case().state, world.case().holder) == (State.ASSIGNED, OTHER)


@pytest.mark.parametrize("name", ["剡溪第3网格", "汽车城网格"])
def test_only_to_a_grid_of_this_community_that_is_in_use(name: str) -> None:
    world = held_by_the_grid()
    heard = world.act(DISPATCHER, "move", NUMBER, "换", argument=grid_of(world, name))
    assert "没有这个网格" in heard[0]


def test_not_to_nowhere_nor_to_where_it_is() -> None:
    world = held_by_the_grid()
    assert "没有这个网格" in world.act(DISPATCHER, "move", NUMBER, "换", argument="G99")[0]
    here = world.case().grid
    assert "本来就在" in world.act(DISPATCHER, "move", NUMBER, "换", argument=here)[0]


def test_never_to_a_grid_where_nobody_may_take_it() -> None:
    world = held_by_the_grid()
    world.change(NUMBER, lambda case: replace(case, about=(OTHER,)))
    code = grid_of(world, "洞桥第2网格")
    assert "没有能接的人" in world.act(DISPATCHER, "move", NUMBER, "换", argument=code)[0]
    assert world.case().holder == SECRETARY


def test_who_moves_it_to_himself_is_not_told_twice() -> None:
    world = held_by_the_grid()
    world.change(NUMBER, lambda case: replace(case, queue="property", holder=HOLDER))
    world.act(SECRETARY, "move", NUMBER, "给他们", argument=grid_of(world, "洞桥第2网格"))
    assert not [words for words in world.all_heard(SECRETARY) if "已派给" in words][1:]

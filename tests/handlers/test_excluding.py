from dataclasses import replace

import pytest

from domain.states import State
from domain.turns import Step
from tests.handlers.tabletop import World
from tests.handlers.test_taking import NUMBER, SECRETARY, lit

DISPATCHER, OTHER, STREET = "chen-dispatcher-dq", "jiang-dispatcher-dq2", "shen-street"


def closed() -> World:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, state=State.CLOSED, closed_at=world.at))
    return world


def exclude(world: World, who: str = SECRETARY, why: str = "at_law") -> Step:
    return world.step(who, "法院已立案", press=f"exclude:{NUMBER}:-1:{why}")


def review(world: World, who: str, answer: str = "yes", words: str = "") -> list[str]:
    return world.heard(who, world.step(who, words, press=f"review:{NUMBER}:-1:{answer}"))


def holds(world: World) -> bool:
    exclusion = world.case().exclusion
    return exclusion is not None and exclusion.holds


def test_one_person_alone_leaves_nothing_out() -> None:
    world = closed()
    step = exclude(world)
    assert "等社区或街道另一人决定" in world.heard(SECRETARY, step)[0]
    [asked] = world.heard(DISPATCHER, step)
    assert "已在法律程序" in asked
    assert "法院已立案" in asked
    assert not holds(world)


@pytest.mark.parametrize(("answer", "expected"), [("yes", True), ("no", False)])
def test_another_person_decides(answer: str, *, expected: bool) -> None:
    world = closed()
    exclude(world)
    review(world, DISPATCHER, answer)
    assert holds(world) is expected
    assert "没有等您决定" in review(world, OTHER)[0]


def test_nobody_decides_on_his_own_proposal() -> None:
    world = closed()
    exclude(world, DISPATCHER)
    assert "您自己提出" in review(world, DISPATCHER)[0]
    assert not holds(world)
    review(world, OTHER)
    assert holds(world)


def test_a_secretary_reviews_nothing() -> None:
    world = closed()
    exclude(world, DISPATCHER)
    review(world, SECRETARY)
    assert not holds(world)


def test_what_the_street_proposes_holds_at_once() -> None:
    world = closed()
    assert "已决定不计入考评" in world.heard(STREET, exclude(world, STREET))[0]
    assert holds(world)
    assert "已经提出过" in world.heard(SECRETARY, exclude(world))[0]


def test_what_was_refused_may_be_proposed_anew() -> None:
    world = closed()
    exclude(world)
    assert "已经提出过" in world.heard(SECRETARY, exclude(world))[0]
    review(world, DISPATCHER, "no")
    exclude(world, why="wrong_grid")
    review(world, DISPATCHER)
    assert holds(world)


@pytest.mark.parametrize("why", ["", "annoying"])
def test_a_reason_without_a_name_is_none(why: str) -> None:
    world = closed()
    assert "请选一个理由" in world.heard(SECRETARY, exclude(world, why=why))[0]
    exclude(world)
    assert "请选一个理由" in review(world, DISPATCHER, "perhaps")[0]
    assert "没有等您决定" in review(closed(), DISPATCHER)[0]


def test_an_open_case_stays_in() -> None:
    world = lit()
    exclude(world)
    assert world.case().exclusion is None

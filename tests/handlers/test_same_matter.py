from dataclasses import replace
from typing import Any

import pytest

from domain.alike import OFFERED, Alike
from domain.cases import CaseChanged
from domain.categories import Priority
from domain.people import Identity
from domain.places import Place
from domain.rights import Trespass, check_step
from domain.states import Act, Part, State
from domain.turns import Step
from tests.handlers.tabletop import World

LAMP = "天成花园3幢楼道灯坏了不亮"
FIRST, SECOND = "DQ000001", "DQ000002"
SECRETARY, HOLDER = "wang-secretary-dq1", "gao-manager-luting"
NEAR = Alike(FIRST, "A6", Place("tiancheng", "3"), 1, OFFERED, "DQ-1", is_offered=True)


def told(near: Alike = NEAR, words: str = LAMP, **known: Any) -> World:
    world = World()
    for name, room in (("an", "302"), ("bo", "401")):
        world.resident(name, home=Place("tiancheng", "3", "2", room=room), **known)
    world.say("an", LAMP)
    world.beside = {"alike": (replace(near, grid=world.case().grid),)}
    world.say("bo", words)
    world.beside = {"joinable": world.case()}
    return world


def asked(world: World) -> bool:
    return any("同一件事吗" in words for words in world.all_heard("bo"))


def test_a_neighbour_is_asked_once_by_matter_place_and_homes_only() -> None:
    world = told()
    heard = world.all_heard("bo")[-1]
    assert "附近1户邻居这几天也反映过：公共照明/门禁/监控/健身设施，天成花园3幢。" in heard
    assert "[是同一件事]" in heard
    assert FIRST not in heard
    assert LAMP not in heard
    assert not any("像" in words for words in world.all_heard(SECRETARY))


def test_yes_joins_and_counts_the_home() -> None:
    world = told()
    heard = world.press("bo", "是同一件事")
    assert f"{SECOND} 已并入 {FIRST}" in heard[0]
    case, gone = world.case(), world.case(SECOND)
    assert (gone.state, gone.merged_into, gone.closed_at) == (State.MERGED, FIRST, world.at)
    assert case.households == 2
    assert [party.part for party in case.parties] == [Part.REPORTER, Part.FOLLOWER]
    assert "现共 2 户" in world.all_heard(HOLDER)[-1]
    assert "户" not in heard[0]


def test_who_joined_stands_in_no_event() -> None:
    world = told()
    step = world.pressed("bo", "是同一件事")
    events = [change.event for change in step.changes if hasattr(change, "event")]
    assert [(each.act, each.actor) for each in events] == [
        (Act.JOIN, "reporter"),
        (Act.FOLLOW, "follower"),
    ]


def test_no_keeps_it_by_itself() -> None:
    world = told()
    assert "单独办" in world.press("bo", "不是，单独办")[0]
    assert world.case(SECOND).state is State.ASSIGNED


def test_yes_to_a_matter_that_is_over_keeps_it_by_itself() -> None:
    world = told()
    world.beside = {}
    assert "照原来的办" in world.press("bo", "是同一件事")[0]


def test_yes_twice_joins_once() -> None:
    world = told()
    world.press("bo", "是同一件事")
    assert "照原来的办" in world.press("bo", "是同一件事")[0]
    assert world.case().households == 2


def test_yes_after_the_case_went_on_is_asked_to_look_again() -> None:
    world = told()
    world.change(SECOND, lambda case: replace(case, version=case.version + 1))
    assert "新变化" in world.press("bo", "是同一件事")[0]


def test_a_case_about_who_tells_the_other_is_not_joined() -> None:
    world = told()
    world.beside = {"joinable": replace(world.case(), about=("bo",))}
    assert "不能合并" in world.press("bo", "是同一件事")[0]
    assert world.case(SECOND).state is State.ASSIGNED


@pytest.mark.parametrize(
    "near",
    [
        replace(NEAR, likeness=OFFERED - 1),
        replace(NEAR, is_offered=False),
    ],
)
def test_what_is_less_alike_or_not_for_neighbours_is_shown_to_the_secretary(near: Alike) -> None:
    world = told(near)
    assert not asked(world)
    assert f"{SECOND}（公共照明/门禁/监控/健身设施" in world.all_heard(SECRETARY)[-1]
    assert f"[并入{FIRST}]" in world.all_heard(SECRETARY)[-1]
    world.press(SECRETARY, f"并入{FIRST}")
    assert world.case(SECOND).merged_into == FIRST


def test_a_secretary_hears_of_no_case_outside_the_grid() -> None:
    world = World()
    world.resident("bo", home=Place("tiancheng", "3", "2"))
    world.beside = {"alike": (replace(NEAR, likeness=70, grid=""),)}
    world.say("bo", LAMP)
    assert "像" not in world.all_heard(SECRETARY)[-1]


def test_who_asks_to_stay_unnamed_is_asked_nothing() -> None:
    world = told(words=LAMP + "，别让物业知道是我", identity=Identity.CONFIDENTIAL)
    assert not asked(world)


def test_another_leaf_is_not_asked_about() -> None:
    assert not asked(told(replace(NEAR, leaf="A4")))


def test_danger_waits_for_no_neighbour() -> None:
    world = World()
    world.resident("bo", home=Place("tiancheng", "3", "2"))
    world.beside = {"alike": (NEAR,)}
    world.say("bo", "天成花园3幢电梯困人了，救命")
    assert world.case().priority is Priority.DANGER
    assert not asked(world)


def test_nobody_follows_a_case_without_joining_his_own_to_it() -> None:
    world = told()
    world.pressed("bo", "是同一件事")
    world = told()
    desk = world.desk("bo", "dongqiao")
    step = world.pressed("bo", "是同一件事")
    check_step(desk, step)
    join, follow = (each for each in step.changes if isinstance(each, CaseChanged))
    for changes in (
        (follow,),
        (replace(join, event=replace(join.event, reason="DQ000009")), follow),
        (join, replace(follow, event=replace(follow.event, number="DQ000009"))),
        (join, replace(follow, event=replace(follow.event, part=Part.HOLDER))),
    ):
        with pytest.raises(Trespass):
            check_step(desk, Step(changes=changes))
    with pytest.raises(Trespass):
        check_step(replace(desk, joinable=None), step)

from dataclasses import replace

import pytest

from domain.accord_kinds import Kind
from domain.accords import AccordState
from domain.mediation_stages import Stage
from domain.places import Place
from tests.handlers.test_answering import asked
from tests.mediation_table import (
    MEDIATOR,
    OTHER_MEDIATOR,
    SECRETARY,
    Mediated,
    choosing,
    led,
    talking,
)


def refused() -> Mediated:
    """Return the world in which nobody of the list suited both."""
    world = choosing()
    world.both("都不要，请另外推荐")
    return world


def test_who_suits_nobody_is_followed_by_one_whom_staff_proposes_and_both_must_want() -> None:
    world = refused()
    assert world.stage() is Stage.SELECT_M
    assert "推荐一位" in world.all_heard(SECRETARY)[-1]
    world.press(SECRETARY, "金**（人民调解员）")
    assert "推荐一位来调解：金**（人民调解员），擅长心理、法律。" in world.all_heard("li")[-1]
    world.press("wang", "同意")
    world.strike()
    assert world.stage() is Stage.SELECT_M
    world.press("li", "同意")
    world.strike()
    assert world.mediation().mediator == OTHER_MEDIATOR


def test_two_failures_lead_to_the_neighbours() -> None:
    world = refused()
    world.press(SECRETARY, "金**（人民调解员）")
    world.both("不同意")
    assert "冯**（人民调解员）" in world.all_heard("wang")[-1]
    assert "叶" not in world.all_heard("wang")[-1]
    world.both("都不要，请另外推荐")
    assert "街道调解组织" in world.all_heard(SECRETARY)[-1]
    assert world.stage() is Stage.SELECT_M


def test_nobody_but_one_of_the_roster_without_a_bar_is_proposed() -> None:
    world = refused()
    for person in ("wang", "li", SECRETARY, "gao-manager-luting", "nobody", ""):
        world.on(SECRETARY, f"propose_m/{person}")
    assert not [each for each in world.hall.accords.values() if each.kind is Kind.PROPOSED]
    for who in ("wang", MEDIATOR):
        world.on(who, f"propose_m/{OTHER_MEDIATOR}")
    assert not [each for each in world.hall.accords.values() if each.kind is Kind.PROPOSED]


def test_a_proposal_after_the_choice_comes_too_late() -> None:
    world = led()
    assert "不能做" in world.on(SECRETARY, f"propose_m/{OTHER_MEDIATOR}")[0]


def living(world: Mediated, person: str, home: Place) -> Mediated:
    directory = world.rules.directory
    staff = tuple(
        replace(each, home=home) if each.person_id == person else each for each in directory.staff
    )
    world.rules = replace(world.rules, directory=replace(directory, staff=staff))
    return world


@pytest.mark.parametrize("room", ["602", "601", "702", "502"])
def test_a_neighbour_of_one_side_is_neither_listed_nor_proposed(room: str) -> None:
    world = living(refused(), MEDIATOR, Place("tiancheng", "3", "2", room=room))
    world.mediations = {
        number: replace(each, applicant=replace(each.applicant, home=Place()))
        for number, each in world.mediations.items()
    }
    assert "另选一位" in world.on(SECRETARY, f"propose_m/{MEDIATOR}")[0]


def test_an_expert_joins_only_if_both_want_it_and_hears_no_caucus() -> None:
    world = talking()
    world.on("li", "say", "我最多可以赔三千块钱")
    assert "[金**（人民调解员） 心理、法律]" in world.on(MEDIATOR, "guest")[0]
    assert "另选一位" in world.on(MEDIATOR, "guest/gao-manager-luting")[0]
    assert "不由您" in world.on("wang", f"guest/{OTHER_MEDIATOR}")[0]
    world.press(MEDIATOR, "金**（人民调解员） 心理、法律")
    world.press("wang", "同意")
    world.strike()
    assert world.mediation().course.guests == ()
    world.press("li", "同意")
    world.strike()
    assert world.mediation().course.guests == (OTHER_MEDIATOR,)
    assert "保密" in world.all_heard(OTHER_MEDIATOR)[-1]
    assert "还没有人说话" in world.on(OTHER_MEDIATOR, "words")[0]
    world.on(MEDIATOR, "room", "请您看看渗漏的原因")
    assert "渗漏的原因" in world.all_heard(OTHER_MEDIATOR)[-1]
    assert not any("渗漏的原因" in each for each in world.all_heard("wang"))
    assert "没有发出" in world.on(MEDIATOR, "room", "他说最多可以赔三千块钱")[0]
    assert asked(world, Kind.GUEST).state is AccordState.DONE

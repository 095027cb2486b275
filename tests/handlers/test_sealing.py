from dataclasses import replace

import pytest

from domain.mediation_states import Do, Role, Stage
from tests.mediation_table import (
    MEDIATOR,
    NUMBER,
    OTHER_MEDIATOR,
    SECRETARY,
    given,
    in_force,
    press,
    signed_by_both,
)


def test_it_binds_with_the_seal_of_the_committee_and_not_before() -> None:
    world = signed_by_both()
    assert world.stage() is Stage.DRAFT
    world.press(OTHER_MEDIATOR, "核对无误，盖章")
    agreement = world.mediation().agreement
    assert agreement
    assert (agreement.seal, agreement.in_force) == ("洞桥社区人民调解委员会", world.at)
    assert world.stage() is Stage.PERFORM
    sealing = [each for each in world.events if each.act is Do.SEAL]
    assert [each.role for each in sealing] == [Role.COMMITTEE]
    assert all(each.digest for each in sealing)


@pytest.mark.parametrize("who", ["wang", "li", SECRETARY, MEDIATOR, "feng-mediator-sx", "nobody"])
def test_nobody_else_seals(who: str) -> None:
    world = signed_by_both()
    press(world, who, "seal/5")
    assert world.stage() is Stage.DRAFT


def test_a_member_sees_nothing_of_it_before_it_is_signed() -> None:
    world = given()
    assert "没有找到" in press(world, OTHER_MEDIATOR, "seal/5")
    assert "没有进行中的调解" in world.say(OTHER_MEDIATOR, "我的调解")[0]
    assert "[看协议全文]" in signed_by_both().say(OTHER_MEDIATOR, "我的调解")[0]


def test_what_is_edited_while_it_waits_for_the_seal_is_not_sealed() -> None:
    world = signed_by_both()
    press(world, MEDIATOR, "draft/terms")
    world.say(MEDIATOR, "乙方 长期不在夜里用水泵")
    assert "改过" in world.press(OTHER_MEDIATOR, "核对无误，盖章")[0]
    world.press(MEDIATOR, "发给双方看")
    assert "还有人没有签字" in press(world, OTHER_MEDIATOR, "seal/6")


def test_an_oral_one_has_no_seal() -> None:
    world = given("乙方 当场付2600元", oral=True)
    world.press("wang", "我同意，签字")
    world.press("li", "我同意，签字")
    assert press(world, OTHER_MEDIATOR, "seal/4")
    assert [each.role for each in world.events if each.act is Do.SEAL] == [Role.STATION]


def test_both_read_what_binds_them_and_until_when_the_court_may_be_asked() -> None:
    world = in_force()
    said = world.all_heard("li")[-1]
    assert said == world.all_heard("wang")[-1]
    assert "12月23日" in said
    assert "换好水管接头" in said


def test_one_that_only_holds_for_good_goes_on_to_the_revisits() -> None:
    world = in_force("双方 长期互不打扰")
    world.strike()
    assert world.stage() is Stage.FOLLOW_UP


def test_where_the_committee_has_no_other_member_its_mediator_seals() -> None:
    world = given()
    alone = replace(world.mediation(), objected=(OTHER_MEDIATOR,))
    world.mediations[NUMBER] = alone
    for name in ("wang", "li"):
        world.press(name, "我看完全文了")
    world.pass_time(hours=2)
    for name in ("wang", "li"):
        world.press(name, "我同意，签字")
    world.press(MEDIATOR, "核对无误，盖章")
    assert world.stage() is Stage.PERFORM

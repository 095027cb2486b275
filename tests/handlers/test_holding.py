import pytest

from domain.mediation_states import Do, Role, Stage
from tests.mediation_table import (
    MEDIATOR,
    PAYS,
    REPAIRS,
    SECRETARY,
    in_force,
    press,
    talking,
)


def test_who_mediates_holds_it_at_once_and_no_side_hears_of_it() -> None:
    world = talking()
    heard = world.all_heard("wang"), world.all_heard("li")
    assert "[安全暂停]" in world.say(MEDIATOR, "我的调解")[0]
    world.press(MEDIATOR, "安全暂停")
    assert world.stage() is Stage.SAFETY_HOLD
    assert (world.all_heard("wang"), world.all_heard("li")) == heard
    letter = world.letters[-1]
    assert (letter.to, letter.urgent) == (SECRETARY, True)
    assert "[恢复]" in world.all_heard(SECRETARY)[-1]
    assert "[恢复]" not in world.all_heard(MEDIATOR)[-1]
    assert world.events[-1].role is Role.MEDIATOR


@pytest.mark.parametrize("who", ["wang", "li"])
def test_a_side_holds_nothing(who: str) -> None:
    world = talking()
    assert "不由您" in press(world, who, "hold")
    assert world.stage() is Stage.SHUTTLE


def test_from_a_hold_after_the_signing_the_way_leads_back_to_performing() -> None:
    world = in_force(REPAIRS, PAYS)
    agreement = world.mediation().agreement
    press(world, SECRETARY, "hold")
    card = world.say(SECRETARY, "我的调解")[0]
    assert "[继续履行]" in card
    assert "[恢复]" not in card
    assert "继续履行" in press(world, SECRETARY, "resume")
    world.press(SECRETARY, "继续履行")
    assert world.stage() is Stage.PERFORM
    assert world.mediation().agreement == agreement
    world.wait(days=7)
    assert "今天到期" in world.all_heard("li")[-1]


def test_what_binds_is_not_called_off_while_it_is_held() -> None:
    world = in_force(REPAIRS)
    press(world, SECRETARY, "hold")
    assert "[退出调解]" not in world.say("li", "我的调解")[0]
    assert "不能再退出" in press(world, "li", "stop")
    world.say("wang", "撤回")
    assert world.stage() is Stage.SAFETY_HOLD


def test_before_an_agreement_there_is_nothing_to_carry_on() -> None:
    world = talking()
    press(world, SECRETARY, "hold")
    assert "[继续履行]" not in world.say(SECRETARY, "我的调解")[0]
    assert "回到安全筛查" in press(world, SECRETARY, "carry_on")
    assert "[退出调解]" in world.say("li", "我的调解")[0]
    press(world, SECRETARY, "resume")
    assert world.stage() is Stage.SCREEN
    assert Do.CARRY_ON not in {each.act for each in world.events}

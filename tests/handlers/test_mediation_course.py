import pytest

from domain.mediation_states import Stage
from domain.states import State
from handlers.mediation_course import TALKS
from tests.mediation_table import (
    MEDIATOR,
    NUMBER,
    OTHER_MEDIATOR,
    SECRETARY,
    accepted,
    invited,
    led,
)


def test_rights_are_read_by_each_before_a_mediator_is_chosen() -> None:
    world = accepted()
    assert "要求换人" in world.all_heard("li")[-1]
    world.press("li", "我已了解")
    assert world.stage() is Stage.ACCEPTED
    world.press("wang", "我已了解")
    assert world.stage() is Stage.SELECT_M
    assert "[叶**]" in world.all_heard(SECRETARY)[-1]


def test_staff_cannot_say_that_a_side_with_an_account_was_read_its_rights() -> None:
    world = accepted()
    assert "不由您" in world.say(SECRETARY, press=f"mediation:{NUMBER}:-1:read_out")[0]


def test_a_mediator_asked_away_loses_the_access_in_the_same_step() -> None:
    world = led()
    assert "[分别沟通]" in world.say(MEDIATOR, "我的调解")[0]
    world.press("li", "要求换人")
    assert world.stage() is Stage.SELECT_M
    assert "没有进行中的调解" in world.say(MEDIATOR, "我的调解")[0]
    assert "没有找到" in world.say(MEDIATOR, press=f"mediation:{NUMBER}:-1:shuttle")[0]
    assert "另选一位" in world.say(SECRETARY, press=f"mediation:{NUMBER}:-1:appoint/{MEDIATOR}")[0]
    world.press(SECRETARY, "金**")
    assert world.mediation().mediator == OTHER_MEDIATOR


def test_nobody_but_a_mediator_of_the_roster_is_appointed() -> None:
    world = accepted()
    world.press("wang", "我已了解")
    world.press("li", "我已了解")
    for person in ("wang", "li", SECRETARY, "gao-manager-luting", "nobody", ""):
        world.say(SECRETARY, press=f"mediation:{NUMBER}:-1:appoint/{person}")
    assert world.stage() is Stage.SELECT_M


@pytest.mark.parametrize(
    ("acts", "stage"),
    [
        (("shuttle", "meet"), Stage.SESSION),
        (("shuttle", "meet", "shuttle"), Stage.SHUTTLE),
        (("shuttle", "propose"), Stage.PROPOSAL),
        (("shuttle", "suspend"), Stage.SUSPENDED),
        (("shuttle", "suspend", "resume"), Stage.SHUTTLE),
        (("meet", "fail"), Stage.TERMINATED_FAILED),
    ],
)
def test_a_mediator_leads_it_on_and_both_read_the_same(acts: tuple[str, ...], stage: Stage) -> None:
    world = led()
    for act in acts:
        assert act in TALKS
        world.say(MEDIATOR, press=f"mediation:{NUMBER}:-1:{act}")
    assert world.stage() is stage
    assert world.all_heard("li")[-1] == world.all_heard("wang")[-1]


def test_either_side_leaves_the_common_talk_by_itself() -> None:
    world = led()
    world.say(MEDIATOR, press=f"mediation:{NUMBER}:-1:meet")
    world.say("li", press=f"mediation:{NUMBER}:-1:shuttle")
    assert world.stage() is Stage.SHUTTLE


def test_a_failed_one_tells_the_other_ways() -> None:
    world = led()
    world.say(MEDIATOR, press=f"mediation:{NUMBER}:-1:fail")
    for way in ("仲裁", "法院", "法律援助"):
        assert way in world.all_heard("li")[-1]


def test_who_takes_the_matter_back_ends_the_mediation() -> None:
    world = led()
    world.say("wang", "撤回")
    world.say("wang", press=f"withdraw:{NUMBER}:-1:yes")
    assert world.case().state is State.WITHDRAWN
    assert world.stage() is Stage.TERMINATED_BY_PARTY
    world.strike()
    assert world.case().state is State.WITHDRAWN
    assert world.mediation().wake_at is None


def test_a_matter_without_a_mediation_and_an_ended_one_are_taken_back_alike() -> None:
    world = led()
    world.press("li", "退出调解")
    world.strike()
    world.say("wang", press=f"withdraw:{NUMBER}:-1:yes")
    assert world.case().state is State.WITHDRAWN


def test_before_the_other_side_was_asked_it_hears_of_nothing() -> None:
    world = invited(other=False)
    world.say("wang", press=f"mediation:{NUMBER}:-1:stop")
    assert world.all_heard("li") == []

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
    talking,
    together,
)


def test_rights_are_read_by_each_before_a_mediator_is_chosen() -> None:
    world = accepted()
    assert "要求换人" in world.all_heard("li")[-1]
    world.press("li", "我已了解")
    assert world.stage() is Stage.ACCEPTED
    world.press("wang", "我已了解")
    assert world.stage() is Stage.SELECT_M
    assert "[选叶**（人民调解员）]" not in world.all_heard("li")[-1]
    world.strike()
    for side in ("li", "wang"):
        assert "[选叶**（人民调解员）]" in world.all_heard(side)[-1]


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
    assert MEDIATOR in world.mediation().objected
    world.strike()
    assert "叶" not in world.all_heard("li")[-1]
    for side in ("wang", "li"):
        world.press(side, "选金**（人民调解员）")
    world.strike()
    assert world.mediation().mediator == OTHER_MEDIATOR


def test_a_mediator_leads_it_on_and_both_read_the_same() -> None:
    world = led()
    for act, stage in (("shuttle", Stage.SHUTTLE), ("propose", Stage.PROPOSAL)):
        assert act in TALKS
        world.say(MEDIATOR, press=f"mediation:{NUMBER}:-1:{act}")
        assert world.stage() is stage
        assert world.all_heard("li")[-1] == world.all_heard("wang")[-1]


@pytest.mark.parametrize("act", ["meet", "suspend", "extend"])
def test_no_mediator_alone_brings_people_together_or_stops_the_clock(act: str) -> None:
    world = talking()
    world.say(MEDIATOR, "先做渗漏检测，费用各半", press=f"mediation:{NUMBER}:-1:{act}")
    world.strike()
    assert world.stage() is Stage.SHUTTLE


@pytest.mark.parametrize("who", ["li", "wang"])
def test_either_side_leaves_the_common_talk_by_itself(who: str) -> None:
    world = together()
    assert world.stage() is Stage.SESSION
    world.say(who, press=f"mediation:{NUMBER}:-1:shuttle")
    assert world.stage() is Stage.SHUTTLE
    assert "不能做" in world.say(who, "你听我说", press=f"mediation:{NUMBER}:-1:joint")[0]


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


def test_who_is_no_side_and_wants_to_be_forgotten_ends_nobodys_mediation() -> None:
    world = led()
    world.say(MEDIATOR, press="forget::-1:yes")
    assert world.stage() is Stage.PREPARE

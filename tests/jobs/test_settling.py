from datetime import timedelta

import pytest

from domain.accord_kinds import Kind
from domain.accords import AccordState
from domain.issues import IssueStatus
from domain.mediation_stages import Stage
from tests.handlers.test_answering import asked, relayed
from tests.handlers.test_asking import WORDS, issued
from tests.handlers.test_bidding import bidding
from tests.mediation_table import MEDIATOR, Mediated, accepted, invited, led, talking, together


def optional() -> Mediated:
    world = issued()
    world.on(MEDIATOR, "option/1", "三天内修好")
    return world


@pytest.mark.parametrize("answers", [("同意", "不同意"), ("不同意", "同意"), ("不同意", "不同意")])
def test_who_refused_stays_unsaid(answers: tuple[str, str]) -> None:
    world = optional()
    for side, label in zip(("wang", "li"), answers, strict=True):
        world.press(side, label)
    world.strike()
    assert "没有都同意" in world.all_heard("wang")[-1]
    assert world.all_heard("wang")[-1] == world.all_heard("li")[-1]
    assert world.hall.issues[1].status is IssueStatus.OPEN


@pytest.mark.parametrize("label", ["同意", "不同意"])
def test_one_answer_alone_opens_nothing_until_the_time_is_over(label: str) -> None:
    world = optional()
    world.press("li", label)
    heard = len(world.all_heard("wang"))
    assert world.wait(hours=47).says == ()
    assert len(world.all_heard("wang")) == heard
    world.wait(hours=1)
    assert "没有都同意" in world.all_heard("wang")[-1]
    assert asked(world, Kind.OPTION).state is AccordState.EXPIRED


def test_two_yes_settle_the_issue_and_end_other_questions_about_it() -> None:
    world = optional()
    world.on(MEDIATOR, "number/1/respondent", "2600元")
    world.both()
    world.both()
    issue = world.hall.issues[1]
    assert issue.status is IssueStatus.AGREED
    assert not [each for each in world.hall.accords.values() if each.issue and each.is_live]
    assert "[写协议书]" in world.all_heard(MEDIATOR)[-1]


def test_what_is_approved_at_night_is_passed_on_in_the_morning_and_not_queued() -> None:
    world = relayed()
    world.pass_time(hours=12)
    world.press("li", "同意")
    world.strike()
    assert asked(world).state is AccordState.AGREED
    assert not any(WORDS in each for each in world.all_heard("wang"))
    world.press("li", "收回")
    world.wait(hours=11)
    assert not any(WORDS in each for each in world.all_heard("wang"))


def test_at_eight_in_the_morning_it_is_passed_on() -> None:
    world = relayed()
    world.pass_time(hours=12)
    world.press("li", "同意")
    world.strike()
    morning = world.mediation().wake_at
    assert morning
    world.at = morning
    world.strike()
    assert any(WORDS in each for each in world.all_heard("wang"))


def test_a_suspension_stops_the_clock_once_and_ends_by_itself() -> None:
    world = talking()
    ends = world.mediation().clock_ends
    world.on(MEDIATOR, "suspend", "做渗漏检测，费用申请人先垫付，谁的责任谁承担")
    world.both()
    assert world.stage() is Stage.SUSPENDED
    assert "谁的责任谁承担" in world.all_heard("li")[-1]
    world.wait(days=31)
    assert world.stage() is Stage.SHUTTLE
    after = world.mediation().clock_ends
    assert after
    assert ends
    assert after - ends >= timedelta(days=30)
    assert "只能暂停一次" in world.on(MEDIATOR, "suspend", "再测一次")[0]


def test_minutes_are_kept_when_both_confirm_them() -> None:
    world = together()
    world.on(MEDIATOR, "minutes", "双方到场，谈了水管和吊顶")
    world.both()
    assert "已存好" in world.all_heard("li")[-1]
    assert asked(world, Kind.MINUTES).approved == asked(world, Kind.MINUTES).digest


def test_without_an_account_it_is_asked_by_telephone_and_not_by_the_mediator() -> None:
    world = phoned()
    assert world.stage() is Stage.PREPARE
    world.on(MEDIATOR, "issue/repair", "水管谁修")
    world.on(MEDIATOR, "shuttle")
    world.on(MEDIATOR, "option/1", "三天内修好水管")
    asked_by_phone = world.all_heard("wang-secretary-dq1")[-1]
    assert "打电话" in asked_by_phone
    assert "三天内修好水管" in asked_by_phone
    assert "不用您答复" in world.on(MEDIATOR, _answer(world, "yes/respondent"))[0]
    world.press("wang", "同意")
    world.press("wang-secretary-dq1", "同意")
    world.strike()
    assert world.hall.issues[1].status is IssueStatus.AGREED


def _answer(world: Mediated, said: str) -> str:
    accord = asked(world, Kind.OPTION)
    return f"answer/{accord.accord}/{accord.version}/{said}"


def test_nothing_private_is_asked_by_telephone() -> None:
    world = phoned()
    world.on(MEDIATOR, "shuttle")
    world.on(MEDIATOR, "issue/money", "赔多少")
    for act in ("relay_b", "number/1/respondent", "bidding/1/respondent"):
        assert "没有账号" in world.on(MEDIATOR, act, "2600元")[0]


def test_an_approved_word_for_who_has_no_account_is_read_out_by_the_mediator() -> None:
    world = phoned()
    world.on(MEDIATOR, "shuttle")
    world.on(MEDIATOR, "relay_a", WORDS)
    world.press("wang", "同意")
    world.strike()
    assert f"念给对方听：“{WORDS}”" in world.all_heard(MEDIATOR)[-1]


def phoned() -> Mediated:
    """Return the world whose other side has no account and agreed to a mediator by telephone."""
    world = accepted_at_the_door()
    world.strike()
    world.press("wang", "选叶**（人民调解员）")
    world.press("wang", "就这些")
    world.press("wang-secretary-dq1", "同意")
    world.strike()
    return world


def accepted_at_the_door() -> Mediated:
    world = invited(other=False)
    for days in (2, 2, 1):
        world.wait(days=days)
    captain = world.mediation().captain
    world.on(captain, "visit/yes", "赵阿姨")
    world.press("wang-secretary-dq1", "本人愿意")
    world.press("wang-secretary-dq1", "已念给对方听")
    world.press("wang", "我已了解")
    return world


def test_what_was_held_or_stopped_passes_nothing_on_any_more() -> None:
    for words, act in (("他打我", "say"), ("", "stop")):
        world = relayed()
        world.press("li", "同意")
        world.on("wang", act, words)
        world.strike()
        world.wait(hours=1)
        assert not asked(world).is_live
        assert not any(WORDS in each for each in world.all_heard("wang"))


def test_an_ended_one_has_no_questions_left() -> None:
    world = led()
    assert accepted().hall.accords == {}
    world.press("wang", "退出调解")
    assert world.strike().changes


def test_who_alone_wished_to_know_how_near_they_are_stays_unsaid() -> None:
    world = bidding()
    world.on("wang", f"close/{asked(world, Kind.CLOSE).accord}")
    world.wait(hours=150)
    assert asked(world, Kind.CLOSE).state is AccordState.EXPIRED
    assert not any("没有都同意" in each or "差距" in each for each in world.all_heard("li")[-1:])

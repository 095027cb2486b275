from datetime import timedelta

from domain.accord_kinds import Kind
from domain.mediation_stages import Stage
from tests.handlers.test_answering import asked
from tests.handlers.test_meeting import EVERYBODY, answer, meeting
from tests.mediation_table import MEDIATOR, together


def test_a_meeting_that_finds_no_time_ends_the_common_talk() -> None:
    world = together()
    world.on(MEDIATOR, "times")
    for _ in range(2):
        for who in EVERYBODY:
            answer(world, who, {"wang": "200000", "li": "020000"}.get(who, "002000"))
        world.strike()
    assert world.stage() is Stage.SHUTTLE


def test_nobody_is_asked_why_it_lasts_as_long_as_a_meeting_is_set() -> None:
    world = meeting()
    world.on(MEDIATOR, "meet")
    world.both()
    world.wait(hours=49)
    assert not any(each.key == "mediation.staff_lasts" for each in world.letters)
    meets = world.mediation().course.meets_at
    assert meets
    world.at = meets + timedelta(days=1)
    world.strike()
    assert any(each.key == "mediation.staff_lasts" for each in world.letters)


def test_the_first_time_that_is_asked_about_is_said() -> None:
    world = together()
    world.on(MEDIATOR, "times")
    assert "第一个时间，11月26日 09:30（周四）：" in world.all_heard("li")[-1]


def test_a_reminder_that_was_slept_through_is_not_made_up_for_afterwards() -> None:
    world = meeting()
    meets = world.mediation().course.meets_at
    assert meets
    world.at = meets + timedelta(hours=1)
    world.strike()
    assert not any("提醒您" in each for each in world.all_heard("li"))
    assert asked(world, Kind.TIMES).is_live is False

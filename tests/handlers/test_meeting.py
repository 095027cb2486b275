from datetime import timedelta

import pytest

from domain.accord_kinds import Kind
from domain.mediation_stages import Stage
from tests.handlers.test_answering import asked
from tests.mediation_table import MEDIATOR, Mediated, talking

EVERYBODY = ("wang", "li", MEDIATOR)


def answer(world: Mediated, who: str, digits: str) -> None:
    accord = asked(world, Kind.TIMES)
    world.on(who, f"answer/{accord.accord}/{accord.version}/{digits}")


def meeting() -> Mediated:
    """Return the world in which all three found a time."""
    world = talking()
    world.on(MEDIATOR, "times")
    for who, digits in zip(EVERYBODY, ("122222", "222222", "222222"), strict=True):
        answer(world, who, digits)
    world.strike()
    return world


def test_the_best_time_for_all_is_taken_and_nobody_learns_of_others_hours() -> None:
    world = meeting()
    meets = world.mediation().course.meets_at
    assert meets is not None
    assert meets - world.at >= timedelta(hours=48)
    assert asked(world, Kind.TIMES).names[1] == meets.isoformat()
    assert world.all_heard("li")[-1] == world.all_heard("wang")[-1]
    assert "时间定在" in world.all_heard("wang")[-1]


def test_who_alone_is_in_the_way_is_named_to_the_mediator_only() -> None:
    world = talking()
    world.on(MEDIATOR, "times")
    first = asked(world, Kind.TIMES).names
    for who, digits in zip(EVERYBODY, ("000000", "222222", "222222"), strict=True):
        answer(world, who, digits)
    world.strike()
    told = [each for each in world.all_heard(MEDIATOR) if "卡在" in each]
    assert "卡在：申请人" in told[-1]
    assert not any("卡在" in each for side in ("wang", "li") for each in world.all_heard(side))
    assert asked(world, Kind.TIMES).names[0] > first[-1]


def test_after_two_searches_it_stays_with_passing_words_on() -> None:
    world = talking()
    world.on(MEDIATOR, "times")
    for _ in range(2):
        for who in EVERYBODY:
            answer(world, who, {"wang": "200000", "li": "020000"}.get(who, "002000"))
        world.strike()
    assert "卡在：不止一位" in world.all_heard(MEDIATOR)[-1]
    assert world.stage() is Stage.SHUTTLE
    assert not asked(world, Kind.TIMES).is_live


def test_each_side_has_it_moved_once_without_a_reason() -> None:
    world = meeting()
    world.press("wang", "改时间")
    assert world.mediation().course.meets_at is None
    assert "请说说哪些时间" in world.all_heard("li")[-1]
    assert "没有约好" in world.on("li", "postpone")[0]
    for who in EVERYBODY:
        answer(world, who, "222222")
    world.strike()
    assert "只能改一次" in world.on("wang", "postpone")[0]
    world.on("li", "postpone")
    assert world.mediation().course.moved == ("applicant", "respondent")


def test_everybody_is_reminded_a_day_and_two_hours_before_and_no_more() -> None:
    world = meeting()
    meets = world.mediation().course.meets_at
    assert meets
    for before in (25, 23, 3, 1):
        world.at = meets - timedelta(hours=before)
        world.strike()
        world.strike()
    told = [each for each in world.all_heard("li") if "提醒您" in each]
    assert len(told) == 2


def came_late(world: Mediated, side: str, **late: float) -> list[str]:
    meets = world.mediation().course.meets_at
    assert meets
    world.at = meets + timedelta(**late)
    return world.on(MEDIATOR, f"missed/{side}")


def test_a_quarter_of_an_hour_is_waited_for() -> None:
    world = meeting()
    assert "15分钟" in came_late(world, "respondent", minutes=14)[0]
    assert "没有约好" in world.on(MEDIATOR, "missed/mediator")[0]
    came_late(world, "respondent", minutes=15)
    assert world.mediation().course.missed == {"respondent": 1}
    assert "请说说哪些时间" in world.all_heard("li")[-1]


@pytest.mark.parametrize("says", ["同意", "不同意"])
def test_after_the_second_time_both_are_asked_whether_to_go_on(says: str) -> None:
    world = meeting()
    came_late(world, "respondent", minutes=20)
    for who in EVERYBODY:
        answer(world, who, "222222")
    world.strike()
    came_late(world, "respondent", minutes=20)
    for side in ("wang", "li"):
        assert "还愿意继续调解吗" in world.all_heard(side)[-1]
    world.press("wang", "同意")
    world.press("li", says)
    world.strike()
    expected = Stage.SHUTTLE if says == "同意" else Stage.TERMINATED_FAILED
    assert world.stage() is expected

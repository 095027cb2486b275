from dataclasses import replace

from domain.accord_kinds import Kind
from domain.mediation_stages import Stage
from domain.places import Place
from tests.handlers.test_answering import asked
from tests.mediation_table import (
    MEDIATOR,
    OTHER_MEDIATOR,
    SECRETARY,
    Mediated,
    accepted,
    choosing,
)


def test_the_one_whom_both_rank_best_mediates_and_nobody_learns_the_ranks() -> None:
    world = choosing()
    assert asked(world, Kind.MEDIATORS).names == (OTHER_MEDIATOR, MEDIATOR)
    accord = asked(world, Kind.MEDIATORS).accord
    world.on("wang", f"answer/{accord}/1/2.1")
    world.on("li", f"answer/{accord}/1/1")
    world.strike()
    assert world.mediation().mediator == OTHER_MEDIATOR
    assert world.stage() is Stage.PREPARE
    assert world.all_heard("li")[-1] == world.all_heard("wang")[-1]
    assert "双方选定金**" in world.all_heard(SECRETARY)[-1]


def test_who_was_struck_by_one_side_is_out() -> None:
    world = choosing()
    accord = asked(world, Kind.MEDIATORS).accord
    world.on("wang", f"answer/{accord}/1/1")
    world.on("li", f"answer/{accord}/1/2")
    world.strike()
    assert world.stage() is Stage.SELECT_M
    assert world.mediation().course.failures == 1


def test_silence_for_two_days_goes_on_to_the_next_way() -> None:
    world = choosing()
    world.wait(hours=48)
    assert world.mediation().course.failures == 1
    assert any("推荐一位" in each for each in world.all_heard(SECRETARY))


def test_an_empty_roster_leads_at_once_to_who_can_help() -> None:
    world = accepted()
    directory = world.rules.directory
    staff = tuple(each for each in directory.staff if "mediator" not in each.person_id)
    world.rules = replace(world.rules, directory=replace(directory, staff=staff))
    world.press("wang", "我已了解")
    world.press("li", "我已了解")
    world.strike()
    assert world.mediation().course.failures == 1
    assert "推荐一位" in world.all_heard(SECRETARY)[-1]


def tied(home: Place, *, is_far: bool = False) -> Mediated:
    """Return the choice of a mediator in which 叶 lives in such a home, the other side far off."""
    world = accepted()
    if is_far:
        for number, each in world.mediations.items():
            other = replace(each.respondent, home=Place("tiancheng", "9", "1", room="101"))
            world.mediations[number] = replace(each, respondent=other)
    directory = world.rules.directory
    staff = tuple(
        replace(each, home=home) if each.person_id == MEDIATOR else each for each in directory.staff
    )
    world.rules = replace(world.rules, directory=replace(directory, staff=staff))
    for side in ("wang", "li"):
        world.press(side, "我已了解")
    world.strike()
    return world


SAME_STAIRS = Place("tiancheng", "3", "2", room="104")


def test_both_read_the_same_ties_on_the_list_before_they_choose() -> None:
    world = tied(SAME_STAIRS)
    for side in ("wang", "li"):
        assert "叶**（人民调解员），擅长住建、水电（和双方住同一单元）" in world.all_heard(side)[-1]
    assert "（和双方住同一单元）" in world.say("li", "我的调解")[1]


def test_the_stairwell_of_one_side_is_waived_only_if_both_choose_that_very_person() -> None:
    world = tied(SAME_STAIRS, is_far=True)
    assert asked(world, Kind.MEDIATORS).names == (OTHER_MEDIATOR, MEDIATOR)
    assert "选就是双方同意" in world.all_heard("li")[-1]
    accord = asked(world, Kind.MEDIATORS).accord
    world.on("wang", f"answer/{accord}/1/2")
    world.on("li", f"answer/{accord}/1/1.2")
    world.strike()
    assert world.mediation().mediator == MEDIATOR


def test_a_yes_to_the_whole_list_waives_nothing() -> None:
    world = tied(SAME_STAIRS, is_far=True)
    accord = asked(world, Kind.MEDIATORS).accord
    world.on("wang", f"answer/{accord}/1/2")
    world.on("li", f"answer/{accord}/1/yes")
    world.strike()
    assert world.mediation().mediator == ""
    assert world.mediation().course.failures == 1


def test_who_is_proposed_comes_with_his_ties_and_both_may_waive_them() -> None:
    world = tied(SAME_STAIRS, is_far=True)
    world.both("都不要，请另外推荐")
    world.press(SECRETARY, "叶**（人民调解员）")
    assert (
        "推荐一位来调解：叶**（人民调解员），擅长住建、水电（和其中一方住同一单元"
        in world.all_heard("li")[-1]
    )
    world.both()
    assert world.mediation().mediator == MEDIATOR

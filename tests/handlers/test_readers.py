from dataclasses import replace

from domain.cases import Party
from domain.states import Part
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, lit


def test_it_can_be_asked_before_anything_is_told() -> None:
    world = lit()
    world.resident("li")
    [words] = world.say("li", "谁能看到")
    assert "物业、业委会、维保单位：只看摘要" in words
    assert "被反映的一方：看不到" in words
    assert "[" not in words


def test_of_a_case_its_very_readers_are_told() -> None:
    world = lit()
    assert f"[{NUMBER}谁能看到]" in world.say("wang", "谁能看到")[0]
    [words] = world.press("wang", f"{NUMBER}谁能看到")
    assert "高**（物业负责人）：只有摘要" in words
    assert "谢**（楼道长）：本楼道情况" in words
    assert "内容和地点，号码遮住" in words
    assert "等" in words


def test_who_the_case_is_about_is_not_among_them() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, about=("luting-company",), holder=SECRETARY))
    [words] = world.say("wang", press=f"readers:{NUMBER}:-1")
    assert "物业" not in words


def test_staff_that_told_it_as_a_resident_is_no_reader() -> None:
    world = lit()
    told = Party(HOLDER, Part.FOLLOWER)
    world.change(NUMBER, lambda case: replace(case, parties=(*case.parties, told)))
    [words] = world.say("wang", press=f"readers:{NUMBER}:-1")
    assert "物业" not in words


def test_of_others_cases_nothing_is_told() -> None:
    world = lit()
    world.resident("li")
    [words] = world.say("li", press=f"readers:{NUMBER}:-1")
    assert "能看到的人" not in words

from dataclasses import replace

from domain.accounts import AttemptNoted
from domain.mediation_stages import Do, Role
from domain.states import State
from tests.mediation_table import NUMBER, SECRETARY, accepted

PRESSURE = "不同意就停水，大家都同意了"


def test_staff_press_no_side_by_way_of_the_case_either() -> None:
    world = accepted()
    before = world.all_heard("wang"), world.case()
    assert "没有发出" in world.act(SECRETARY, "reply", NUMBER, PRESSURE)[0]
    assert (world.all_heard("wang"), world.case()) == before
    blocked = world.events[-1]
    assert (blocked.act, blocked.role, blocked.reason) == (
        Do.BLOCK,
        Role.STAFF,
        "pressure:threat",
    )
    assert blocked.digest
    assert PRESSURE not in repr(world.mediation())


def test_the_question_stays_open_for_better_words() -> None:
    world = accepted()
    world.say(SECRETARY, press=f"do:{NUMBER}:-1:reply")
    assert "没有发出" in world.say(SECRETARY, PRESSURE)[0]
    world.say(SECRETARY, "签不签由您自己定")
    assert "签不签由您自己定" in world.all_heard("wang")[-1]


def test_plain_words_and_words_that_nobody_of_the_case_reads_go_through() -> None:
    world = accepted()
    world.act(SECRETARY, "reply", NUMBER, "调解员会联系您")
    assert "调解员会联系您" in world.all_heard("wang")[-1]
    world.act(SECRETARY, "note", NUMBER, PRESSURE)
    assert Do.BLOCK not in {each.act for each in world.events}


def test_sides_say_what_they_like_and_a_mediation_that_ended_blocks_nothing() -> None:
    world = accepted()
    world.say("wang", f"{NUMBER} {PRESSURE}")
    assert Do.BLOCK not in {each.act for each in world.events}
    world.on("wang", "stop")
    world.act(SECRETARY, "reply", NUMBER, PRESSURE)
    assert PRESSURE in world.all_heard("wang")[-1]


def test_who_is_nothing_in_the_mediation_is_held_back_all_the_same() -> None:
    world = accepted()
    holder = "gao-manager-luting"
    world.cases[NUMBER] = replace(world.case(), queue="property", holder=holder)
    assert "没有发出" in world.act(holder, "reply", NUMBER, PRESSURE)[0]
    [noted] = world.accounts
    assert isinstance(noted, AttemptNoted)
    assert noted.press == "pressure:threat"
    world.cases[NUMBER] = replace(world.case(), state=State.ACCEPTED)
    world.act(holder, "reply", NUMBER, PRESSURE)
    assert PRESSURE in world.all_heard("wang")[-1]

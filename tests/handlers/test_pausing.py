from dataclasses import replace

import pytest

from domain.clocks import DueKind, Nudge
from domain.deadlines import Limit, due_at
from domain.states import State
from tests.domain.builders import moment
from tests.handlers.tabletop import MONDAY, World
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, lit

DISPATCHER = "chen-dispatcher-dq"
ARGUMENT = "appraisal@2026-12-04"


def in_hand() -> World:
    world = lit()
    world.act(HOLDER, "accept", NUMBER)
    return world


def paused() -> World:
    world = in_hand()
    world.act(HOLDER, "pause", NUMBER, "要先做线路检测", argument=ARGUMENT)
    return world


def test_the_clock_stands_and_the_resident_reads_cause_end_and_new_date() -> None:
    world = in_hand()
    before = world.case().clocks
    world.act(HOLDER, "pause", NUMBER, "要先做线路检测", argument=ARGUMENT)
    case = world.case()
    assert (case.state, case.next_due) == (
        State.PAUSED,
        (moment("2026-12-04 08:30"), DueKind.RESUME),
    )
    later = due_at(before.promised or MONDAY, Limit.parse("9wd"), world.rules.calendar)
    assert case.clocks.promised == case.clocks.solve == later
    heard = world.all_heard("wang")[-1]
    assert "鉴定或检测结果" in heard
    assert "12月4日 08:30" in heard
    assert "12月9日 17:30" in heard
    assert "要先做线路检测" in heard


def test_what_was_over_stays_over_and_the_chase_keeps_its_level() -> None:
    world = in_hand()
    due = world.case().clocks.solve or MONDAY
    nudge = Nudge(DueKind.SOLVE, due, 2, MONDAY)
    world.at = moment("2026-12-01 10:00")
    world.change(NUMBER, lambda case: replace(case, nudge=nudge, level=2))
    world.act(HOLDER, "pause", NUMBER, "等检测", argument=ARGUMENT)
    case = world.case()
    assert case.clocks.solve == case.clocks.promised == due
    assert case.nudge == replace(nudge, acknowledged=True)


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ("tired@2026-12-04", "请选一种原因"),
        ("appraisal@soon", "请选一种原因"),
        ("appraisal@2026-11-22", "请选一种原因"),
        ("appraisal", "请选一种原因"),
        ("appraisal@2027-03-01", "最多停30个工作日"),
        ("vote@2027-12-01", "最多停60个工作日"),
    ],
)
def test_only_named_causes_and_only_so_long(argument: str, words: str) -> None:
    world = in_hand()
    assert words in world.act(HOLDER, "pause", NUMBER, "等等", argument=argument)[0]
    assert world.case().state is State.ACCEPTED


def test_a_rest_day_means_the_next_working_day() -> None:
    world = in_hand()
    world.act(HOLDER, "pause", NUMBER, "等检测", argument="appraisal@2026-12-05")
    assert world.case().clocks.resume == moment("2026-12-07 08:30")


def test_the_same_cause_twice_is_for_the_community_to_grant() -> None:
    world = paused()
    world.act(HOLDER, "resume", NUMBER)
    again = world.act(HOLDER, "pause", NUMBER, "再等等", argument="appraisal@2026-12-10")
    assert "停过一次" in again[0]
    world.act(DISPATCHER, "pause", NUMBER, "检测单位排队", argument="appraisal@2026-12-10")
    assert world.case().state is State.PAUSED
    assert [pause.cause for pause in world.case().pauses] == ["appraisal", "appraisal"]


def test_a_comment_does_not_end_what_others_decide() -> None:
    world = paused()
    resume = world.case().clocks.resume
    world.say("wang", f"{NUMBER} 检测的人来过了")
    assert (world.case().state, world.case().clocks.resume) == (State.PAUSED, resume)


def test_going_on_brings_it_back_with_the_new_date() -> None:
    world = paused()
    promised = world.case().clocks.promised
    world.act(SECRETARY, "resume", NUMBER)
    case = world.case()
    assert (case.state, case.clocks.promised, case.clocks.resume) == (
        State.ACCEPTED,
        promised,
        None,
    )

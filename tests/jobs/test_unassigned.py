from dataclasses import replace

from domain.cases import Case
from domain.categories import Priority
from domain.rules import Rulebook
from domain.states import State
from tests.domain.builders import (
    DISPATCHERS,
    HOLDER,
    MONDAY,
    REPORTER,
    STREET,
    away,
    case_of,
    moment,
    with_absences,
)
from tests.jobs.clockwork import acts, clock, of, rendered, told

ADMIN = "qian-admin"
GRID = ("wang-secretary-dq1", "wang-head-dq1", "li-worker-dq1")


def lost(case: Case | None = None) -> Case:
    return replace(case or case_of(), state=State.NEW, holder="", queue="community")


def test_a_case_that_nobody_held_goes_to_who_serves_by_now_and_its_people_hear_who() -> None:
    work = of(lost(), at=moment("2026-11-23 11:00"))
    step = work.strike()
    assert sorted(told(step)) == [
        (HOLDER, "chase.assigned"),
        (REPORTER, "chase.found_holder"),
    ]
    assert acts(step) == [("assign", "lead")]
    case = work.cases["DQ000001"]
    assert (case.state, case.holder, case.nudge) == (State.ASSIGNED, HOLDER, None)
    assert "高**（物业负责人）承办" in rendered(next(s for s in step.says if s.to == REPORTER))


def test_the_new_holder_gets_the_time_to_accept_and_the_promise_stays() -> None:
    before = lost()
    work = of(before, at=moment("2026-11-24 11:00"))
    work.strike()
    clocks = work.cases["DQ000001"].clocks
    assert clock(clocks.accept or MONDAY) == "11-24 16:30"
    assert replace(clocks, accept=None) == replace(before.clocks, accept=None)


def nobody_serves() -> Rulebook:
    return with_absences(*(away(person, "") for person in (HOLDER, *GRID, *DISPATCHERS, *STREET)))


def test_where_nobody_serves_those_above_are_alarmed_although_they_are_away() -> None:
    work = of(lost(), at=moment("2026-11-23 11:00"), rules=nobody_serves())
    step = work.strike()
    assert told(step) == [(who, "chase.nobody") for who in (*DISPATCHERS, *STREET, ADMIN)]
    assert acts(step) == [("escalate", "unassigned.first")]
    assert rendered(step.says[0]).endswith("[签收]")


def test_the_alarm_goes_on_and_ends_as_soon_as_somebody_is_back() -> None:
    work = of(lost(), at=moment("2026-11-23 11:00"), rules=nobody_serves())
    work.run(moment("2026-11-24 12:00"))
    assert [(event.reason, clock(event.at)) for event in work.events] == [
        ("unassigned.first", "11-23 11:00"),
        ("unassigned.top", "11-23 16:30"),
        ("unassigned.top", "11-24 11:31"),
    ]
    work.rules = with_absences()
    work.run(moment("2026-11-27 12:00"))
    assert work.cases["DQ000001"].holder == HOLDER


def test_a_danger_that_nobody_holds_is_told_again_at_any_hour() -> None:
    night = moment("2026-11-23 23:00")
    case = replace(lost(), priority=Priority.DANGER)
    case = replace(case, clocks=replace(case.clocks, unassigned=night))
    work = of(case, at=night, rules=nobody_serves())
    work.run(moment("2026-11-23 23:12"))
    assert [event.reason for event in work.events] == ["unassigned.first", *["unassigned.top"] * 2]
    assert all(letter.urgent for _, letter in work.letters)


def test_nobody_whom_it_is_about_hears_the_alarm() -> None:
    case = replace(lost(), about=(*DISPATCHERS, *STREET))
    work = of(case, at=moment("2026-11-23 11:00"), rules=nobody_serves())
    assert told(work.strike()) == [(ADMIN, "chase.nobody")]

from dataclasses import replace

from domain.cases import Case
from domain.clocks import DueKind
from domain.states import State
from tests.domain.builders import HOLDER, MONDAY, SECRETARY, case_of, moment
from tests.jobs.clockwork import acts, clock, of, told

ACCEPT_DUE = moment("2026-11-23 15:30")


def accepted(case: Case) -> Case:
    return replace(case, state=State.ACCEPTED, accepted_at=MONDAY, answered_at=MONDAY)


def test_ordinary_nudge_at_night_is_kept_without_a_word_until_the_office_opens() -> None:
    work = of(case_of(), at=moment("2026-11-23 23:00"))
    step = work.strike()
    assert (step.says, acts(step)) == ((), [("nudge", "accept.held")])
    [(due, kind)] = [case.next_due for case in work.cases.values() if case.next_due]
    assert (kind, clock(due)) == (DueKind.ACCEPT, "11-24 08:30")
    work.at = due
    assert told(work.strike()) == [(HOLDER, "chase.late")]


def test_who_has_not_heard_of_it_yet_is_no_reason_to_tell_the_next() -> None:
    work = of(case_of(), at=moment("2026-11-23 23:00"))
    work.strike()
    work.at = moment("2026-11-24 07:00")
    work.change(lambda case: replace(case, clocks=replace(case.clocks, answer=work.at)))
    assert acts(work.strike()) == [("nudge", "answer.held")]
    work.at = moment("2026-11-24 08:30")
    assert told(work.strike()) == [(HOLDER, "chase.late")]


def test_a_climb_whose_time_was_missed_waits_for_the_office_too() -> None:
    work = of(case_of(), at=ACCEPT_DUE)
    work.strike()
    work.at = moment("2026-11-24 22:00")
    assert acts(work.strike()) == [("nudge", "answer.held")]
    work.at = moment("2026-11-25 08:30")
    assert [event.reason for event in work.events] == ["accept.first", "answer.held"]
    step = work.strike()
    assert told(step) == [(HOLDER, "chase.digest"), (SECRETARY, "chase.above")]
    assert acts(step) == [("escalate", "answer.first"), ("nudge", "soon")]


def test_a_held_climb_keeps_its_level_and_its_count() -> None:
    case = accepted(case_of())
    work = of(replace(case, clocks=replace(case.clocks, soon=None)), at=moment("2026-11-27 09:00"))
    work.strike()
    work.at = moment("2026-12-05 10:00")
    assert acts(work.strike()) == [("nudge", "solve.held")]
    nudge = work.cases["DQ000001"].nudge
    assert nudge is not None
    assert (nudge.level, nudge.count, clock(nudge.again_at)) == (0, 1, "12-07 08:30")

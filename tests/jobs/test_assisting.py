from dataclasses import replace
from datetime import timedelta

from domain.assists import Assist, AssistKind
from domain.cases import Case
from domain.categories import Priority
from domain.clocks import DueKind
from domain.states import State
from jobs.assisting import called_again
from tests.domain.builders import (
    DISPATCHERS,
    HOLDER,
    MONDAY,
    REPORTER,
    SECRETARY,
    STREET,
    case_of,
    moment,
)
from tests.jobs.clockwork import Clockwork, acts, of, rendered, told

OFFICER = "dong-officer-urban-management"
DUE = moment("2026-11-23 15:00")
CALLED = Assist(
    AssistKind.WHISTLE, "urban_management", OFFICER, DISPATCHERS[0], MONDAY, DUE, again_at=DUE
)


def called(*assists: Assist) -> Case:
    return replace(case_of(), state=State.IN_MEDIATION, assists=assists or (CALLED,))


def late(*assists: Assist) -> Clockwork:
    return of(called(*assists), at=DUE + timedelta(minutes=1))


def test_a_whistle_is_due_at_its_own_time() -> None:
    assert called().next_due == (DUE, DueKind.ASSIST)
    assert of(called(), at=DUE - timedelta(minutes=1)).strike().says == ()


def test_who_has_not_come_is_reminded_with_a_button_and_the_resident_hears_nothing() -> None:
    step = late().strike()
    assert told(step) == [(OFFICER, "chase.called")]
    assert rendered(step.says[0]) == (
        "DQ000001 公共照明/门禁/监控/健身设施（天成花园3幢）等综合行政执法局到场，"
        "时限是 11月23日 15:00，请回应。[到场]"
    )
    assert acts(step) == [("nudge", "assist.arrive.urban_management")]


def test_those_above_hear_from_the_second_reminder_on_each_level_once_until_the_street() -> None:
    work = late()
    work.run(moment("2026-12-31 18:00"))
    heard = [person for person, key in work.told() if key == "chase.not_come"]
    assert heard[:2] == [HOLDER, DISPATCHERS[0]]
    assert heard[2:4] == [SECRETARY, DISPATCHERS[0]]
    assert set(STREET) <= set(heard[4:])
    assert REPORTER not in heard
    assert work.next_due() is not None
    marks = [(letter.to, letter.dedupe) for _, letter in work.letters]
    assert len(marks) == len(set(marks))


def test_who_is_there_owes_a_result_and_once_that_is_given_the_clock_is_still() -> None:
    there = replace(CALLED, arrived_at=MONDAY)
    step = late(there).strike()
    assert "[报结果]" in rendered(step.says[0])
    assert acts(step) == [("nudge", "assist.helped.urban_management")]
    assert late(replace(there, again_at=None, done_at=MONDAY)).next_due() is None


def test_ordinary_matters_wait_for_office_hours_and_pressing_ones_do_not() -> None:
    night = moment("2026-11-23 23:00")
    step = of(called(replace(CALLED, again_at=night)), at=night).strike()
    assert step.says == ()
    assert acts(step) == [("nudge", "assist.held.urban_management")]
    urgent = replace(called(replace(CALLED, again_at=night)), priority=Priority.URGENT)
    assert told(of(urgent, at=night).strike()) == [(OFFICER, "chase.called")]


def test_each_late_call_of_a_case_has_its_own_reminder() -> None:
    fire = replace(CALLED, queue="fire", person_id="yuan-officer-fire")
    fresh = replace(CALLED, queue="market", again_at=DUE + timedelta(days=9))
    work = late(CALLED, fresh, fire)
    step = work.strike()
    assert [to for to, _ in told(step)] == [OFFICER, "yuan-officer-fire"]
    assert [each.reminded for each in work.cases["DQ000001"].assists] == [1, 0, 1]


def test_who_called_and_holds_it_himself_hears_once() -> None:
    work = late(replace(CALLED, reminded=1, asked_by=HOLDER))
    assert told(work.strike(lambda job: called_again(job.cases[0], job))) == [
        (OFFICER, "chase.called"),
        (HOLDER, "chase.not_come"),
    ]
    gone = late(replace(CALLED, reminded=1, asked_by="gone"))
    assert ("gone", "chase.not_come") not in told(gone.strike())

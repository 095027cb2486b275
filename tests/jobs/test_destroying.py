from dataclasses import replace

from domain.emergencies import EmergencySpent
from domain.states import State
from jobs.destroying import destroy
from tests.domain.builders import MONDAY, REPORTER, case_of, moment
from tests.jobs.clockwork import of, rendered

OVER = replace(case_of("I8"), state=State.CLOSED, closed_at=MONDAY, outcome="solved")
NIGHT = moment("2026-12-01 03:40")


def test_what_was_told_goes_once_and_its_people_hear_of_it_in_the_morning() -> None:
    work = of(OVER, replace(case_of("A6"), number="DQ000002"), at=NIGHT)
    step = destroy(work.round())
    [changed, spent] = step.changes
    assert spent == EmergencySpent("DQ000001")
    assert changed.case.text == ""  # type: ignore[union-attr]
    assert changed.event.act == "forget"  # type: ignore[union-attr]
    [letter] = step.says
    assert letter.to == REPORTER
    assert letter.not_before == moment("2026-12-01 08:00")
    assert "已经销毁，只留处置结果" in rendered(letter)
    assert "502" not in repr(letter)


def test_nothing_happens_before_its_time() -> None:
    assert destroy(of(OVER, at=moment("2026-11-29 03:40")).round()).changes == ()

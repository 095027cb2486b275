from dataclasses import replace

from domain.cases import Case
from domain.states import State
from jobs.following import follow_up
from tests.domain.builders import MONDAY, REPORTER, case_of, moment
from tests.jobs.clockwork import acts, of, rendered, told


def ended() -> Case:
    case = case_of("E6")
    return replace(case, state=State.CLOSED, closed_at=MONDAY, follow_up_at=MONDAY)


def test_its_people_are_asked_once_whether_it_came_back() -> None:
    work = of(ended(), at=moment("2026-12-07 09:30"))
    step = work.strike(follow_up)
    assert told(step) == [(REPORTER, "relapsing.ask")]
    assert rendered(step.says[0]).endswith("[没再发生][又来了]")
    assert acts(step) == [("follow_up", "asked")]
    assert work.strike(follow_up).says == ()


def test_nobody_is_asked_before_the_day_or_about_what_is_open_again() -> None:
    early = replace(ended(), follow_up_at=moment("2026-12-08 09:00"))
    again = replace(ended(), state=State.ACCEPTED)
    never = replace(ended(), follow_up_at=None)
    for case in (early, again, never):
        assert of(case, at=moment("2026-12-07 09:30")).strike(follow_up).changes == ()


def test_the_question_waits_for_the_morning() -> None:
    [letter] = of(ended(), at=moment("2026-12-07 22:30")).strike(follow_up).says
    assert letter.not_before == moment("2026-12-08 08:00")

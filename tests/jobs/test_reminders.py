from dataclasses import replace
from datetime import datetime

from domain.cases import Case
from domain.states import State
from tests.domain.builders import HOLDER, MONDAY, REPORTER, SECRETARY, case_of, moment
from tests.jobs.clockwork import acts, clock, of, rendered, sent_at, told


def in_hand(**clocks: datetime) -> Case:
    case = replace(case_of(), state=State.ACCEPTED, accepted_at=MONDAY, answered_at=MONDAY)
    return replace(case, clocks=replace(case.clocks, **clocks))


def test_holder_is_reminded_once_on_the_morning_of_the_working_day_before() -> None:
    work = of(in_hand())
    work.run(moment("2026-11-26 17:00"))
    assert work.told() == [(HOLDER, "chase.soon")]
    assert sent_at(work.letters) == ["11-25 08:30"]
    assert "11月26日 17:30" in rendered(work.letters[0][1])
    assert work.letters[0][1].choices == ()


def test_a_reminder_is_no_nudge_that_somebody_has_to_tap() -> None:
    work = of(in_hand(), at=moment("2026-11-25 08:30"))
    assert acts(work.strike()) == [("nudge", "soon")]
    assert work.cases["DQ000001"].nudge is None


def test_a_reminder_that_comes_too_late_is_left_out() -> None:
    work = of(in_hand(), at=moment("2026-11-27 09:00"))
    assert told(work.strike()) == [(HOLDER, "chase.late")]
    work.change(lambda case: replace(case, clocks=replace(case.clocks, soon=MONDAY, solve=None)))
    assert work.strike().says == ()
    assert work.cases["DQ000001"].clocks.soon is None


def test_a_pause_that_is_over_is_told_to_holder_and_resident_and_the_case_goes_on() -> None:
    case = replace(in_hand(resume=moment("2026-11-24 17:30")), state=State.WAITING)
    work = of(case, at=moment("2026-11-24 17:31"))
    step = work.strike()
    assert told(step) == [(REPORTER, "chase.resumed"), (HOLDER, "chase.go_on")]
    assert acts(step) == [("resume", "pause_over")]
    after = work.cases["DQ000001"]
    assert (after.state, after.clocks.resume) == (State.ACCEPTED, None)
    assert after.clocks.promised == case.clocks.promised
    assert sent_at(work.letters) == ["11-24 17:31", "11-25 08:30"]


def test_mediation_that_lasts_is_looked_at_by_holder_and_secretary_every_five_working_days() -> (
    None
):
    case = replace(in_hand(review=moment("2026-11-24 17:30")), state=State.IN_MEDIATION)
    work = of(case)
    work.run(moment("2026-12-02 12:00"))
    assert work.told() == [(HOLDER, "chase.review"), (SECRETARY, "chase.review")] * 2
    assert sent_at(work.letters) == ["11-25 08:30"] * 2 + ["12-02 08:30"] * 2
    review = work.cases["DQ000001"].clocks.review
    assert clock(review or MONDAY) == "12-08 17:30"


def test_a_secretary_who_holds_the_mediation_hears_once() -> None:
    case = replace(in_hand(review=MONDAY), state=State.IN_MEDIATION, holder=SECRETARY)
    assert told(of(case).strike()) == [(SECRETARY, "chase.review")]


def test_what_has_no_limit_is_asked_about_again_and_again() -> None:
    case = replace(in_hand(), leaf="X0")
    work = of(replace(case, clocks=replace(case.clocks, solve=None, soon=None)))
    work.run(moment("2026-12-10 12:00"))
    asked = [to for to, key in work.told() if key == "chase.review_open"]
    assert asked == [HOLDER, SECRETARY] * 2
    assert "给居民一句话" in rendered(work.letters[0][1])


def test_a_pause_for_others_ends_with_words_of_its_own() -> None:
    case = replace(in_hand(resume=moment("2026-11-24 08:30")), state=State.PAUSED)
    work = of(case, at=moment("2026-11-24 08:31"))
    assert told(work.strike()) == [(REPORTER, "chase.goes_on"), (HOLDER, "chase.pause_over")]

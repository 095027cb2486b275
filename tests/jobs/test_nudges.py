from dataclasses import replace
from datetime import timedelta

import pytest

from domain.cases import Case, CaseChanged
from domain.categories import Priority
from domain.clocks import DueKind
from domain.people import Role, ScopeKind
from domain.rules import Rulebook
from domain.states import State
from jobs.nudges import nudged
from jobs.rounds import JobRound
from tests.domain.builders import (
    COMPANY,
    DISPATCHERS,
    HOLDER,
    MONDAY,
    SECRETARY,
    STREET,
    away,
    case_of,
    demo_rules,
    moment,
    with_absences,
)
from tests.jobs.clockwork import acts, clock, of, rendered, sent_at, told

ACCEPT_DUE = moment("2026-11-23 15:30")


def accepted(case: Case) -> Case:
    return replace(case, state=State.ACCEPTED, accepted_at=MONDAY, answered_at=MONDAY)


def urgent() -> Case:
    return replace(accepted(case_of("A4")), clocks=replace(case_of("A4").clocks, soon=None))


def without(*roles: Role) -> Rulebook:
    rules = demo_rules()
    people = tuple(
        person
        for person in rules.directory.staff
        if not any(post.role in roles for post in person.posts)
    )
    return replace(rules, directory=replace(rules.directory, staff=people))


def test_holder_hears_first_with_the_taps_that_he_may_do() -> None:
    work = of(case_of(), at=ACCEPT_DUE)
    step = work.strike()
    assert told(step) == [(HOLDER, "chase.late")]
    assert acts(step) == [("nudge", "accept.first")]
    assert rendered(step.says[0]).endswith("[签收][退回][需协办]")
    assert "签收时限 11月23日 15:30" in rendered(step.says[0])


def test_a_case_in_hand_offers_received_and_working() -> None:
    case = accepted(case_of())
    step = of(case, at=moment("2026-11-27 08:30")).strike()
    assert acts(step) == [("nudge", "solve.first")]
    assert told(step) == [(HOLDER, "chase.late")]
    assert rendered(step.says[0]).endswith("[收到][处理中][退回][需协办]")


def test_without_a_tap_the_case_climbs_one_level_at_a_time_and_both_hear_once() -> None:
    case = accepted(case_of())
    work = of(case)
    work.run(moment("2026-12-31 12:00"))
    solving = [each for each in work.told() if each[1] != "chase.soon"]
    secretary, community, street = (SECRETARY,), DISPATCHERS, STREET
    expected = [(HOLDER, "chase.late")]
    for old, new in (((HOLDER,), secretary), (secretary, community), (community, street)):
        expected += [(person, "chase.above") for person in new]
        expected += [(person, "chase.passed_up") for person in old]
    assert solving[: len(expected)] == expected
    assert {key for _, key in solving[len(expected) :]} == {"chase.still"}


def test_ordinary_case_climbs_after_one_then_two_then_two_then_five_working_days() -> None:
    work = of(accepted(case_of()))
    work.run(moment("2026-12-31 12:00"))
    whens = [clock(event.at) for event in work.events if event.act.value in {"escalate", "nudge"}]
    assert whens == [
        "11-25 08:30",  # a working day ahead
        "11-26 17:30",  # due at the close of business: kept for the morning
        "11-27 08:30",  # the holder
        "12-01 08:30",  # the secretary
        "12-04 08:30",  # the community
        "12-09 08:30",  # the street
        "12-17 08:30",  # and again, every week
        "12-25 08:30",
    ]


def test_a_tap_earns_a_reminder_on_the_same_level_and_then_the_climb_goes_on() -> None:
    work = of(accepted(case_of()), at=moment("2026-11-27 09:00"))
    work.change(lambda case: replace(case, clocks=replace(case.clocks, soon=None)))
    assert told(work.strike()) == [(HOLDER, "chase.late")]
    work.tap()
    work.at = moment("2026-12-01 08:31")
    step = work.strike()
    assert told(step) == [(HOLDER, "chase.again")]
    assert acts(step) == [("nudge", "solve.again")]
    assert work.cases["DQ000001"].level == 0
    work.at = moment("2026-12-03 08:31")
    assert told(work.strike()) == [(SECRETARY, "chase.above"), (HOLDER, "chase.passed_up")]
    assert work.cases["DQ000001"].level == 1


def test_a_reminder_that_finds_nobody_on_its_level_climbs() -> None:
    work = of(accepted(case_of()), at=moment("2026-11-27 09:00"))
    work.change(lambda case: replace(case, clocks=replace(case.clocks, soon=None)))
    work.strike()
    work.tap()
    work.change(lambda case: replace(case, holder="gone"))
    work.at = moment("2026-12-01 08:31")
    assert told(work.strike()) == [(SECRETARY, "chase.above")]


def test_a_holder_who_is_not_there_any_more_lets_the_next_level_hear_at_once() -> None:
    case = replace(case_of(), holder="gone")
    assert told(of(case, at=ACCEPT_DUE).strike()) == [(SECRETARY, "chase.above")]


def test_urgent_cases_climb_at_night_and_do_not_wait() -> None:
    case = replace(urgent(), opened_at=moment("2026-11-23 22:00"))
    due = moment("2026-11-23 23:00")
    work = of(replace(case, clocks=replace(case.clocks, solve=due)), at=due)
    work.run(moment("2026-11-24 08:00"))
    assert sent_at(work.letters)[:2] == ["11-23 23:00", "11-24 00:00"]
    assert all(letter.urgent and letter.not_before is None for _, letter in work.letters)
    assert [event.act.value for event in work.events] == ["nudge", *["escalate"] * 3]


def test_a_new_due_value_goes_on_where_nobody_answered_the_earlier_one() -> None:
    work = of(replace(case_of("A4"), priority=Priority.URGENT))
    work.run(moment("2026-11-23 11:40"))
    assert [event.reason for event in work.events] == ["accept.first", "accept"]
    work.run(moment("2026-11-23 12:01"))
    assert work.told()[-2:] == [(HOLDER, "chase.late"), (SECRETARY, "chase.above")]


@pytest.mark.parametrize("answer", ["tap", "accept"])
def test_a_new_due_value_begins_with_the_holder_when_the_earlier_one_was_answered(
    answer: str,
) -> None:
    work = of(replace(case_of("A4"), priority=Priority.URGENT))
    work.run(moment("2026-11-23 11:40"))
    if answer == "tap":
        work.tap()
    else:
        work.change(lambda case: replace(case, state=State.ACCEPTED, accepted_at=work.at))
    work.run(moment("2026-11-23 12:01"))
    assert work.told()[-1] == (HOLDER, "chase.late")


def test_a_nudge_of_a_state_that_is_over_does_not_raise_the_next_one() -> None:
    work = of(
        replace(case_of(), holder="", state=State.NEW),
        rules=with_absences(away(DISPATCHERS[0], ""), away(DISPATCHERS[1], "")),
    )
    case = work.cases["DQ000001"]
    [change] = nudged(case, DueKind.UNASSIGNED, _round(case)).changes
    assert isinstance(change, CaseChanged)
    case = replace(change.case, state=State.ASSIGNED, holder=HOLDER)
    late = JobRound("dongqiao", (case,), demo_rules(), ACCEPT_DUE)
    assert told(nudged(case, DueKind.ACCEPT, late)) == [(HOLDER, "chase.late")]


def _round(case: Case) -> JobRound:
    return JobRound("dongqiao", (case,), demo_rules(), MONDAY)


def test_top_without_a_street_goes_on_with_whoever_stands_highest() -> None:
    work = of(accepted(case_of()), rules=without(Role.STREET))
    work.run(moment("2026-12-31 12:00"))
    assert work.told()[-1] == (DISPATCHERS[1], "chase.still")


def test_nobody_at_all_still_leaves_events_and_a_next_time() -> None:
    rules = without(*Role)
    case = accepted(case_of())
    work = of(replace(case, clocks=replace(case.clocks, soon=None)), rules=rules)
    work.run(moment("2026-12-31 12:00"))
    assert work.letters == []
    assert work.cases["DQ000001"].next_due


def test_deputy_hears_in_place_of_who_is_away() -> None:
    rules = with_absences(away(HOLDER, SECRETARY))
    work = of(case_of(), at=ACCEPT_DUE, rules=rules)
    assert told(work.strike()) == [(SECRETARY, "chase.late")]


def test_who_stands_in_below_hears_of_the_step_to_his_own_level_too() -> None:
    rules = with_absences(away(SECRETARY, STREET[1]))
    work = of(accepted(case_of()), rules=rules)
    work.run(moment("2026-12-09 09:00"))
    assert [who for who, key in work.told() if key == "chase.above"][-2:] == list(STREET)
    assert (STREET[1], "chase.passed_up") not in work.told()[-4:]


def test_nobody_whom_the_case_is_about_is_ever_told() -> None:
    rules = demo_rules()
    assert rules.directory.serving(Role.PROPERTY, ScopeKind.BODY, COMPANY, MONDAY.date())
    case = replace(case_of(), about=(COMPANY, SECRETARY, DISPATCHERS[0]))
    work = of(case)
    work.run(moment("2026-12-31 12:00"))
    heard = {who for who, _ in work.told()}
    assert heard == {DISPATCHERS[1], *STREET}


def test_second_strike_of_the_same_value_carries_the_same_marks() -> None:
    work = of(case_of(), at=ACCEPT_DUE)
    first = [letter.dedupe for letter in work.strike().says]
    again = of(case_of(), at=ACCEPT_DUE + timedelta(minutes=1))
    assert [letter.dedupe for letter in again.strike().says] == first
    assert all(first)


def test_the_same_value_after_a_reopening_is_told_anew() -> None:
    case = accepted(case_of())
    case = replace(case, clocks=replace(case.clocks, soon=None))
    at = moment("2026-11-27 09:00")
    first = of(case, at=at).strike().says[0].dedupe
    redone = replace(case, reopened=1, version=case.version + 2)
    assert of(redone, at=at).strike().says[0].dedupe != first

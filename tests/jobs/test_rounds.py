from dataclasses import replace
from datetime import date

from domain.categories import Priority
from domain.letters import Notice
from domain.people import Role, ScopeKind
from domain.states import Act, Part
from jobs.rounds import JobRound
from tests.domain.builders import (
    DISPATCHERS,
    HOLDER,
    SECRETARY,
    away,
    case_of,
    demo_rules,
    moment,
    staff,
    with_absences,
)

NIGHT = moment("2026-11-23 23:30")
FESTIVAL = moment("2026-02-17 10:00")


def test_a_round_knows_its_shanghai_day_and_the_next_time_for_letters() -> None:
    work = JobRound("dongqiao", (), demo_rules(), moment("2026-11-24 00:30"))
    assert work.day == date(2026, 11, 24)
    assert work.message_time == moment("2026-11-24 08:30")
    assert JobRound("dongqiao", (), demo_rules(), FESTIVAL).message_time == moment(
        "2026-02-24 08:30"
    )


def test_ordinary_nudges_wait_for_the_office_and_pressing_ones_never() -> None:
    case = case_of()
    for priority in Priority:
        work = JobRound("dongqiao", (), demo_rules(), NIGHT)
        waits = work.must_wait(replace(case, priority=priority))
        assert waits == (priority > Priority.URGENT)
        day = JobRound("dongqiao", (), demo_rules(), moment("2026-11-23 10:00"))
        assert not day.must_wait(replace(case, priority=priority))


def test_letters_to_staff_leave_in_working_time_unless_the_case_is_pressing() -> None:
    work = JobRound("dongqiao", (), demo_rules(), FESTIVAL)
    [letter] = work.to_staff([staff(HOLDER)], case_of(), Notice("chase.soon"))
    assert (letter.urgent, letter.not_before) == (False, moment("2026-02-24 08:30"))
    danger = replace(case_of(), priority=Priority.DANGER)
    [letter] = work.to_staff([staff(HOLDER)], danger, Notice("chase.soon"))
    assert (letter.urgent, letter.not_before) == (True, None)


def test_letters_to_residents_wait_for_the_end_of_the_quiet_hours_only() -> None:
    [letter] = JobRound("dongqiao", (), demo_rules(), FESTIVAL).to_parties(
        case_of(), Notice("chase.resumed")
    )
    assert letter.not_before == FESTIVAL
    [letter] = JobRound("dongqiao", (), demo_rules(), NIGHT).to_parties(
        case_of(), Notice("chase.resumed")
    )
    assert letter.not_before == moment("2026-11-24 08:00")


def test_deputies_serve_for_the_absent_once_each() -> None:
    rules = with_absences(away(DISPATCHERS[0], DISPATCHERS[1]), away(SECRETARY, "nobody-known"))
    work = JobRound("dongqiao", (), rules, moment("2026-11-24 10:00"))
    found = work.serving(Role.DISPATCHER, ScopeKind.COMMUNITY, "dongqiao")
    assert [person.person_id for person in found] == [DISPATCHERS[1]]
    assert work.serving(Role.SECRETARY, ScopeKind.GRID, case_of().grid) == ()


def test_the_station_acts_in_its_own_name() -> None:
    deed = JobRound("dongqiao", (), demo_rules(), NIGHT).deed(Act.NUDGE, "soon")
    assert (deed.actor, deed.parts, deed.at) == ("station", frozenset({Part.STATION}), NIGHT)


def test_a_letter_about_no_case_waits_for_working_time() -> None:
    work = JobRound("dongqiao", (), demo_rules(), NIGHT)
    letter = work.letter(staff(SECRETARY), "weekly.nothing", "mark")
    assert (letter.to, letter.not_before) == (SECRETARY, moment("2026-11-24 08:30"))

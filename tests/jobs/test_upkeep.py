from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.cases import Case, CaseChanged
from domain.rules import Rulebook
from domain.states import State
from jobs.upkeep import look_after, retain
from tests.domain.builders import DISPATCHERS, MONDAY, SECRETARY, case_of, demo_rules, moment
from tests.jobs.clockwork import acts, clock, of, rendered, told

KEEPERS = [*DISPATCHERS, "qian-admin"]


def resting(*days: str) -> Rulebook:
    rules = demo_rules()
    rest = rules.calendar.rest | {date.fromisoformat(day) for day in days}
    return replace(rules, calendar=replace(rules.calendar, rest=rest))


@pytest.mark.parametrize(
    ("at", "asked"),
    [
        ("2026-11-09 08:30", True),  # less than sixty days before the year that is not there yet
        ("2026-11-10 08:30", False),  # once a week
        ("2026-10-19 08:30", False),  # early enough
        ("2027-01-11 08:30", True),  # and the year itself
    ],
)
def test_a_year_without_an_official_calendar_is_asked_for_once_a_week(
    at: str, *, asked: bool
) -> None:
    step = of(at=moment(at)).strike(look_after)
    assert told(step) == ([(who, "upkeep.calendar") for who in KEEPERS] if asked else [])
    assert all("2027" in rendered(letter) for letter in step.says)


def test_nobody_is_asked_for_a_calendar_that_is_there() -> None:
    rules = demo_rules()
    official = frozenset(range(2019, 2030))
    rules = replace(rules, calendar=replace(rules.calendar, official=official))
    assert of(at=moment("2026-11-09 08:30"), rules=rules).strike(look_after).says == ()


def test_a_new_rest_day_lengthens_the_internal_limits_and_never_the_promise() -> None:
    case = case_of()
    work = of(case, at=moment("2026-11-24 08:30"), rules=resting("2026-11-25"))
    step = work.strike(look_after)
    assert acts(step) == [("reclock", "calendar")]
    assert step.says == ()
    clocks = work.cases["DQ000001"].clocks
    assert clocks.promised == case.clocks.promised
    assert [clock(at) for at in (clocks.answer, clocks.soon, clocks.solve) if at] == [
        "11-24 17:30",
        "11-26 08:30",
        "11-27 17:30",
    ]


def test_a_limit_is_never_shortened() -> None:
    case = opened_under(resting("2026-11-25"))
    work = of(case, at=moment("2026-11-24 08:30"))
    assert work.strike(look_after).changes == ()


def opened_under(rules: Rulebook) -> Case:
    work = of(case_of(), at=MONDAY, rules=rules)
    [change] = work.strike(look_after).changes
    assert isinstance(change, CaseChanged)
    return change.case


def test_a_clock_that_was_stopped_is_not_started_again() -> None:
    case = replace(case_of(), clocks=replace(case_of().clocks, soon=None, answer=None))
    after = of(case, at=moment("2026-11-24 08:30"), rules=resting("2026-11-25"))
    after.strike(look_after)
    clocks = after.cases["DQ000001"].clocks
    assert (clocks.soon, clocks.answer) == (None, None)


def test_an_unchanged_calendar_and_a_closed_case_change_nothing() -> None:
    closed = replace(case_of(), state=State.CLOSED)
    rules = resting("2026-11-25")
    assert of(closed, at=moment("2026-11-24 08:30"), rules=rules).strike(look_after).changes == ()
    assert of(case_of(), at=moment("2026-11-24 08:30")).strike(look_after).changes == ()


def old(closed_at: datetime | None, state: State = State.CLOSED) -> Case:
    return replace(
        case_of(), state=state, opened_at=moment("2022-01-10 10:00"), closed_at=closed_at
    )


FIRST = moment("2026-12-01 10:00")


def test_cases_older_than_the_retention_wait_for_a_human_and_nothing_is_deleted() -> None:
    long_ago, lately = (
        FIRST - demo_rules().retention - timedelta(days=2),
        FIRST - timedelta(days=30),
    )
    cases = [old(long_ago), old(None, State.WITHDRAWN), old(lately), old(None, State.NEW)]
    named = [replace(case, number=f"DQ{place}") for place, case in enumerate(cases)]
    step = of(*named, at=FIRST).strike(retain)
    assert told(step) == [(who, "upkeep.retention") for who in KEEPERS]
    assert {letter.values["days"] for letter in step.says} == {3 * 365}
    assert "有 2 件" in rendered(step.says[0])
    [button] = step.says[0].choices
    assert button.press == "clear::-1:2023-12-02"
    assert step.changes == ()


def test_nothing_old_is_nothing_to_say() -> None:
    assert of(old(FIRST), at=FIRST).strike(retain).says == ()


@pytest.mark.parametrize(
    ("at", "says"),
    [("2026-12-01", True), ("2026-12-02", False), ("2026-11-02", True), ("2026-10-08", True)],
)
def test_the_count_comes_on_the_first_working_day_of_a_month(at: str, *, says: bool) -> None:
    step = of(old(None), at=moment(f"{at} 10:00")).strike(retain)
    assert bool(step.says) == says
    assert SECRETARY not in {letter.to for letter in step.says}

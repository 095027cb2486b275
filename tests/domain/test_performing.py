from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.agreements import Agreement, Term
from domain.calendar import SHANGHAI, at_nine, shanghai_day
from domain.mediation_states import Role, Stage
from domain.performing import (
    BROKEN_AFTER,
    broken_at,
    chased,
    chased_today,
    court_days,
    court_ends,
    is_all_met,
    is_court_open,
    may_call_done,
    may_call_met,
    next_look,
    rescheduled,
    revisits_due,
    term_of,
    to_check,
    with_term,
)
from domain.refusals import Refused
from tests.domain.builders import MONDAY, demo_rules
from tests.mediation_table import in_force

CALENDAR = demo_rules().calendar
DUE = date(2026, 12, 10)
TERM = Term("respondent", "乙方 12月10日前 修好", 0, DUE)
BINDING = Agreement(terms=(TERM,), in_force=MONDAY)


def days(off: int) -> date:
    return DUE + timedelta(days=off)


@pytest.mark.parametrize(
    ("effect", "last"),
    [
        ((2026, 9, 3), (2026, 10, 8)),  # the thirtieth day falls into the National Day
        ((2026, 11, 23), (2026, 12, 23)),
        ((2026, 11, 26), (2026, 12, 28)),  # a Saturday
    ],
)
def test_the_window_of_the_court_rolls_over_days_of_rest(
    effect: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    agreement = replace(BINDING, in_force=datetime(*effect, 10, tzinfo=SHANGHAI))
    ends = court_ends(agreement, CALENDAR)
    assert ends
    assert shanghai_day(ends) == date(*last)
    assert is_court_open(agreement, ends, CALENDAR)
    assert not is_court_open(agreement, ends + timedelta(seconds=1), CALENDAR)


def test_a_no_or_a_filing_closes_the_window() -> None:
    assert court_ends(Agreement(), CALENDAR) is None
    assert not is_court_open(Agreement(), MONDAY, CALENDAR)
    assert is_court_open(BINDING, MONDAY, CALENDAR)
    assert not is_court_open(replace(BINDING, declined=(Role.APPLICANT,)), MONDAY, CALENDAR)
    assert not is_court_open(replace(BINDING, court="filed"), MONDAY, CALENDAR)


@pytest.mark.parametrize(
    ("gone", "count"), [(0, 0), (2, 0), (3, 1), (14, 1), (15, 2), (25, 3), (28, 3), (29, 4)]
)
def test_the_court_is_reminded_of_on_four_days(gone: int, count: int) -> None:
    assert court_days(BINDING, shanghai_day(MONDAY) + timedelta(days=gone)) == count
    assert court_days(Agreement(), shanghai_day(MONDAY)) == 0


def test_a_promise_is_chased_on_four_days_and_once_a_day() -> None:
    said = []
    agreement = BINDING
    for off in range(-6, 12):
        found = chased_today(agreement, days(off))
        said += [each.days for each in found]
        agreement = chased(agreement, days(off))
        assert chased_today(agreement, days(off)) == ()
    assert said == [-3, 0, 1, 7]


def test_a_clock_that_slept_says_it_once() -> None:
    [each] = chased_today(BINDING, days(2))
    assert (each.number, each.days) == (1, 2)
    assert chased_today(chased(BINDING, days(2)), days(2)) == ()


def test_what_is_met_or_without_a_day_is_not_chased() -> None:
    for term in (replace(TERM, met_at=MONDAY), replace(TERM, due=None)):
        agreement = replace(BINDING, terms=(term,))
        assert chased_today(agreement, days(1)) == ()
        assert is_all_met(agreement)
        assert broken_at(agreement) is None
    assert not is_all_met(BINDING)


def test_a_promise_is_broken_after_seven_days_unless_somebody_calls_it_done() -> None:
    assert broken_at(BINDING) == at_nine(days(BROKEN_AFTER))
    told = replace(BINDING, terms=(replace(TERM, told_at=MONDAY),))
    assert broken_at(told) is None
    assert to_check(told, MONDAY + timedelta(days=6, hours=23)) == ()
    assert to_check(told, MONDAY + timedelta(days=7)) == (1,)
    assert to_check(BINDING, MONDAY + timedelta(days=99)) == ()


def test_the_next_look_is_the_earliest_that_is_still_to_come() -> None:
    mediation = in_force().mediation()
    assert next_look(mediation, MONDAY, CALENDAR) == at_nine(date(2026, 11, 26))
    later = at_nine(date(2026, 11, 26))
    assert next_look(mediation, later, CALENDAR) == at_nine(date(2026, 11, 27))
    bare = replace(mediation, agreement=None)
    assert next_look(bare, MONDAY, CALENDAR) == bare.due_at
    assert rescheduled(bare, MONDAY, CALENDAR).wake_at == bare.due_at
    agreement = mediation.agreement
    assert agreement
    told = tuple(replace(each, told_at=MONDAY) for each in agreement.terms)
    waiting = replace(mediation, agreement=replace(agreement, terms=told, court="filed"))
    far = MONDAY + timedelta(days=60)
    again = rescheduled(waiting, far, CALENDAR)
    assert (again.due_at, again.wake_at) == (None, far + timedelta(days=7))


def test_revisits_come_after_7_30_and_90_days() -> None:
    mediation = replace(in_force().mediation(), stage=Stage.FOLLOW_UP, since=MONDAY)
    day = shanghai_day(MONDAY)
    counts = [revisits_due(mediation, day + timedelta(days=each)) for each in (6, 7, 30, 89, 90)]
    assert counts == [0, 1, 2, 2, 3]
    agreement = mediation.agreement
    assert agreement
    met = tuple(replace(each, met_at=MONDAY) for each in agreement.terms)
    done = replace(mediation, agreement=replace(agreement, terms=met, court="confirmed"))
    assert next_look(done, MONDAY, CALENDAR) == at_nine(day + timedelta(days=7))


def test_a_term_is_named_by_its_number() -> None:
    assert term_of(BINDING, "1") == (0, TERM)
    for number in ("0", "2", "", "x", "-1"):
        with pytest.raises(Refused) as refused:
            term_of(BINDING, number)
        assert refused.value.text_key == "performing.no_term"
    met = with_term(BINDING, 0, replace(TERM, met_at=MONDAY))
    with pytest.raises(Refused) as refused:
        term_of(met, "1")
    assert refused.value.text_key == "performing.met"


def test_who_owes_calls_it_done_and_the_other_calls_it_met() -> None:
    a, b = Role.APPLICANT, Role.RESPONDENT
    assert (may_call_done(TERM, b), may_call_done(TERM, a), may_call_done(TERM, None)) == (
        True,
        False,
        False,
    )
    assert (may_call_met(TERM, a), may_call_met(TERM, b)) == (True, False)
    common = replace(TERM, owed="both", told_by=a.value)
    assert (may_call_done(common, a), may_call_done(common, b)) == (True, True)
    assert (may_call_met(common, a), may_call_met(common, b)) == (False, True)

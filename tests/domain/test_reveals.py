from dataclasses import replace
from datetime import timedelta

import pytest

from domain.calendar import shanghai_day
from domain.cases import Case, CaseChanged, Deed, perform
from domain.people import Identity
from domain.privacy import CaseView, view_case
from domain.reveals import SHOWN_FOR, may_reveal, revealed_until, revealed_words
from domain.states import Act, Part
from tests.domain.builders import HOLDER, MONDAY, SECRETARY, case_of, demo_rules, staff

WORKER = "li-worker-dq1"
RULES = demo_rules()


def view_of(case: Case, person_id: str) -> CaseView:
    view = view_case(case, staff(person_id), RULES, shanghai_day(MONDAY))
    assert view is not None
    return view


def revealed(case: Case, person_id: str = SECRETARY) -> CaseChanged:
    deed = Deed(Act.REVEAL, person_id, frozenset({Part.SUPERVISOR}), MONDAY, internal="回访")
    return perform(case, deed)


@pytest.mark.parametrize("person_id", [SECRETARY, WORKER, "chen-dispatcher-dq"])
def test_whom_the_grid_trusts_may_ask(person_id: str) -> None:
    assert may_reveal(case_of(), view_of(case_of(), person_id))


def test_company_may_never() -> None:
    case = case_of()
    view = view_of(case, HOLDER)
    assert not may_reveal(case, view)
    done = revealed(case, HOLDER)
    assert revealed_words(done.case, view, [done.event], staff(HOLDER), MONDAY) == ""


@pytest.mark.parametrize("parties", ["anonymous", "forgotten"])
def test_of_who_is_unnamed_or_forgotten_nothing_is_revealed(parties: str) -> None:
    case = case_of()
    unnamed = tuple(replace(each, identity=Identity.ANONYMOUS) for each in case.parties)
    case = replace(case, parties=unnamed if parties == "anonymous" else ())
    assert not may_reveal(case, view_of(case, SECRETARY))


def test_it_runs_for_a_quarter_of_an_hour_and_for_who_asked_alone() -> None:
    done = revealed(case_of())
    case, events, view = done.case, [done.event], view_of(done.case, SECRETARY)
    last = MONDAY + SHOWN_FOR - timedelta(seconds=1)
    for at in (MONDAY, last):
        assert "13812345678" in revealed_words(case, view, events, staff(SECRETARY), at)
    assert revealed_words(case, view, events, staff(SECRETARY), MONDAY + SHOWN_FOR) == ""
    assert revealed_until(events, staff(WORKER), MONDAY) is None
    assert revealed_until([], staff(SECRETARY), MONDAY) is None

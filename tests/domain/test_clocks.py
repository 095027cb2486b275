from dataclasses import replace
from datetime import timedelta
from functools import partial

from domain.cases import Deed, perform
from domain.clocks import RUNNING, Clocks, DueKind, Nudge
from domain.states import OPEN, Act, Part, State
from tests.domain.builders import HOLDER, MONDAY, case_in

HOUR = timedelta(hours=1)
TAP = Deed(Act.NOTE, HOLDER, frozenset({Part.HOLDER}), MONDAY)


def test_every_open_state_has_a_clock_and_no_other() -> None:
    assert {state for state, kinds in RUNNING.items() if kinds} == OPEN
    assert set(RUNNING) == set(State)


def test_a_resident_waits_for_a_word_while_somebody_has_the_case_in_hand_or_lets_it_stand() -> None:
    waits = {state for state, kinds in RUNNING.items() if DueKind.WORD in kinds}
    assert waits == {State.ASSIGNED, State.ACCEPTED, State.PAUSED, State.IN_MEDIATION}
    case = replace(case_in(State.PAUSED), clocks=Clocks(word=MONDAY, resume=MONDAY + HOUR))
    assert case.next_due == (MONDAY, DueKind.WORD)
    assert replace(case, waiting_since=None).next_due == (MONDAY + HOUR, DueKind.RESUME)


def test_a_nudge_is_about_one_due_value() -> None:
    nudge = Nudge(DueKind.SOLVE, MONDAY, 1, MONDAY + HOUR)
    assert nudge.is_about(DueKind.SOLVE, MONDAY)
    assert not nudge.is_about(DueKind.ANSWER, MONDAY)
    assert not nudge.is_about(DueKind.SOLVE, MONDAY + HOUR)


def test_what_was_nudged_is_remembered_when_another_nudge_or_none_takes_its_place() -> None:
    first = Nudge(DueKind.ACCEPT, MONDAY, 1, MONDAY + HOUR)
    second = Nudge(DueKind.SOLVE, MONDAY + HOUR, 2, MONDAY + 3 * HOUR)
    clocks = Clocks(accept=MONDAY, solve=MONDAY + HOUR)
    case = replace(case_in(State.ASSIGNED), nudge=first, clocks=clocks)
    both = perform(case, TAP, lambda old: replace(old, nudge=second)).case
    assert both.nudge_about(DueKind.ACCEPT, MONDAY) == replace(first, acknowledged=True)
    assert both.nudge_about(DueKind.SOLVE, MONDAY + HOUR) == second
    neither = perform(both, TAP, lambda old: replace(old, nudge=None)).case
    assert [each.kind for each in neither.past_nudges] == [DueKind.ACCEPT, DueKind.SOLVE]
    assert neither.nudge_about(DueKind.ANSWER, MONDAY) is None
    assert neither.next_due == (MONDAY + HOUR, DueKind.ACCEPT)
    again = perform(neither, TAP, lambda old: replace(old, nudge=first)).case
    once_more = perform(again, TAP, lambda old: replace(old, nudge=None)).case
    assert [each.kind for each in once_more.past_nudges] == [DueKind.SOLVE, DueKind.ACCEPT]


def test_what_waited_for_the_office_was_never_said_and_is_not_remembered() -> None:
    held = Nudge(DueKind.SOLVE, MONDAY, 0, MONDAY + HOUR, count=0)
    case = replace(case_in(State.ASSIGNED), nudge=held)
    assert perform(case, TAP, lambda old: replace(old, nudge=None)).case.past_nudges == ()


def test_only_so_many_are_remembered() -> None:
    case = case_in(State.ASSIGNED)
    for number in range(20):
        nudge = Nudge(DueKind.ACCEPT, MONDAY + number * HOUR, 0, MONDAY + 2 * number * HOUR)
        case = perform(case, TAP, partial(replace, nudge=nudge)).case
    assert len(case.past_nudges) == 12
    assert case.past_nudges[-1].due == MONDAY + 18 * HOUR

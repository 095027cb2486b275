from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cases import Case, Deed, Party, perform
from domain.clocks import RUNNING, Clocks, DueKind, Nudge
from domain.events import first_break
from domain.refusals import Refused
from domain.states import FINAL, OPEN, QUIET_ACTS, TABLE, Act, Part, State
from tests.domain.builders import HOLDER, MONDAY, case_in, case_of, done, opened

LATER = MONDAY + timedelta(hours=1)
LAST = MONDAY + timedelta(hours=9)


def clocked(state: State, nudge: Nudge | None = None, **clocks: datetime) -> Case:
    return replace(case_in(state), clocks=Clocks(**clocks), nudge=nudge)


def test_an_open_case_is_looked_at_by_the_earliest_clock_that_runs_in_its_state() -> None:
    case = clocked(State.ASSIGNED, accept=LATER, answer=LAST, unassigned=MONDAY)
    assert case.next_due == (LATER, DueKind.ACCEPT)
    assert replace(case, state=State.ACCEPTED).next_due == (LAST, DueKind.ANSWER)
    assert replace(case, state=State.NEW).next_due == (MONDAY, DueKind.UNASSIGNED)


@pytest.mark.parametrize("state", sorted(FINAL))
def test_a_case_that_is_over_is_never_looked_at(state: State) -> None:
    assert case_in(state).next_due is None


def test_what_was_done_is_not_due_any_more() -> None:
    case = clocked(State.ASSIGNED, accept=MONDAY, answer=LATER, solve=LAST)
    assert replace(case, accepted_at=MONDAY).next_due == (LATER, DueKind.ANSWER)
    both = replace(case, accepted_at=MONDAY, answered_at=MONDAY)
    assert both.next_due == (LAST, DueKind.SOLVE)
    assert both.due_of(DueKind.ACCEPT) is both.due_of(DueKind.ANSWER) is None
    assert case.due_of(DueKind.RESUME) is None


def test_a_nudge_is_followed_up_and_speaks_for_earlier_limits() -> None:
    nudge = Nudge(DueKind.ANSWER, LATER, 0, LAST)
    case = clocked(State.ASSIGNED, nudge, accept=MONDAY, answer=LATER)
    assert case.next_due == (LAST, DueKind.ANSWER)
    assert case.is_chased


def test_a_nudge_speaks_only_while_its_own_clock_runs() -> None:
    nudge = Nudge(DueKind.ACCEPT, LATER, 0, LAST)
    case = clocked(State.ASSIGNED, nudge, accept=LATER, answer=LATER)
    assert case.next_due == (LAST, DueKind.ACCEPT)
    accepted = replace(case, state=State.ACCEPTED, accepted_at=LATER)
    assert not accepted.is_chased
    assert accepted.next_due == (LATER, DueKind.ANSWER)
    assert not replace(case, nudge=None).is_chased


def test_a_later_limit_is_due_by_itself_whatever_was_nudged_before() -> None:
    nudge = Nudge(DueKind.ACCEPT, MONDAY, 0, LAST + timedelta(days=1))
    case = clocked(State.ASSIGNED, nudge, accept=MONDAY, solve=LAST)
    assert case.next_due == (LAST, DueKind.SOLVE)


def test_a_limit_that_was_lengthened_after_its_nudge_is_due_again_by_itself() -> None:
    nudge = Nudge(DueKind.SOLVE, LATER, 0, LATER + timedelta(hours=1))
    case = clocked(State.ACCEPTED, nudge, solve=LAST)
    assert case.next_due == (LAST, DueKind.SOLVE)


STATES = st.sampled_from(sorted(OPEN))
HOURS = st.integers(-50, 50).map(lambda hours: MONDAY + timedelta(hours=hours))


@given(STATES, st.sampled_from(DueKind), HOURS, HOURS, HOURS)
def test_no_nudge_ever_silences_an_open_case_whose_clock_runs(
    state: State, kind: DueKind, due: datetime, nudged: datetime, again: datetime
) -> None:
    kinds = (each for each in RUNNING[state] if each is not DueKind.ASSIST)
    clocks = Clocks(**{each.value: due for each in kinds})
    case = replace(case_in(state), clocks=clocks, nudge=Nudge(kind, nudged, 0, again))
    assert case.next_due is not None


def test_households_are_homes_and_somebody_unknown_counts_alone() -> None:
    parties = (
        Party("a", Part.REPORTER, "tiancheng.3.2.502"),
        Party("b", Part.FOLLOWER, "tiancheng.3.2.502"),
        Party("c", Part.FOLLOWER),
        Party("d", Part.FOLLOWER),
    )
    assert replace(case_of(), parties=parties).households == 3


def test_the_reporter_may_be_forgotten() -> None:
    case = case_of()
    assert case.reporter == case.parties[0]
    assert case.party("wang") == case.reporter
    assert case.party("nobody") is None
    assert replace(case, parties=(Party("b", Part.FOLLOWER),)).reporter is None


def test_a_deed_adds_one_event_to_the_chain_and_changes_what_it_says() -> None:
    first = opened()
    deed = Deed(Act.ACCEPT, HOLDER, frozenset({Part.HOLDER}), LATER, "why", "out", "in")
    change = perform(first.case, deed, lambda case: replace(case, accepted_at=LATER))
    case, event = change.case, change.event
    assert (case.state, case.accepted_at, case.version) == (State.ACCEPTED, LATER, 2)
    assert (event.actor, event.part, event.seq) == (HOLDER, Part.HOLDER, 2)
    assert (event.before, event.after) == (State.ASSIGNED, State.ACCEPTED)
    assert (event.reason, event.public, event.internal) == ("why", "out", "in")
    assert case.head == event.hash
    assert first_break((first.event, event)) is None


def test_a_resident_is_in_no_event_by_name() -> None:
    deed = Deed(Act.COMMENT, "wang", frozenset({Part.REPORTER}), LATER, public="灯")
    assert perform(case_of(), deed).event.actor == "reporter"


def test_the_state_comes_from_the_table_whatever_the_change_says() -> None:
    deed = Deed(Act.COMMENT, "wang", frozenset({Part.REPORTER}), LATER)
    change = perform(case_of(), deed, lambda case: replace(case, state=State.CLOSED))
    assert change.case.state is State.ASSIGNED


def test_an_act_that_may_not_be_done_leaves_nothing_behind() -> None:
    with pytest.raises(Refused, match=r"cases\.not_yours"):
        done(case_of(), Act.ACCEPT, Part.REPORTER)


@pytest.mark.parametrize(("state", "act", "part"), sorted(TABLE))
def test_only_acts_that_matter_to_others_make_a_button_stale(
    state: State, act: Act, part: Part
) -> None:
    case = case_in(state)
    after = done(case, act, part).case
    assert after.version == case.version + (act not in QUIET_ACTS)
    assert after.seq == case.seq + 1


STEPS = st.lists(st.tuples(st.sampled_from(Act), st.sampled_from(Part)), max_size=25)


@given(STEPS)
def test_whatever_is_done_the_chain_verifies_and_an_open_case_has_a_clock(
    steps: list[tuple[Act, Part]],
) -> None:
    first = opened()
    case, events = first.case, [first.event]
    for act, part in steps:
        if (case.state, act, part) in TABLE:
            change = done(case, act, part)
            case, events = change.case, [*events, change.event]
    assert first_break(events) is None
    assert events[-1].hash == case.head
    assert case.seq == len(events)
    assert bool(RUNNING[case.state]) == (case.state in OPEN)

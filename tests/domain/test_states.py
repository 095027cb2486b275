import pytest

from domain.clocks import RUNNING
from domain.refusals import Refused
from domain.states import (
    FINAL,
    MOVES,
    OPEN,
    QUIET_ACTS,
    RESIDENTS,
    TABLE,
    Act,
    Part,
    State,
    acts_for,
    next_state,
)

PRODUCT = [(state, act, part) for state in State for act in Act for part in Part]


def test_every_state_is_reached_from_a_new_case() -> None:
    reached = {State.NEW}
    while True:
        further = {to for (state, _, _), to in TABLE.items() if state in reached} - reached
        if not further:
            break
        reached |= further
    assert reached == set(State)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_an_open_state_has_a_way_forward_for_people_and_a_clock(state: State) -> None:
    forward = {part for (at, _, part), to in TABLE.items() if at is state and to is not state} - {
        Part.STATION
    }
    assert forward
    assert RUNNING[state]


@pytest.mark.parametrize("state", sorted(OPEN))
def test_from_every_open_state_a_case_can_come_to_its_end(state: State) -> None:
    reached = {state}
    for _ in State:
        reached |= {to for (at, _, _), to in TABLE.items() if at in reached}
    assert reached & FINAL


@pytest.mark.parametrize("state", sorted(FINAL))
def test_a_final_state_has_no_clock_and_its_words_may_still_be_added_to(state: State) -> None:
    assert RUNNING[state] == ()
    assert TABLE[state, Act.COMMENT, Part.REPORTER] is state


def test_open_and_final_are_all_states() -> None:
    assert set(State) == OPEN | FINAL
    assert not OPEN & FINAL
    assert set(RUNNING) == set(State)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_the_station_may_chase_every_open_case_without_moving_it(state: State) -> None:
    for act in (Act.NUDGE, Act.ESCALATE, Act.RECLOCK):
        assert TABLE[state, act, Part.STATION] is state


ROWS = {
    (state, act, part): [
        move.to or state
        for move in MOVES
        if state in move.states and act is move.act and part in move.parts
    ]
    for state, act, part in PRODUCT
}


def test_no_two_rows_decide_the_same() -> None:
    assert {len(found) for found in ROWS.values()} == {0, 1}


def test_whoever_may_do_an_act_comes_where_the_row_leads() -> None:
    for (state, act, part), found in ROWS.items():
        if found:
            assert next_state(state, act, frozenset({part})) == (found[0], part)


def refusal(state: State, act: Act, *parts: Part) -> str:
    with pytest.raises(Refused) as refused:
        next_state(state, act, frozenset(parts))
    return refused.value.text_key


def test_who_may_do_it_elsewhere_comes_too_late_and_who_never_may_is_told_so() -> None:
    for (state, act, part), found in ROWS.items():
        ever = any((other, act, part) in TABLE for other in State)
        gives_away = part is Part.OUTSIDER and act in (Act.HAND_ON, Act.RECLASSIFY, Act.PLACE)
        never = "passing.return_it" if gives_away else "cases.not_yours"
        if not found:
            assert refusal(state, act, part) == ("cases.too_late" if ever else never)


def test_who_holds_it_outside_the_house_is_rid_of_it_by_returning_it_alone() -> None:
    leads_away = {Act.RETURN, Act.HAND_ON, Act.RECLASSIFY, Act.PLACE, Act.MOVE, Act.REFER}
    may = {act for (_, act, part) in TABLE if part is Part.OUTSIDER}
    assert may & leads_away == {Act.RETURN}
    holder = {act for (_, act, part) in TABLE if part is Part.HOLDER}
    assert holder - may == {Act.HAND_ON, Act.RECLASSIFY, Act.PLACE}


def test_what_is_offered_is_what_may_be_done() -> None:
    for (state, act, part), found in ROWS.items():
        assert (act in acts_for(state, frozenset({part}))) == bool(found)


@pytest.mark.parametrize("state", State)
def test_a_stranger_may_do_nothing_at_all(state: State) -> None:
    assert acts_for(state, frozenset()) == frozenset()
    assert {refusal(state, act) for act in Act} == {"cases.not_yours"}


def test_somebody_of_several_parts_acts_in_one_that_may() -> None:
    parts = frozenset({Part.WATCHER, Part.SUPERVISOR, Part.REPORTER})
    assert next_state(State.NEW, Act.ACCEPT, parts) == (State.ACCEPTED, Part.SUPERVISOR)
    assert next_state(State.NEW, Act.COMMENT, parts) == (State.NEW, Part.REPORTER)


def test_nobody_opens_a_case_twice_and_every_other_act_has_a_row() -> None:
    assert {act for _, act, _ in TABLE} == set(Act) - {Act.OPEN}


def test_only_residents_confirm_dispute_rate_or_withdraw() -> None:
    for act in (Act.CONFIRM, Act.DISPUTE, Act.RATE, Act.WITHDRAW, Act.COMMENT):
        assert {part for _, found, part in TABLE if found is act} <= RESIDENTS


def test_a_quiet_act_leaves_the_state_but_for_an_answer_that_was_waited_for() -> None:
    loud = {
        (state, act)
        for (state, act, _), to in TABLE.items()
        if act in QUIET_ACTS and to is not state
    }
    assert loud == {(State.WAITING, Act.COMMENT)}


def test_a_withdrawn_case_stays_withdrawn() -> None:
    assert all(
        to is State.WITHDRAWN for (state, _, _), to in TABLE.items() if state is State.WITHDRAWN
    )

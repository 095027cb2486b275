from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accord_kinds import BOTH, NO, YES, Kind
from domain.accords import (
    ACCORDS,
    LIVE,
    Accord,
    AccordAct,
    AccordState,
    Hand,
    check_answer,
    is_complete_with,
    moved,
    reworded,
    sealed_for,
    verdict,
)
from domain.mediation_stages import Role
from domain.refusals import Refused
from tests.domain.builders import MONDAY

A, B = BOTH
DUE = MONDAY + timedelta(hours=48)
OPTION = Accord(
    "dongqiao", "DQ000001", 1, 9, Kind.OPTION, BOTH, MONDAY, DUE, words="三天内修好水管", issue=1
)
MEET = replace(OPTION, kind=Kind.MEET)
KINDS = st.sampled_from(Kind)


@pytest.mark.parametrize(
    ("answers", "blind", "at_once"),
    [
        ({}, None, None),
        ({A: YES}, None, None),
        ({A: NO}, None, AccordAct.REFUSE),
        ({A: YES, B: YES}, AccordAct.AGREE, AccordAct.AGREE),
        ({A: NO, B: YES}, AccordAct.REFUSE, AccordAct.REFUSE),
        ({A: YES, B: NO}, AccordAct.REFUSE, AccordAct.REFUSE),
        ({A: NO, B: NO}, AccordAct.REFUSE, AccordAct.REFUSE),
    ],
)
def test_only_every_yes_agrees_and_a_blind_no_waits_for_the_other(
    answers: dict[Role, str], blind: AccordAct | None, at_once: AccordAct | None
) -> None:
    assert verdict(replace(OPTION, answers=answers), MONDAY) is blind
    assert verdict(replace(MEET, answers=answers), MONDAY) is at_once


def test_silence_ends_as_expired_whoever_was_silent() -> None:
    for answers in ({}, {A: YES}, {B: NO}, {B: YES}):
        assert verdict(replace(OPTION, answers=answers), DUE) is AccordAct.EXPIRE


@given(KINDS, st.dictionaries(st.sampled_from(BOTH), st.sampled_from([YES, NO, "10"])))
def test_nothing_is_agreed_without_both_or_with_a_no(kind: Kind, answers: dict[Role, str]) -> None:
    found = verdict(replace(OPTION, kind=kind, answers=answers), MONDAY)
    agreed = set(answers) == set(BOTH) and NO not in answers.values()
    assert (found is AccordAct.AGREE) is agreed


def test_an_answer_wants_the_right_person_the_very_words_and_the_time() -> None:
    check_answer(OPTION, A, 1, MONDAY)
    for role, version, at, why in (
        (Role.MEDIATOR, 1, MONDAY, "not_asked"),
        (Role.STAFF, 1, MONDAY, "not_asked"),
        (A, 2, MONDAY, "changed"),
        (A, 1, DUE, "over"),
    ):
        with pytest.raises(Refused, match=why):
            check_answer(OPTION, role, version, at)
    with pytest.raises(Refused, match="over"):
        check_answer(replace(OPTION, state=AccordState.DONE), A, 1, MONDAY)


def test_it_is_complete_with_the_last_or_with_a_no_that_may_be_said_at_once() -> None:
    one = {A: YES}
    assert is_complete_with(replace(OPTION, answers=one), B, NO)
    assert not is_complete_with(OPTION, B, NO)
    assert is_complete_with(MEET, B, NO)
    assert not is_complete_with(MEET, B, YES)
    assert not is_complete_with(replace(OPTION, answers=one), A, YES)


def test_other_words_take_every_answer_back_and_ask_anew() -> None:
    later = MONDAY + timedelta(hours=1)
    answered = replace(OPTION, answers={A: YES, B: YES})
    again = reworded(moved(answered, AccordAct.AGREE, Hand.STATION), Hand.ASKER, "五天内", later)
    assert (again.answers, again.approved, again.version) == ({}, "", 2)
    assert (again.state, again.due_at) == (AccordState.ASKED, later + timedelta(hours=48))
    with pytest.raises(Refused, match="changed"):
        check_answer(again, A, 1, later)


def test_what_was_agreed_is_carried_out_word_for_word_or_not_at_all() -> None:
    agreed = moved(OPTION, AccordAct.AGREE, Hand.STATION)
    assert agreed.approved == OPTION.digest
    assert moved(agreed, AccordAct.CARRY_OUT, Hand.STATION).state is AccordState.DONE
    for forged in (
        replace(agreed, words="别的话"),
        replace(agreed, amount=1),
        replace(agreed, payer="applicant"),
        replace(agreed, names=("x",)),
        replace(agreed, issue=2),
        replace(agreed, kind=Kind.PRICE),
    ):
        with pytest.raises(Refused, match="not_approved"):
            moved(forged, AccordAct.CARRY_OUT, Hand.STATION)


@pytest.mark.parametrize("cell", list(product(AccordState, AccordAct, Hand)), ids=" ".join)
def test_the_whole_product_is_in_the_table_or_refused(
    cell: tuple[AccordState, AccordAct, Hand],
) -> None:
    accord = replace(OPTION, state=cell[0], approved=OPTION.digest)
    if cell in ACCORDS:
        assert moved(accord, *cell[1:]).state is ACCORDS[cell]
    else:
        with pytest.raises(Refused, match="over"):
            moved(accord, *cell[1:])


def test_only_the_station_opens_answers_and_what_ended_stays_ended() -> None:
    opening = {AccordAct.AGREE, AccordAct.REFUSE, AccordAct.EXPIRE, AccordAct.CARRY_OUT}
    assert {hand for _, act, hand in ACCORDS if act in opening} == {Hand.STATION}
    ended = set(AccordState) - {state for state, _, _ in ACCORDS}
    assert ended == {AccordState.REFUSED, AccordState.EXPIRED, AccordState.WITHDRAWN}
    assert OPTION.is_live
    assert not ended & LIVE


def test_each_role_reads_its_own_answer_and_that_others_have_answered() -> None:
    answered = replace(OPTION, answers={A: NO, B: YES})
    assert sealed_for(answered, A).answers == {A: NO, B: ""}
    assert sealed_for(answered, Role.MEDIATOR).answers == {A: "", B: ""}
    assert sealed_for(answered, None).answers == {A: "", B: ""}

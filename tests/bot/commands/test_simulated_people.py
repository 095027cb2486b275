from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from bot.commands.simulated_people import USUAL, Manners, Residents, Staff
from domain.clocks import DueKind, Nudge
from domain.states import State
from domain.turns import Choice, Text
from tests.domain.builders import HOLDER, MONDAY, SECRETARY, case_of, demo_rules, moment

BUSY = Manners(absence=0, returns=0, taps=1, answers=1, solved=1)
CASE = case_of()


def staff(manners: Manners = BUSY, seed: int = 1) -> Staff:
    return Staff(demo_rules(), manners, Random(seed))


def pressed(work: Staff, case: object = CASE, who: str = HOLDER) -> str:
    deed = work.acts(case, who, MONDAY)  # type: ignore[arg-type]
    return deed.press.partition(":")[0] if deed else ""


def test_who_holds_a_case_signs_for_it_and_plans_when_it_is_done() -> None:
    work = staff()
    assert pressed(work) == "accept"
    planned = work.plan(CASE, HOLDER)
    assert planned is not None
    assert planned > MONDAY


def test_some_send_a_case_back_with_a_reason() -> None:
    deed = staff(replace(BUSY, returns=1)).acts(CASE, HOLDER, MONDAY)
    assert deed is not None
    assert deed.press.startswith("return:DQ000001:1:")
    assert deed.words


def test_what_is_planned_for_now_is_reported_with_a_photo() -> None:
    work = staff()
    taken = replace(CASE, state=State.ACCEPTED, accepted_at=MONDAY)
    work.done_by[CASE.number, HOLDER] = MONDAY
    deed = work.acts(taken, HOLDER, MONDAY)
    assert deed is not None
    assert deed.press.startswith("resolve")
    assert deed.attachments


def test_before_that_the_resident_is_answered_once_and_nudges_are_tapped() -> None:
    work = staff()
    work.done_by[CASE.number, HOLDER] = MONDAY + timedelta(days=1)
    taken = replace(CASE, state=State.ACCEPTED, accepted_at=MONDAY)
    assert pressed(work, taken) == "reply"
    answered = replace(taken, answered_at=MONDAY)
    assert pressed(work, answered) == ""
    nudge = Nudge(DueKind.SOLVE, MONDAY, 0, MONDAY)
    assert pressed(work, replace(answered, nudge=nudge)) == "acknowledge"
    assert pressed(work, replace(answered, nudge=nudge), SECRETARY) == "acknowledge"


def test_nothing_is_done_to_a_case_that_is_over() -> None:
    assert pressed(staff(), replace(CASE, state=State.CLOSED)) == ""
    assert pressed(staff(replace(BUSY, taps=0)), CASE, SECRETARY) == ""


def test_ordinary_letters_are_read_in_office_hours_and_pressing_ones_at_once() -> None:
    night = moment("2026-11-23 23:00")
    work = staff()
    calendar = demo_rules().calendar
    seen = work.looks_at(night, pressing=False, who=HOLDER)
    assert calendar.next_opening(seen) == seen
    assert work.looks_at(night, pressing=True, who=HOLDER) < night + timedelta(hours=2)


def test_who_is_away_reads_it_when_he_is_back() -> None:
    work = staff(replace(BUSY, absence=0.5))
    seen = [work.looks_at(MONDAY, pressing=True, who=f"p{at}") for at in range(40)]
    assert sum(at > MONDAY + timedelta(days=2) for at in seen) > 5


@pytest.mark.parametrize(
    ("offered", "press"),
    [
        (("solved", "not_solved"), "solved"),
        (("stars",), "stars"),
        (("now", "past"), "past"),
        (("here",), "here"),
        (("follow",), ""),
        ((), ""),
    ],
)
def test_residents_answer_what_they_are_asked(offered: tuple[str, ...], press: str) -> None:
    choices = tuple(Choice(Text("x"), f"{act}:DQ000001:1") for act in offered)
    deed = Residents(BUSY, Random(1)).answers("wang", choices, MONDAY)
    assert (deed.press.partition(":")[0] if deed else "") == press
    assert deed is None or deed.at > MONDAY


def test_silent_residents_say_nothing() -> None:
    choices = (Choice(Text("x"), "solved:A:1"), Choice(Text("y"), "not_solved:A:1"))
    assert Residents(replace(BUSY, answers=0), Random(1)).answers("wang", choices, MONDAY) is None
    assert 0 < USUAL.answers < 1

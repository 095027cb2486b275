from dataclasses import replace

import pytest

from domain.presses import read_press
from domain.states import State
from jobs.rounds import JobRound
from jobs.taps import taps_for
from tests.domain.builders import DISPATCHERS, HOLDER, MONDAY, SECRETARY, case_in, demo_rules, staff


@pytest.mark.parametrize(
    ("state", "person", "labels"),
    [
        (State.NEW, DISPATCHERS[0], ["accept"]),
        (State.ASSIGNED, HOLDER, ["accept", "return", "assist"]),
        (State.ASSIGNED, SECRETARY, ["accept", "assist"]),
        (State.ACCEPTED, HOLDER, ["received", "working", "return", "assist"]),
        (State.ACCEPTED, SECRETARY, ["received", "working", "assist"]),
        (State.ACCEPTED, "zhang-secretary-dq2", []),
        (State.CLOSED, HOLDER, []),
    ],
)
def test_everybody_is_offered_the_taps_that_he_may_do(
    state: State, person: str, labels: list[str]
) -> None:
    case = case_in(state)
    work = JobRound("dongqiao", (case,), demo_rules(), MONDAY)
    taps = taps_for(case, staff(person), work)
    assert [tap.label.key for tap in taps] == [f"chase.{label}" for label in labels]


def test_a_tap_names_the_case_and_the_version_that_it_was_offered_at() -> None:
    case = replace(case_in(State.ACCEPTED), version=7)
    taps = taps_for(case, staff(HOLDER), JobRound("dongqiao", (case,), demo_rules(), MONDAY))
    presses = [read_press(tap.press) for tap in taps]
    assert [press.act for press in presses] == [
        "acknowledge",
        "acknowledge",
        "do",
        "acknowledge",
    ]
    assert [press.argument for press in presses] == ["", "working", "return", "assist"]
    assert {(press.number, press.version) for press in presses} == {("DQ000001", 7)}

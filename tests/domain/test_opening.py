from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cases import Party
from domain.categories import Priority
from domain.events import first_break
from domain.opening import (
    ACCEPT_WITHIN,
    UNASSIGNED,
    first_party,
    matter_of,
    open_case,
    placed,
    start_clocks,
)
from domain.people import Identity
from domain.reading import Emergency, Reading, Reason
from domain.refusals import Refused
from domain.routing import route
from domain.states import Act, Part, State
from tests.domain.builders import (
    ALARM,
    COMPANY,
    DISPATCHERS,
    HOLDER,
    HOME,
    MONDAY,
    SECRETARY,
    STREET,
    away,
    demo_rules,
    drafted,
    moment,
    opened,
    with_absences,
)
from tests.jobs.clockwork import clock

RULES = demo_rules()
LEAVES = sorted(RULES.categories.leaves)


def test_a_case_opens_with_the_words_unchanged_in_somebodys_hands() -> None:
    draft = drafted()
    case = opened().case
    assert (case.text, case.number, case.place) == (draft.text, "DQ000001", HOME)
    assert (case.state, case.holder, case.queue) == (State.ASSIGNED, HOLDER, "property")
    assert (case.version, case.opened_at, case.waiting_since) == (1, MONDAY, MONDAY)
    assert case.parties == (draft.party,)


def test_the_first_event_names_no_resident_and_begins_the_chain() -> None:
    changed = opened()
    event = changed.event
    assert (event.actor, event.part, event.act, event.seq) == (
        "reporter",
        Part.REPORTER,
        Act.OPEN,
        1,
    )
    assert (event.before, event.after, event.reason) == (State.NEW, State.ASSIGNED, "lead")
    assert changed.case.head == event.hash
    assert first_break([event]) is None


def test_a_case_that_nobody_may_hold_waits_for_its_dispatch() -> None:
    people = (HOLDER, SECRETARY, "wang-head-dq1", "li-worker-dq1", *DISPATCHERS, *STREET)
    changed = opened(rules=with_absences(*(away(person, "") for person in people)))
    assert (changed.case.state, changed.case.holder) == (State.NEW, "")
    assert changed.event.reason == "nobody"


def test_words_of_danger_make_any_matter_a_danger() -> None:
    assert opened(draft=drafted(alarm=ALARM)).case.priority is Priority.DANGER
    guarded = Emergency("trapped", "A3", ("119",), ("困",), guarded=True)
    assert opened(draft=drafted(alarm=guarded)).case.priority is Priority.NORMAL


def test_reasons_and_tags_of_the_reading_stay_with_the_case() -> None:
    reading = Reading("灯", reasons=(Reason("灯", "A6", 100),), tags=frozenset({"repeat"}))
    case = opened(draft=replace(drafted(), reading=reading)).case
    assert (case.reasons, case.tags) == (reading.reasons, reading.tags)


def test_whom_the_words_complain_about_is_kept_for_a_place_told_later() -> None:
    reading = Reading("物业不管", about=("property",))
    draft = replace(drafted("X0"), reading=reading, place=replace(HOME, compound=""))
    case = opened(draft=draft).case
    assert case.about == ()
    later = replace(case, place=HOME)
    assert matter_of(later, RULES.categories).about == ("property",)
    assert route(matter_of(later, RULES.categories), RULES, MONDAY.date()).about == (COMPANY,)


def test_whom_a_case_is_about_stays_so_when_it_is_placed_elsewhere() -> None:
    case = replace(opened().case, about=(COMPANY,))
    elsewhere = replace(case, place=replace(HOME, compound=""))
    way = route(matter_of(elsewhere, RULES.categories), RULES, MONDAY.date())
    assert placed(elsewhere, way).about == (COMPANY,)


def test_an_unknown_leaf_is_refused() -> None:
    with pytest.raises(Refused, match=r"categories\.unknown_leaf"):
        open_case(drafted("Z9"), RULES, MONDAY)


def test_placing_moves_hands_and_no_clock() -> None:
    case = opened().case
    way = route(matter_of(replace(case, leaf="E3"), RULES.categories), RULES, MONDAY.date())
    moved = placed(case, way)
    assert (moved.holder, moved.queue) == (SECRETARY, "grid")
    assert moved.clocks == case.clocks


def test_limits_of_the_lamp_before_the_spring_festival_leave_it_out() -> None:
    clocks = opened(at=moment("2026-02-13 17:40")).case.clocks
    times = [clocks.unassigned, clocks.accept, clocks.answer, clocks.soon, clocks.solve]
    assert [clock(each) for each in times if each] == [
        "02-14 09:30",
        "02-14 14:00",
        "02-14 17:30",
        "02-24 08:30",
        "02-25 17:30",
    ]
    assert clocks.promised == clocks.solve


@pytest.mark.parametrize(
    ("at", "warned"),
    [
        ("2026-11-23 10:00", "11-25 08:30"),
        ("2026-09-16 10:00", "09-18 08:30"),  # due on the made-up Sunday
        ("2026-09-30 10:00", "10-09 08:30"),  # due on the made-up Saturday after the holiday
    ],
)
def test_the_warning_rings_on_the_morning_of_the_working_day_before(at: str, warned: str) -> None:
    soon = opened(at=moment(at)).case.clocks.soon
    assert soon is not None
    assert clock(soon) == warned


def test_short_limits_ring_no_warning_and_a_leaf_without_one_promises_an_answer() -> None:
    clocks = opened("A4").case.clocks
    assert clocks.soon is None
    leaf = replace(RULES.categories.leaf("A6"), solve=None)
    open_ended = start_clocks(leaf, leaf.priority, MONDAY, RULES.calendar)
    assert (open_ended.solve, open_ended.soon) == (None, None)
    assert open_ended.promised == open_ended.answer


def test_words_of_danger_in_a_milder_matter_are_signed_for_as_soon_as_any_danger() -> None:
    assert set(ACCEPT_WITHIN) == set(Priority)
    night = moment("2026-11-28 23:00")
    case = opened(at=night, draft=drafted("I1", alarm=ALARM)).case
    assert case.clocks.accept == night + timedelta(minutes=5)
    own = opened("A3", night).case.clocks.accept
    assert own == night + timedelta(minutes=5)


@given(st.sampled_from(LEAVES), st.integers(0, 366 * 24))
def test_every_matter_is_looked_at_soon_whenever_it_comes(leaf: str, hours: int) -> None:
    at = moment("2026-01-01 00:00") + timedelta(hours=hours)
    case = opened(leaf, at).case
    clocks = case.clocks
    assert case.next_due is not None
    assert clocks.promised is not None
    assert clocks.soon is None or at < clocks.soon < clocks.promised
    for each in (clocks.unassigned, clocks.accept, clocks.answer, clocks.solve):
        assert each is None or each > at


def test_nobody_holding_a_case_is_always_on_the_shortest_clock() -> None:
    assert set(UNASSIGNED) == set(Priority)
    for leaf in LEAVES:
        clocks = opened(leaf).case.clocks
        assert clocks.unassigned is not None
        assert clocks.accept is None or clocks.unassigned <= clocks.accept


def test_the_first_party_reports() -> None:
    party = first_party("wang", "home", Identity.OPEN, neutral=True)
    assert party == Party("wang", Part.REPORTER, "home", Identity.OPEN, neutral=True)

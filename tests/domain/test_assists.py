from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from domain.assists import ARRIVE_WITHIN, ASSIST_WITHIN, Assist, AssistKind
from domain.categories import Priority
from domain.deadlines import due_at
from tests.domain.builders import MONDAY, demo_rules

ASKED = Assist(AssistKind.ASSIST, "market", "cheng-officer-market", "wang", MONDAY, MONDAY)
WHISTLED = replace(ASKED, kind=AssistKind.WHISTLE)


@pytest.mark.parametrize("limits", [ASSIST_WITHIN, ARRIVE_WITHIN])
def test_what_is_more_pressing_is_never_given_more_time(limits: dict[Priority, object]) -> None:
    calendar = demo_rules().calendar
    assert set(limits) == set(Priority)
    dues = [due_at(MONDAY, ASSIST_WITHIN[each], calendar) for each in sorted(Priority)]
    assert all(sooner < later for sooner, later in pairwise(dues))


def test_arrival_is_awaited_of_who_is_whistled_for_until_he_is_there_or_done() -> None:
    assert WHISTLED.awaits_arrival
    assert not ASKED.awaits_arrival
    assert not replace(WHISTLED, arrived_at=MONDAY).awaits_arrival
    assert not replace(WHISTLED, done_at=MONDAY).awaits_arrival


def test_who_comes_is_in_time_by_what_the_whistle_named_not_by_what_is_due_after_it() -> None:
    late = MONDAY + timedelta(minutes=1)
    assert not WHISTLED.came_in_time
    assert replace(WHISTLED, arrived_at=MONDAY, arrive_by=MONDAY, due=late).came_in_time
    assert not replace(WHISTLED, arrived_at=late, arrive_by=MONDAY, due=late).came_in_time
    assert replace(WHISTLED, arrived_at=MONDAY).came_in_time


def test_acceptance_is_awaited_of_who_is_asked_to_assist() -> None:
    assert ASKED.awaits_acceptance
    assert not WHISTLED.awaits_acceptance
    assert not replace(ASKED, accepted_at=MONDAY).awaits_acceptance
    assert not replace(ASKED, done_at=MONDAY).awaits_acceptance


def test_seats_name_the_person_and_the_queue() -> None:
    assert ASKED.seats == ("p:cheng-officer-market", "q:market")

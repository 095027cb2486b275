from dataclasses import replace
from datetime import timedelta

import pytest

from domain.cases import Party
from domain.categories import Priority
from domain.merging import grown, parted, raised
from domain.states import Part
from tests.domain.builders import case_of

ONE = case_of()
OTHER = replace(
    ONE, number="DQ000002", parties=(Party("an", Part.REPORTER, "h1"), Party("bo", Part.FOLLOWER))
)


def test_the_other_reporter_follows_and_homes_are_counted() -> None:
    both = grown(ONE, OTHER)
    assert [party.part for party in both.parties] == [Part.REPORTER, Part.FOLLOWER, Part.FOLLOWER]
    assert both.households == 3
    assert both.priority is Priority.NORMAL


@pytest.mark.parametrize(
    ("priority", "homes", "after"),
    [
        (Priority.SLOW, 2, Priority.SLOW),
        (Priority.SLOW, 3, Priority.NORMAL),
        (Priority.NORMAL, 9, Priority.NORMAL),
        (Priority.NORMAL, 10, Priority.URGENT),
        (Priority.DANGER, 10, Priority.DANGER),
    ],
)
def test_many_homes_make_a_matter_more_pressing(
    priority: Priority, homes: int, after: Priority
) -> None:
    assert raised(priority, homes) is after


def test_secrecy_and_earlier_limits_hold() -> None:
    promised = ONE.clocks.promised
    assert promised
    early = replace(
        OTHER,
        tags=frozenset({"confidential"}),
        about=("x",),
        clocks=replace(OTHER.clocks, promised=promised - timedelta(hours=1), answer=None),
    )
    both = grown(ONE, early)
    assert "confidential" in both.tags
    assert both.about == ("x",)
    assert both.clocks.promised == promised - timedelta(hours=1)
    assert both.clocks.answer == ONE.clocks.answer


def test_who_follows_by_two_merged_cases_stays_until_both_are_taken_out() -> None:
    third = replace(OTHER, number="DQ000003")
    both = grown(grown(ONE, OTHER), third)
    assert [party.through for party in both.parties[1:]] == [("DQ000002", "DQ000003")] * 2
    assert both.households == 3
    left = parted(both, third)
    assert [party.person_id for party in left.parties[1:]] == ["an", "bo"]
    assert parted(left, OTHER).parties == ONE.parties
    again = parted(grown(left, third), OTHER)
    assert [party.through for party in again.parties[1:]] == [("DQ000003",)] * 2


def test_who_came_before_the_ways_were_written_down_leaves_as_then() -> None:
    both = grown(ONE, OTHER)
    unknown = replace(both, parties=tuple(replace(each, through=()) for each in both.parties))
    assert parted(unknown, OTHER).parties == ONE.parties


def test_what_parts_takes_its_people_along_and_leaves_the_limits() -> None:
    both = grown(ONE, OTHER)
    left = parted(both, OTHER)
    assert left.parties == ONE.parties
    assert left.clocks == both.clocks
    assert parted(both, ONE).parties[0].part is Part.REPORTER

"""The count of votes: the worked numbers of the law's two thresholds, and what holds for all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ballots import (
    Answer,
    Ballot,
    Matter,
    Poll,
    Share,
    Tally,
    Unit,
    Way,
    count_votes,
    live_ballots,
)
from tests.domain.builders import MONDAY

OF_600 = Share(600, 600, 6_000_000)
ORDINARY, GRAVE = Matter.ORDINARY, Matter.GRAVE


def unit(room: int, area: int = 10_000, owner: str = "") -> Unit:
    return Unit("tiancheng", "1", "1", str(room), area, owner or f"G{room}")


def ballot(room: int, answer: Answer | None = Answer.YES, version: int = 1) -> Ballot:
    return Ballot("p", unit(room).home, answer, Way.OWN, "somebody", MONDAY, version)


def tally(part: tuple[int, int], yes: tuple[int, int], whole: Share = OF_600) -> Tally:
    return Tally(whole, Share(1, *part), Share(1, *yes), Share(), Share())


@pytest.mark.parametrize(
    ("part", "yes", "takes_part", "ordinary", "grave"),
    [
        ((410, 3_990_000), (410, 3_990_000), False, False, False),
        ((411, 3_999_999), (411, 3_999_999), False, False, False),
        ((399, 4_005_000), (399, 4_005_000), False, False, False),
        ((400, 4_000_000), (400, 4_000_000), True, True, True),
        ((411, 4_005_000), (206, 2_002_500), True, False, False),
        ((411, 4_005_000), (206, 2_002_501), True, True, False),
        ((411, 4_005_000), (205, 2_002_501), True, False, False),
        ((411, 4_005_000), (309, 3_003_750), True, True, True),
        ((411, 4_005_000), (308, 3_003_750), True, True, False),
        ((411, 4_005_000), (309, 3_003_749), True, True, False),
    ],
)
def test_worked_numbers_of_six_hundred_homes(
    part: tuple[int, int], yes: tuple[int, int], *, takes_part: bool, ordinary: bool, grave: bool
) -> None:
    counted = tally(part, yes)
    assert counted.takes_part is takes_part
    assert counted.passes(ORDINARY) is ordinary
    assert counted.passes(GRAVE) is grave


@pytest.mark.parametrize(
    ("part", "takes_part"),
    [
        ((986, 8_562_034), True),
        ((985, 8_562_034), False),
        ((986, 8_562_033), False),
    ],
)
def test_two_thirds_of_1479_owners_and_of_128430_square_metres(
    part: tuple[int, int], *, takes_part: bool
) -> None:
    whole = Share(1_500, 1_479, 12_843_050)
    assert tally(part, (0, 0), whole).takes_part is takes_part


def test_three_quarters_of_the_owners_and_not_of_the_area_decide_nothing_grave() -> None:
    counted = tally((1_100, 9_500_000), (826, 7_110_000))
    assert counted.consents(ORDINARY)
    assert not counted.consents(GRAVE)
    half = tally((1_100, 9_500_000), (550, 4_750_001))
    assert not half.consents(ORDINARY)
    assert replace(half, yes=Share(1, 551, 4_750_001)).consents(ORDINARY)
    assert not replace(half, yes=Share(1, 551, 4_750_000)).consents(ORDINARY)


def test_where_nobody_takes_part_nothing_is_decided() -> None:
    for roll in ((), (unit(101),)):
        empty = count_votes(roll, ())
        assert not empty.takes_part
        assert not empty.consents(GRAVE)
        assert not empty.passes(ORDINARY)


def test_an_owner_of_several_units_is_one_person_and_all_their_area() -> None:
    roll = (unit(101, 10_000, "A"), unit(102, 20_000, "A"), unit(201, 5_000, "B"))
    counted = count_votes(roll, (ballot(101), ballot(102), ballot(201, Answer.NO)))
    assert counted.whole == Share(3, 2, 35_000)
    assert counted.part == Share(3, 2, 35_000)
    assert (counted.yes, counted.no) == (Share(2, 1, 30_000), Share(1, 1, 5_000))


def test_an_owner_of_two_minds_takes_part_and_agrees_as_nobody() -> None:
    roll = (unit(101, 10_000, "A"), unit(102, 20_000, "A"))
    counted = count_votes(roll, (ballot(101), ballot(102, Answer.NO)))
    assert (counted.part, counted.yes) == (Share(2, 1, 30_000), Share(1, 0, 10_000))
    assert (counted.no, counted.abstain) == (Share(1, 0, 20_000), Share(0, 1, 0))


def test_abstaining_is_taking_part_and_silence_is_not() -> None:
    roll = (unit(101), unit(102), unit(103))
    counted = count_votes(roll, (ballot(101), ballot(102, Answer.ABSTAIN)))
    assert counted.part == Share(2, 2, 20_000)
    assert counted.takes_part
    assert not counted.passes(ORDINARY)


def test_what_was_taken_back_unchecked_or_is_no_unit_of_the_roll_counts_for_nothing() -> None:
    roll = (unit(101), unit(102), unit(103))
    waits = replace(ballot(102), must_check=True)
    ballots = (ballot(101), ballot(101, None, 2), waits, ballot(999))
    assert live_ballots(roll, ballots) == {}
    checked = replace(waits, checked_by="captain")
    assert count_votes(roll, (*ballots, replace(checked, version=2))).yes.units == 1


def test_an_unchecked_change_leaves_nothing_of_the_ballot_before_it() -> None:
    later = replace(ballot(101, Answer.NO, 2), must_check=True)
    assert live_ballots((unit(101),), (ballot(101), later)) == {}


def by(who: str, answer: Answer | None, version: int, way: Way = Way.OWN) -> Ballot:
    return replace(ballot(101, answer, version), cast_by=who, way=way)


@pytest.mark.parametrize(
    ("ballots", "said"),
    [
        ((by("wife", Answer.YES, 1), by("man", Answer.YES, 2)), Answer.YES),
        ((by("wife", Answer.YES, 1), by("man", Answer.NO, 2)), None),
        ((by("wife", Answer.YES, 1), by("man", Answer.NO, 2), by("man", None, 3)), Answer.YES),
        ((by("wife", Answer.YES, 1), by("man", Answer.NO, 2), by("wife", Answer.NO, 3)), Answer.NO),
        ((by("captain", Answer.NO, 1, Way.ASSISTED),), Answer.NO),
        ((by("captain", Answer.NO, 1, Way.ASSISTED), by("wife", Answer.YES, 2)), Answer.YES),
        (
            (
                by("captain", Answer.NO, 1, Way.ASSISTED),
                by("wife", Answer.YES, 2),
                by("wife", None, 3),
            ),
            None,
        ),
        ((by("wife", None, 1), by("captain", Answer.NO, 2, Way.ASSISTED)), Answer.NO),
        ((by("wife", Answer.YES, 1), by("captain", Answer.NO, 2, Way.ASSISTED)), Answer.YES),
    ],
)
def test_a_household_that_does_not_agree_has_no_ballot_and_its_own_word_comes_first(
    ballots: tuple[Ballot, ...], said: Answer | None
) -> None:
    assert live_ballots((unit(101),), ballots).get(unit(101).home) is said


def test_the_moment_of_the_close_is_too_late() -> None:
    day = timedelta(days=1)
    poll = Poll("dongqiao", "p", "a", "?", ORDINARY, MONDAY, MONDAY + day, "secretary")
    assert poll.is_open(MONDAY)
    assert not poll.is_open(MONDAY + day)
    assert not poll.is_open(MONDAY - day)


@st.composite
def votes(draw: st.DrawFn) -> tuple[tuple[Unit, ...], tuple[Ballot, ...]]:
    areas = draw(st.lists(st.integers(1, 30_000), min_size=1, max_size=12))
    owners = draw(st.lists(st.sampled_from("ABCDEF"), min_size=len(areas), max_size=len(areas)))
    roll = tuple(
        unit(room, area, owner)
        for room, (area, owner) in enumerate(zip(areas, owners, strict=True))
    )
    said = st.tuples(st.integers(0, len(areas)), st.sampled_from((*Answer, None)), st.booleans())
    cast = draw(st.lists(said, max_size=30))
    ballots = tuple(
        replace(ballot(room, answer, version), must_check=must_check)
        for version, (room, answer, must_check) in enumerate(cast, start=1)
    )
    return roll, ballots


def last_of(ballots: Sequence[Ballot], home: str) -> Ballot | None:
    return next((each for each in reversed(ballots) if each.home == home), None)


@given(votes())
def test_p19_the_count_is_the_number_of_distinct_units_with_a_live_ballot(
    votes: tuple[tuple[Unit, ...], tuple[Ballot, ...]],
) -> None:
    roll, ballots = votes
    counted = count_votes(roll, ballots)
    live = [last for each in roll if (last := last_of(ballots, each.home)) and last.counts]
    assert counted.part.units == len(live)
    parts = (counted.yes, counted.no, counted.abstain)
    assert sum(each.units for each in parts) == counted.part.units
    assert sum(each.persons for each in parts) == counted.part.persons
    assert sum(each.area for each in parts) == counted.part.area
    assert counted.whole.persons == len({each.owner for each in roll})


@given(votes())
def test_p19_order_and_repeats_of_ballots_change_no_count(
    votes: tuple[tuple[Unit, ...], tuple[Ballot, ...]],
) -> None:
    roll, ballots = votes
    assert count_votes(roll, ballots) == count_votes(roll, (*reversed(ballots), *ballots))


@given(votes(), st.sampled_from(Matter))
def test_more_yes_never_undoes_a_decision(
    votes: tuple[tuple[Unit, ...], tuple[Ballot, ...]], matter: Matter
) -> None:
    roll, ballots = votes
    if count_votes(roll, ballots).passes(matter):
        turned = tuple(
            replace(each, answer=Answer.YES) if each.answer is Answer.NO else each
            for each in ballots
        )
        assert count_votes(roll, turned).passes(matter)

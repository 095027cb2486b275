"""P18: what is shown of a closed vote by stairwell tells of no single household."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ballot_cells import FEWEST, Cell, cells_of
from domain.ballots import Answer, Ballot, Unit, Way, count_votes
from tests.domain.builders import MONDAY

Y, N, A = Answer.YES, Answer.NO, Answer.ABSTAIN


def compound(*stairs: str) -> tuple[tuple[Unit, ...], tuple[Ballot, ...]]:
    """Return a roll and ballots; a word a stairwell, ``y n a`` a ballot each, ``.`` silence."""
    answers = {"y": Y, "n": N, "a": A}
    said = {
        Unit("tiancheng", str(number), "1", str(room), 10_000, f"{number}-{room}"): word
        for number, homes in enumerate(stairs, start=1)
        for room, word in enumerate(homes, start=101)
    }
    ballots = (
        Ballot("p", unit.home, answers[word], Way.OWN, "x", MONDAY)
        for unit, word in said.items()
        if word in answers
    )
    return tuple(said), tuple(ballots)


@pytest.mark.parametrize(
    ("stairs", "shown"),
    [
        # Nine against three may be shown; eleven against one, or all alike, may not.
        (("yyyyyyyyynnn", "yyynnn"), [("1",), ("2",)]),
        (("yyyyyyyyyyyn", "yyynnn"), [("1", "2")]),
        (("yyyyyyyyyyyy", "yyynnn"), [("1", "2")]),
        # Too few ballots stay with the next stairwell, the last with the one before.
        (("yn..........", "yyynnn"), [("1", "2")]),
        (("yyynnn", "yn"), [("1", "2")]),
        (("yyynnn", "yyynnn", "y"), [("1",), ("2", "3")]),
        (("yyynnn", "......"), [("1", "2")]),
        # Not even the whole compound hides them.
        (("yyy", "n"), []),
        (("yyyyyy", "yyyyyy"), []),
        ((), []),
    ],
)
def test_stairwells_that_would_tell_too_much_are_joined(
    stairs: tuple[str, ...], shown: list[tuple[str, ...]]
) -> None:
    roll, ballots = compound(*stairs)
    cells = cells_of(roll, ballots)
    assert [tuple(each[1] for each in cell.stairs) for cell in cells] == shown


def test_joining_goes_back_as_far_as_it_must() -> None:
    roll, ballots = compound("yyynnn", "yyynnn", "aa")
    assert [len(cell.stairs) for cell in cells_of(roll, ballots)] == []
    roll, ballots = compound("yyynnn", "yyynnn", "aaa")
    assert [len(cell.stairs) for cell in cells_of(roll, ballots)] == [1, 2]


def test_stairwells_stand_in_the_order_in_which_people_count() -> None:
    roll, ballots = compound(*["yyynnn"] * 11)
    assert [cell.stairs[0][1] for cell in cells_of(roll, ballots)][-3:] == ["9", "10", "11"]


@given(st.lists(st.text("yna.", min_size=1, max_size=14), max_size=8))
def test_p18_every_cell_hides_its_households_and_none_is_lost(stairs: list[str]) -> None:
    roll, ballots = compound(*stairs)
    cells = cells_of(roll, ballots)
    for cell in cells:
        said = (cell.yes, cell.no, cell.abstain)
        assert cell.part >= FEWEST
        assert all(each == 0 or each >= 3 for each in said)
        assert max(said) < cell.part
    if cells:
        counted = count_votes(roll, ballots)
        assert sum(cell.units for cell in cells) == counted.whole.units
        assert sum(cell.yes for cell in cells) == counted.yes.units
        assert sum(cell.part for cell in cells) == counted.part.units


def test_a_cell_tells_how_many_took_part() -> None:
    assert Cell((("tiancheng", "1", "1"),), 12, 4, 3, 0).part == 7

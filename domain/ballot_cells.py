"""A closed vote by stairwell (楼道), so coarse that nobody's ballot can be read from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.ballots import Answer, Ballot, Stairs, Unit, live_ballots, order_of

# Fewer ballots than this stay with their neighbours (docs/sources.md#votes).
FEWEST = 5
# A number of ballots that is not nothing and smaller than this tells of single households.
_FEWEST_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One stairwell or several neighbouring ones; areas are left out, each unit's is its own."""

    stairs: tuple[Stairs, ...]
    units: int
    yes: int
    no: int
    abstain: int

    @property
    def part(self) -> int:
        """Return how many units took part."""
        return self.yes + self.no + self.abstain

    @property
    def hides(self) -> bool:
        """Say whether no single ballot can be read from it: enough of them, and not all alike."""
        said = (self.yes, self.no, self.abstain)
        alike = any(0 < each < _FEWEST_ALIKE for each in said) or self.part in said
        return self.part >= FEWEST and not alike

    def joined(self, other: "Cell") -> "Cell":
        """Return both as one."""
        return Cell(
            self.stairs + other.stairs,
            self.units + other.units,
            self.yes + other.yes,
            self.no + other.no,
            self.abstain + other.abstain,
        )


def cells_of(roll: Sequence[Unit], ballots: Sequence[Ballot]) -> tuple[Cell, ...]:
    """Return the vote by stairwell; those that would tell too much are joined with the next.

    Where not even the whole compound hides its households, nothing is shown by stairwell.
    """
    said = live_ballots(roll, ballots)
    by_stairs: dict[Stairs, list[Unit]] = {}
    for unit in sorted(roll, key=lambda each: order_of(each.stairs)):
        by_stairs.setdefault(unit.stairs, []).append(unit)
    shown: list[Cell] = []
    open_cell: Cell | None = None
    for stairs, units in by_stairs.items():
        cell = _cell(stairs, units, said)
        open_cell = open_cell.joined(cell) if open_cell else cell
        if open_cell.hides:
            shown.append(open_cell)
            open_cell = None
    while open_cell and not open_cell.hides and shown:
        open_cell = shown.pop().joined(open_cell)
    if open_cell and open_cell.hides:
        shown.append(open_cell)
    return tuple(shown)


def _cell(stairs: Stairs, units: Sequence[Unit], said: Mapping[str, Answer]) -> Cell:
    answers = [said.get(each.home) for each in units]
    return Cell(
        (stairs,),
        len(units),
        answers.count(Answer.YES),
        answers.count(Answer.NO),
        answers.count(Answer.ABSTAIN),
    )

"""Named points between two things that may come apart; a test breaks the station there.

A running station passes them for nothing: ``pass_by`` is what everybody is handed.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias


class Point(StrEnum):
    """Where a process may die, by what was the last thing that it did."""

    TURNS_WRITTEN = "turns written, not committed"
    TURNS_COMMITTED = "turns committed, nobody told"
    STRIKE_CLAIMED = "strike claimed, nothing struck"
    STRIKE_WRITTEN = "a share of the strike written, not committed"
    STRIKE_COMMITTED = "all shares committed, strike not finished"
    LETTERS_CLAIMED = "letters claimed, not committed"
    LETTERS_LEASED = "letters leased, none sent"
    LETTER_SENT = "a letter sent, not marked"


Passing: TypeAlias = Callable[[Point], None]


def pass_by(_point: Point) -> None:
    """Go on."""

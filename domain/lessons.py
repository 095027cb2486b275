"""Lessons (改判): what people said a case is, and words that they added to the lexicon."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class LessonGiven:
    """Somebody said what a case is: the event is its ``seq``, ``before`` the leaf until then.

    ``giver`` is a person's id. A resident who confirms gives a lesson with both leaves alike.
    """

    number: str
    seq: int
    giver: str
    by_staff: bool
    before: str
    leaf: str


@dataclass(frozen=True, slots=True)
class LessonUndone:
    """A lesson does not count any more; the case itself stays as it is."""

    number: str
    seq: int
    by: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as it is listed for who looks after the station; it names no resident."""

    given: LessonGiven
    at: datetime
    undone: bool = False


class TermState(StrEnum):
    """What became of a proposed word."""

    PROPOSED = "proposed"
    TAKEN = "taken"
    REFUSED = "refused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A word of the community's own lexicon, or proposed for it.

    ``scope`` is a grid's code, "" for the whole community, ``CITY`` for every one; ``weight``
    runs from 1 to 4; ``messages``, ``homes`` and ``odds`` (hundredths) say why it was proposed.
    """

    term: str
    leaf: str
    scope: str = ""
    state: TermState = TermState.PROPOSED
    weight: int = 2
    messages: int = 0
    homes: int = 0
    odds: int = 0
    author: str = ""
    decided_at: datetime | None = None


CITY = "city"
"""The scope of a word that counts in every community."""


@dataclass(frozen=True, slots=True)
class TermsChanged:
    """Words are proposed, taken, refused or stopped from now on."""

    terms: tuple[OwnTerm, ...]


@dataclass(frozen=True, slots=True)
class RarityCounted:
    """In how many of so many open reports each pair of characters stands, counted anew."""

    reports: int
    counts: Mapping[str, int]


LearningChange: TypeAlias = LessonGiven | LessonUndone | TermsChanged | RarityCounted

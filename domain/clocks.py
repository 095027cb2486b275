"""The clocks of a case: what each is about, in which state it runs, and the nudges about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.states import State


class DueKind(StrEnum):
    """Why a case is looked at when its ``next_due_at`` comes."""

    UNASSIGNED = "unassigned"
    ACCEPT = "accept"
    ANSWER = "answer"
    WORD = "word"
    SOON = "soon"
    SOLVE = "solve"
    RESUME = "resume"
    REVIEW = "review"
    CONFIRM = "confirm"
    ASSIST = "assist"


@dataclass(frozen=True, slots=True)
class Clocks:
    """Due times, aware UTC, None where no such clock was started.

    ``promised`` is the date told to the resident; it is never moved without telling. ``word`` is
    by when a resident who spoke again hears something from a person.
    """

    unassigned: datetime | None = None
    accept: datetime | None = None
    answer: datetime | None = None
    word: datetime | None = None
    soon: datetime | None = None
    solve: datetime | None = None
    resume: datetime | None = None
    review: datetime | None = None
    confirm: datetime | None = None
    promised: datetime | None = None


@dataclass(frozen=True, slots=True)
class Nudge:
    """The latest chase: for which due value, up to which level of the ladder, when again.

    ``level`` 0 is the holder, 1 the secretary, 2 the community, 3 the street.
    """

    kind: DueKind
    due: datetime
    level: int
    again_at: datetime
    count: int = 1
    acknowledged: bool = False

    def is_about(self, kind: DueKind, due: datetime) -> bool:
        """Say whether it speaks of that very due value."""
        return (self.kind, self.due) == (kind, due)


_IN_HAND = (
    DueKind.ANSWER,
    DueKind.WORD,
    DueKind.SOON,
    DueKind.SOLVE,
    DueKind.REVIEW,
    DueKind.ASSIST,
)
# Which clocks run in which state; a state without a clock is final (tests hold it to that).
RUNNING: Mapping[State, tuple[DueKind, ...]] = {
    State.NEW: (DueKind.UNASSIGNED, DueKind.ASSIST),
    State.ASSIGNED: (DueKind.ACCEPT, *_IN_HAND),
    State.ACCEPTED: _IN_HAND,
    State.WAITING: (DueKind.RESUME, DueKind.ASSIST),
    State.PAUSED: (DueKind.RESUME, DueKind.WORD, DueKind.ASSIST),
    State.IN_MEDIATION: (DueKind.REVIEW, DueKind.WORD, DueKind.ASSIST),
    State.RESOLVED: (DueKind.CONFIRM,),
    State.CLOSED: (),
    State.WITHDRAWN: (),
    State.MERGED: (),
    State.REFERRED: (),
}

"""What a mediation (调解) used up on its way: who was invited, what was moved, missed, extended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

EXTENSION = timedelta(days=15)
MOST_EXTENSIONS = 2
MOST_SUSPENSIONS = 1
MOST_PANELS = 2
MOST_MISSED = 2
MOST_FAILURES = 2
"""After so many lists or proposals without anybody the choice goes to the neighbours."""


@dataclass(frozen=True, slots=True)
class Course:
    """The way so far.

    ``guests`` are neighbours and experts whom both sides invited, ``failures`` choices of a
    mediator that found nobody, ``sought`` how many were begun, ``meets_at`` the agreed time in
    aware UTC, ``moved`` the roles that had it moved, ``missed`` how often a role did not come,
    ``reminded`` how many reminders of the meeting went out, ``panels`` how often a panel was
    drawn, ``warned`` of which end of the thirty days both sides were told.
    """

    guests: tuple[str, ...] = ()
    failures: int = 0
    sought: int = 0
    extended: int = 0
    suspended: int = 0
    meets_at: datetime | None = None
    moved: tuple[str, ...] = ()
    missed: Mapping[str, int] = field(default_factory=dict)
    reminded: int = 0
    panels: int = 0
    warned: datetime | None = None

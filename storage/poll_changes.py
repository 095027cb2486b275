"""Gather what steps change in polls, and write it."""

from dataclasses import dataclass, field

from sqlalchemy import Connection

from domain.polls import (
    BallotCast,
    BallotChecked,
    HomesAsked,
    OpinionGiven,
    PollChange,
    PollOpened,
    PollWoken,
    RemindersStopped,
)
from storage.ballots import write_ballots, write_opinions
from storage.polls import note_asked, open_polls, stop_reminders, wake_polls


@dataclass(slots=True)
class GatheredPolls:
    """Changes of polls by what they touch, in the order in which they came."""

    opened: list[PollOpened] = field(default_factory=list)
    cast: list[BallotCast] = field(default_factory=list)
    checked: list[BallotChecked] = field(default_factory=list)
    opinions: list[OpinionGiven] = field(default_factory=list)
    asked: list[HomesAsked] = field(default_factory=list)
    stopped: list[RemindersStopped] = field(default_factory=list)
    woken: list[PollWoken] = field(default_factory=list)

    def gather(self, change: PollChange) -> None:
        """Take one change."""
        match change:
            case BallotCast():
                self.cast.append(change)
            case BallotChecked():
                self.checked.append(change)
            case OpinionGiven():
                self.opinions.append(change)
            case _:
                self._gather_other(change)

    def _gather_other(self, change: PollOpened | HomesAsked | RemindersStopped | PollWoken) -> None:
        match change:
            case PollOpened():
                self.opened.append(change)
            case HomesAsked():
                self.asked.append(change)
            case RemindersStopped():
                self.stopped.append(change)
            case PollWoken():
                self.woken.append(change)

    def write(self, conn: Connection) -> None:
        """Write everything."""
        open_polls(conn, self.opened)
        write_ballots(conn, self.cast, self.checked)
        write_opinions(conn, self.opinions)
        note_asked(conn, self.asked)
        stop_reminders(conn, self.stopped)
        wake_polls(conn, self.woken)

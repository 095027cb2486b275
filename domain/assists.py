"""Lead and assist (主办/协办), whistle and arrival (吹哨报到): who helps who answers for a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.categories import Priority
from domain.deadlines import Limit


class AssistKind(StrEnum):
    """How somebody was called to a case of somebody else."""

    ASSIST = "assist"  # 协办
    WHISTLE = "whistle"  # 吹哨报到


# How long who assists has for it, unless the case is promised sooner (docs/sources.md#assist).
ASSIST_WITHIN: Mapping[Priority, Limit] = {
    Priority.DANGER: Limit.parse("30m"),
    Priority.URGENT: Limit.parse("4h"),
    Priority.NORMAL: Limit.parse("2wd"),
    Priority.SLOW: Limit.parse("5wd"),
}

# How soon who is whistled for is there, where the whistler names no time.
ARRIVE_WITHIN: Mapping[Priority, Limit] = {
    Priority.DANGER: Limit.parse("30m"),
    Priority.URGENT: Limit.parse("2h"),
    Priority.NORMAL: Limit.parse("1wd"),
    Priority.SLOW: Limit.parse("2wd"),
}


@dataclass(frozen=True, slots=True)
class Assist:
    """One body or person called to a case that another holds; moments are aware UTC.

    ``queue`` is a queue kind or department code, ``person_id`` who answers for it there,
    ``asked_by`` who called. ``arrive_by`` is until when a whistle wants him there, ``due`` when
    the next thing is awaited of him: his arrival, then his result. ``again_at`` is when the clock
    looks next, None once nothing is awaited;
    ``reminded`` counts its reminders for this ``due``. ``note`` is what he reported.
    """

    kind: AssistKind
    queue: str
    person_id: str
    asked_by: str
    asked_at: datetime
    due: datetime
    again_at: datetime | None = None
    reminded: int = 0
    place: str = ""
    arrive_by: datetime | None = None
    accepted_at: datetime | None = None
    arrived_at: datetime | None = None
    done_at: datetime | None = None
    note: str = ""

    @property
    def awaits_arrival(self) -> bool:
        """Say whether somebody is to come who has not come yet."""
        whistled = self.kind is AssistKind.WHISTLE
        return whistled and self.arrived_at is None and self.done_at is None

    @property
    def came_in_time(self) -> bool:
        """Say whether who was whistled for was there by the time that the whistle named."""
        return self.arrived_at is not None and self.arrived_at <= (self.arrive_by or self.due)

    @property
    def awaits_acceptance(self) -> bool:
        """Say whether who was asked to assist has not said yet that he does."""
        asked = self.kind is AssistKind.ASSIST
        return asked and self.accepted_at is None and self.done_at is None

    @property
    def seats(self) -> tuple[str, str]:
        """Return who may read the case by it: the person, and the queue where that is staffed."""
        return f"p:{self.person_id}", f"q:{self.queue}"

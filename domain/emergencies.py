"""After an emergency: what was told to help somebody is destroyed; what was done about it stays.

Which kinds of matters, and after how many days, stands in the category file
(docs/sources.md#destroying).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.cases import Case
from domain.rules import Rulebook
from domain.states import FINAL


@dataclass(frozen=True, slots=True)
class EmergencySpent:
    """What was told in an emergency goes: photos, letters and turns about that case."""

    number: str


def is_spent(case: Case, rules: Rulebook, at: datetime) -> bool:
    """Say whether what was told is needed no more: over for so long, and not yet destroyed."""
    days = rules.categories.leaf(case.leaf).destroy_days
    over = case.closed_at if case.state in FINAL and not case.follow_up_at else None
    return bool(days and case.text and over and over + timedelta(days=days) <= at)


def emptied(case: Case) -> Case:
    """Return the case without words, home and the reasons for reading it so."""
    place = replace(case.place.without_home(), words="")
    return replace(case, text="", place=place, reasons=())

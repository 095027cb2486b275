"""Relapse (复发): kinds of matters that come back are asked about once more, days after the end."""

from datetime import datetime

from domain.cases import Case
from domain.deadlines import Limit, due_at
from domain.rules import Rulebook


def follow_up_at(case: Case, closed_at: datetime, rules: Rulebook) -> datetime | None:
    """Return when it is asked whether the matter came back, None for kinds that do not."""
    days = rules.categories.leaf(case.leaf).relapse_days
    return due_at(closed_at, Limit.parse(f"{days}d"), rules.calendar) if days else None

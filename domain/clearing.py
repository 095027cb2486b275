"""Clearing (清理): what is kept longer than it must be loses its words when somebody said yes.

The kind of matter, its days and its outcome stay (docs/sources.md#retention).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from domain.calendar import shanghai_day
from domain.cases import Case
from domain.emergencies import EmergencySpent
from domain.people import Person, Role
from domain.rules import Rulebook
from domain.states import FINAL

KEEPERS = (Role.DISPATCHER, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class ClearingDecided:
    """``by`` said yes: what ended before that Shanghai day is cleared, in the coming night."""

    before: date
    by: str


Clearing: TypeAlias = ClearingDecided | EmergencySpent


def may_clear(person: Person, day: date) -> bool:
    """Say whether the person looks after the station, so that his yes counts."""
    return any(person.has_role(role, day) for role in KEEPERS)


def kept_until(rules: Rulebook, at: datetime) -> date:
    """Return the Shanghai day before which nothing that ended must be kept any longer."""
    return shanghai_day(at - rules.retention)


def is_old(case: Case, rules: Rulebook, at: datetime) -> bool:
    """Say whether the case need not be kept and still holds words."""
    ended = case.closed_at or case.opened_at
    is_over = case.state in FINAL and shanghai_day(ended) < kept_until(rules, at)
    return is_over and bool(case.text)

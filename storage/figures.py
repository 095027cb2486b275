"""Figures over everything that is kept: promises, nudges, sizes; for simulations and reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from domain.states import FINAL, Act
from storage.cases import select_cases
from storage.tables import CASE_EVENTS, CASES, IS_DUE, LETTERS, METADATA

# What a nudge is about where it is no chase of a limit.
_NO_CHASE = ("%.held", "soon", "confirm", "review", "assist.%")


@dataclass(frozen=True, slots=True)
class Kept:
    """How many promises of solved or overdue cases were kept and broken, and how many still run."""

    kept: int
    broken: int
    running: int


def next_due_at(conn: Connection) -> datetime | None:
    """Return when the next case is due, of all communities."""
    found: datetime | None = conn.scalar(select(func.min(CASES.c.next_due_at)).where(IS_DUE))
    return found


def next_held_until(conn: Connection, at: datetime) -> datetime | None:
    """Return when the next letter may leave that has to wait beyond ``at``."""
    waits = (LETTERS.c.state == "waiting") & (LETTERS.c.held_until > at)
    found: datetime | None = conn.scalar(select(func.min(LETTERS.c.held_until)).where(waits))
    return found


def promises(conn: Connection, at: datetime) -> Kept:
    """Return how promises stand at that moment, by when the handler reported it as solved.

    A case that ended in another way (withdrawn, merged, referred) has no promise left.
    """
    kept = broken = running = 0
    for case in select_cases(conn, CASES.c.number != ""):
        promised = case.clocks.promised
        if promised is None or (case.state in FINAL and case.resolved_at is None):
            continue
        if case.resolved_at is None and promised > at:
            running += 1
        elif (case.resolved_at or at) <= promised and not case.reopened:
            kept += 1
        else:
            broken += 1
    return Kept(kept, broken, running)


def chased(conn: Connection) -> Mapping[str, int]:
    """Return how often cases were nudged and taken a level up, reminders left out."""
    chases = CASE_EVENTS.c.act.in_([Act.NUDGE.value, Act.ESCALATE.value])
    others = [~CASE_EVENTS.c.reason.like(words) for words in _NO_CHASE]
    counted = (
        select(CASE_EVENTS.c.act, func.count())
        .where(chases, *others)
        .group_by(CASE_EVENTS.c.act)
        .order_by(CASE_EVENTS.c.act)
    )
    return {row[0]: row[1] for row in conn.execute(counted)}


def sizes(conn: Connection) -> Mapping[str, int]:
    """Return how many rows each table holds."""
    tables = METADATA.sorted_tables
    return {
        table.name: conn.scalar(select(func.count()).select_from(table)) or 0 for table in tables
    }

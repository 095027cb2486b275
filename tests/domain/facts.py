"""Cases as the appraisal counts them, closed and answered unless a test says otherwise."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain.appraisals import SOLVED, Fact
from domain.states import State

BEGIN = datetime.fromisoformat("2026-11-02T10:00:00+08:00")
END = datetime.fromisoformat("2026-12-01T00:00:00+08:00")


def fact(number: int = 1, **known: Any) -> Fact:
    """Return a case of the month: signed for in 10 minutes, answered in 20, solved in 30."""
    plain = Fact(
        community_id="dongqiao",
        number=f"DQ{number:06d}",
        grid="g1",
        unit="property",
        leaf="A6",
        state=State.CLOSED,
        opened_at=BEGIN,
        ended=True,
        answer_due=BEGIN + timedelta(hours=1),
        accepted_at=BEGIN + timedelta(minutes=10),
        answered_at=BEGIN + timedelta(minutes=20),
        resolved_at=BEGIN + timedelta(minutes=30),
        answer=SOLVED,
        stars=5,
    )
    return replace(plain, **known)

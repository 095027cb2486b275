from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.clearing import is_old, kept_until, may_clear
from domain.states import State
from tests.domain.builders import MONDAY, case_of, demo_rules

RULES = demo_rules()
DAY = timedelta(days=1)


def test_the_last_day_that_must_be_kept_is_a_shanghai_day() -> None:
    assert kept_until(RULES, MONDAY) == date(2023, 11, 24)
    assert kept_until(RULES, MONDAY + timedelta(hours=14)) == date(2023, 11, 25)


@pytest.mark.parametrize(
    ("days", "state", "text", "old"),
    [
        (1, State.CLOSED, "灯坏了", True),
        (0, State.CLOSED, "灯坏了", False),
        (1, State.ACCEPTED, "灯坏了", False),
        (1, State.REFERRED, "灯坏了", True),
        (1, State.CLOSED, "", False),
    ],
)
def test_only_what_ended_longer_ago_and_has_words_is_old(
    days: int, state: State, text: str, *, old: bool
) -> None:
    ended = MONDAY - RULES.retention - days * DAY
    case = replace(case_of(), state=state, text=text, closed_at=ended)
    assert is_old(case, RULES, MONDAY) is old
    without_day = replace(case, closed_at=None, opened_at=ended)
    assert is_old(without_day, RULES, MONDAY) is old


def test_only_who_looks_after_the_station_may_clear() -> None:
    may = {each.person_id for each in RULES.directory.staff if may_clear(each, date(2026, 11, 23))}
    assert "wu-dispatcher-sx" in may
    assert "wang-secretary-dq1" not in may
    assert "gao-manager-luting" not in may

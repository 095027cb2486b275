from datetime import timedelta

import pytest

from domain.returns import DECIDED, DECIDED_FROM, REASONS, unit_of
from domain.states import Part
from tests.domain.builders import (
    COMPANY,
    DISPATCHERS,
    HOLDER,
    MONDAY,
    SECRETARY,
    STREET,
    away,
    demo_rules,
    with_absences,
)
from tests.handlers.tabletop import catalog


def test_every_reason_has_words_for_a_button() -> None:
    assert {f"passing.return_{code}" for code in REASONS} <= set(catalog().sentences)


def test_the_second_return_is_the_one_that_is_decided() -> None:
    assert (DECIDED_FROM, DECIDED) == (2, "decided")


@pytest.mark.parametrize(
    ("actor", "part", "unit"),
    [
        (HOLDER, Part.OUTSIDER, COMPANY),
        # So it stands in events of the time before there were outsiders.
        (HOLDER, Part.HOLDER, COMPANY),
        ("zheng-chair-tiancheng", Part.OUTSIDER, "tiancheng-committee"),
        ("dong-officer-urban-management", Part.OUTSIDER, "urban_management"),
        ("li-worker-dq1", Part.HOLDER, "grid"),
        ("song-captain-dq1-w001", Part.HOLDER, "grid"),
        (SECRETARY, Part.OUTSIDER, "grid"),
        (DISPATCHERS[0], Part.HOLDER, "community"),
        (STREET[0], Part.HOLDER, "street"),
        ("ye-mediator-dq", Part.HOLDER, "community"),
        ("gone", Part.OUTSIDER, ""),
    ],
)
def test_who_returns_does_it_for_his_unit(actor: str, part: Part, unit: str) -> None:
    assert unit_of(actor, part, demo_rules(), MONDAY.date()) == unit


def test_who_stands_in_returns_for_whom_he_stands_in() -> None:
    worker, rules = "li-worker-dq1", with_absences(away(HOLDER, "li-worker-dq1"))
    assert unit_of(worker, Part.OUTSIDER, rules, MONDAY.date()) == COMPANY
    assert unit_of(worker, Part.HOLDER, rules, MONDAY.date()) == "grid"
    after = MONDAY.date() + timedelta(days=40)
    assert unit_of(worker, Part.OUTSIDER, rules, after) == "grid"

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.refusals import Refused
from domain.warranties import NEXT, Claim, Covered, Stage, Taken, Warranty, begun, taken
from tests.domain.builders import moment

COMPLETED = date(2022, 10, 1)


def claim(delivered: date, part: Covered = Covered.WATERPROOF) -> Claim:
    return Claim(part, COMPLETED, delivered)


@pytest.mark.parametrize(
    ("part", "completed", "until"),
    [
        (Covered.WATERPROOF, date(2022, 10, 1), date(2027, 10, 1)),
        (Covered.FITTINGS, date(2022, 10, 1), date(2024, 10, 1)),
        (Covered.WATERPROOF, date(2024, 2, 29), date(2029, 2, 28)),
    ],
)
def test_years_run_from_the_day_completion_was_accepted(
    part: Covered, completed: date, until: date
) -> None:
    assert Claim(part, completed, completed).covered_until == until


def test_five_days_are_natural_ones_even_over_the_national_day() -> None:
    noticed = claim(date(2026, 9, 29))
    assert noticed.performed_until == date(2026, 10, 4)
    assert not noticed.may_apply(date(2026, 10, 4))
    assert noticed.may_apply(date(2026, 10, 5))


def test_what_is_not_covered_is_never_paid_from_the_deposit() -> None:
    late = claim(date(2027, 10, 2))
    assert not late.is_covered
    assert not late.may_apply(date(2027, 12, 1))
    assert not claim(date(2022, 9, 30)).is_covered
    assert claim(date(2027, 10, 1)).is_covered


DELIVERED = date(2026, 11, 17)
CLAIM = Claim(Covered.WATERPROOF, date(2022, 10, 1), DELIVERED)


def step(stage: Stage, day: date = DELIVERED, at: str = "2026-12-20 10:00") -> Taken:
    return Taken(stage, day, moment(at), "chen")


def noticed(**change: Any) -> Warranty:
    return begun(CLAIM, "明湖置业有限公司", 23, replace(step(Stage.NOTICED), **change))


def went(*steps: tuple[Stage, int]) -> Warranty:
    warranty = noticed()
    for stage, days in steps:
        warranty = taken(warranty, step(stage, DELIVERED + timedelta(days=days)))
    return warranty


def test_the_first_reminder_comes_on_the_sixth_day_at_nine_and_only_once() -> None:
    warranty = noticed()
    assert warranty.due_at == moment("2026-11-23 09:00")
    assert replace(warranty, told=1).due_at is None


def test_the_deposit_is_asked_for_after_five_whole_days_and_not_before() -> None:
    with pytest.raises(Refused, match=r"warranting\.too_early"):
        went((Stage.APPLIED, 5))
    assert went((Stage.APPLIED, 6)).stage is Stage.APPLIED


def test_a_department_and_a_repair_are_asked_after_every_seven_days() -> None:
    applied = went((Stage.APPLIED, 6))
    assert applied.due_at == moment("2026-11-30 09:00")
    assert replace(applied, told=2).due_at == moment("2026-12-14 09:00")
    granted = taken(replace(applied, told=2), step(Stage.GRANTED, date(2026, 12, 10)))
    assert (granted.told, granted.due_at) == (0, moment("2026-12-17 09:00"))


@pytest.mark.parametrize(
    "steps",
    [
        ((Stage.PERFORMED, 3),),
        ((Stage.APPLIED, 6), (Stage.PERFORMED, 9)),
        ((Stage.APPLIED, 6), (Stage.GRANTED, 20), (Stage.REPAIRED, 30)),
        ((Stage.APPLIED, 6), (Stage.DENIED, 20)),
    ],
)
def test_where_nothing_is_due_nobody_is_reminded(steps: tuple[tuple[Stage, int], ...]) -> None:
    assert went(*steps).due_at is None


def test_every_stage_is_reached_and_leads_only_where_the_table_says() -> None:
    reached = {Stage.NOTICED} | {each for stages in NEXT.values() for each in stages}
    assert reached == set(Stage) == set(NEXT)
    denied = went((Stage.APPLIED, 6), (Stage.DENIED, 20))
    assert taken(denied, step(Stage.APPLIED, date(2026, 12, 10))).stage is Stage.APPLIED
    for stage in set(Stage) - set(NEXT[Stage.NOTICED]):
        with pytest.raises(Refused, match=r"warranting\.not_now"):
            taken(noticed(), step(stage))


@pytest.mark.parametrize(
    ("claim", "builder", "homes", "why"),
    [
        (replace(CLAIM, completed=date(2021, 11, 16)), "某公司", 1, "not_covered"),
        (CLAIM, "", 1, "unreadable"),
        (CLAIM, "某公司", 0, "unreadable"),
        (replace(CLAIM, delivered=date(2026, 11, 18)), "某公司", 1, "unreadable"),
    ],
)
def test_a_notice_out_of_warranty_or_without_what_it_needs_begins_nothing(
    claim: Claim, builder: str, homes: int, why: str
) -> None:
    with pytest.raises(Refused, match=rf"warranting\.{why}"):
        begun(claim, builder, homes, step(Stage.NOTICED))


def test_no_day_lies_in_the_future_or_before_the_step_before() -> None:
    with pytest.raises(Refused, match=r"warranting\.unreadable"):
        noticed(at=moment("2026-11-16 23:59"))
    with pytest.raises(Refused, match=r"warranting\.unreadable"):
        taken(noticed(), step(Stage.PERFORMED, DELIVERED - timedelta(days=1)))
    assert noticed(at=moment("2026-11-17 00:01")).since == DELIVERED

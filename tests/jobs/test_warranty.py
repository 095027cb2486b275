from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.cases import Case
from domain.states import State
from domain.warranties import Claim, Covered, Stage, Taken, Warranty
from jobs.warranty import remind_of_claims
from tests.domain.builders import REPORTER, case_of, moment
from tests.jobs.clockwork import acts, of, rendered, told

DELIVERED = date(2026, 11, 17)
HOLDER = "chen-dispatcher-dq"


def claimed(stage: Stage = Stage.NOTICED, day: date = DELIVERED) -> Case:
    claim = Claim(Covered.WATERPROOF, date(2022, 10, 1), DELIVERED)
    steps = (Taken(stage, day, moment("2026-11-17 10:00"), HOLDER),)
    warranty = Warranty(claim, "明湖置业有限公司", 23, steps)
    case = replace(case_of("A2"), state=State.IN_MEDIATION, queue="community", holder=HOLDER)
    return replace(case, warranty=warranty)


def test_on_the_sixth_day_its_people_and_who_works_on_it_are_told_once() -> None:
    work = of(claimed(), at=moment("2026-11-23 09:00"))
    step = work.strike(remind_of_claims)
    assert told(step) == [
        (HOLDER, "warranting.staff_noticed"),
        (REPORTER, "warranting.may_apply"),
    ]
    staff, owner = map(rendered, step.says)
    assert staff.endswith("[已履行保修][已申请动用]")
    assert "2026年11月22日已过" in owner
    assert "[" not in owner
    assert acts(step) == [("warranty", "remind:noticed")]
    work.at += timedelta(days=30)
    assert work.strike(remind_of_claims).changes == ()


def test_nobody_is_told_on_the_fifth_day_or_where_there_is_no_claim() -> None:
    early = of(claimed(), at=moment("2026-11-22 23:59"))
    assert early.strike(remind_of_claims).changes == ()
    none = of(replace(claimed(), warranty=None), at=moment("2026-11-23 09:00"))
    assert none.strike(remind_of_claims).changes == ()


@pytest.mark.parametrize(
    ("stage", "buttons"),
    [(Stage.APPLIED, "[已核准][没有核准][已履行保修]"), (Stage.GRANTED, "[已修好]")],
)
def test_how_far_it_is_is_asked_of_staff_alone_every_seven_days(stage: Stage, buttons: str) -> None:
    work = of(claimed(stage, date(2026, 11, 24)), at=moment("2026-12-01 09:00"))
    step = work.strike(remind_of_claims)
    assert told(step) == [(HOLDER, f"warranting.staff_{stage}")]
    assert rendered(step.says[0]).endswith(buttons)
    assert work.strike(remind_of_claims).says == ()
    work.at += timedelta(days=7)
    assert len(work.strike(remind_of_claims).says) == 1

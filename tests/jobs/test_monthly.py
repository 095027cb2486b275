from dataclasses import replace

import pytest

from domain.cases import Case, Party
from domain.states import Part, State
from domain.turns import Step
from jobs.monthly import name_recurring, recurring
from tests.domain.builders import (
    DISPATCHERS,
    SECRETARY,
    away,
    drafted,
    moment,
    opened,
    with_absences,
)
from tests.jobs.clockwork import of, rendered

FIRST = moment("2026-12-01 09:30")
SECOND = "zhang-secretary-dq2"


def filed(number: int, leaf: str = "A6", grid: str = "") -> Case:
    case = opened(leaf, moment("2026-11-10 10:00"), draft=drafted(leaf, f"DQ{number:06d}")).case
    return replace(case, grid=grid or case.grid)


def month() -> list[Case]:
    leaves = ("A6", "A6", "A6", "E1", "E1", "F3", "F3", "C1", "C1", "B1")
    return [filed(number, leaf) for number, leaf in enumerate(leaves, start=1)]


def words(step: Step, to: str) -> list[str]:
    return [rendered(letter) for letter in step.says if letter.to == to]


def test_the_secretary_owns_the_three_kinds_that_came_most() -> None:
    step = of(*month(), at=FIRST).strike(name_recurring)
    [told] = words(step, SECRETARY)
    assert "11月反复出现的事" in told
    assert told.count("·") == 3
    assert told.index("3 件") < told.index("2 件")
    assert not words(step, SECOND)


def test_the_community_reads_each_grid_with_its_owner() -> None:
    step = of(*month(), at=FIRST).strike(name_recurring)
    for dispatcher in DISPATCHERS:
        [told] = words(step, dispatcher)
        assert "洞桥第1网格（牵头：王**（网格党支部书记））" in told


def test_a_deputy_owns_while_the_secretary_is_away() -> None:
    rules = with_absences(away(SECRETARY, "wang-head-dq1", FIRST))
    step = of(*month(), at=FIRST, rules=rules).strike(name_recurring)
    assert not words(step, SECRETARY)
    assert words(step, "wang-head-dq1")


def test_a_grid_without_anybody_says_so() -> None:
    rules = with_absences(away(SECRETARY, "", FIRST))
    [told] = words(of(*month(), at=FIRST, rules=rules).strike(name_recurring), DISPATCHERS[0])
    assert "牵头：（暂无经办人）" in told


def test_a_quiet_month_is_one_line() -> None:
    step = of(filed(1), at=FIRST).strike(name_recurring)
    assert words(step, DISPATCHERS[0]) == ["洞桥社区11月没有反复出现的事。"]


@pytest.mark.parametrize("day", ["2026-12-02 09:30", "2026-12-31 09:30", "2027-01-01 09:30"])
def test_on_other_days_nothing_is_told(day: str) -> None:
    assert of(*month(), at=moment(day)).strike(name_recurring) == Step()


def test_the_first_working_day_may_be_late_in_the_month() -> None:
    assert of(*month(), at=moment("2026-10-08 09:30")).strike(name_recurring).says


def test_homes_decide_between_equals_and_ended_by_merging_counts_nothing() -> None:
    both = (Party("a", Part.REPORTER, "x"), Party("b", Part.FOLLOWER, "y"))
    many = replace(filed(1, "E1"), parties=both)
    cases = [filed(2), filed(3), many, filed(4, "E1"), replace(filed(5), state=State.MERGED)]
    assert recurring(cases) == (("E1", 2, 3), ("A6", 2, 2))


def test_each_letter_is_told_once_a_month() -> None:
    step = of(*month(), at=FIRST).strike(name_recurring)
    marks = [(letter.to, letter.dedupe) for letter in step.says]
    assert len(set(marks)) == len(marks)
    assert all("2026-12" in mark for _, mark in marks)

from dataclasses import replace

import pytest

from domain.people import Absence
from domain.turns import AbsenceSet
from tests.handlers.tabletop import MONDAY, World
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, WORKER, lit

HEAD = "wang-head-dq1"


def away(world: World, person: str, argument: str) -> list[str]:
    return world.say(person, press=f"absent:::{argument}")


def test_absence_names_the_deputy_who_hears_it_and_gets_the_reminders() -> None:
    world = lit()
    step = world.step(SECRETARY, press=f"absent:::2026-11-23..2026-11-27..{WORKER}")
    [change] = step.changes
    assert isinstance(change, AbsenceSet)
    assert change.absence.person_id == SECRETARY
    assert "11月23日至11月27日您不在，由李**（网格员）代班" in world.heard(SECRETARY, step)[0]
    assert "王**（网格党支部书记）不在，请您代班" in world.all_heard(WORKER)[-1]
    assert world.rules.deputy_of(SECRETARY, MONDAY.date()) == WORKER
    world.act(WORKER, "hand_on", NUMBER, "代书记转", argument=f"p:{HEAD}")
    assert world.case().holder == HEAD


def test_cases_stay_with_who_holds_them() -> None:
    world = lit()
    world.act(SECRETARY, "accept", NUMBER)
    away(world, SECRETARY, f"2026-11-23..2026-11-27..{WORKER}")
    assert world.case().holder == SECRETARY
    world.act(WORKER, "reply", NUMBER, "我来代办")
    assert "李**（网格员）答复" in world.all_heard("wang")[-1]


def test_last_day_before_the_first_takes_it_back() -> None:
    world = lit()
    step = world.step(SECRETARY, press=f"absent:::2026-12-02..2026-12-01..{WORKER}")
    assert [letter.key for letter in step.says] == ["absence.taken_back", "absence.deputy_freed"]
    assert world.rules.deputy_of(SECRETARY, MONDAY.date()) == SECRETARY


def test_letter_to_the_deputy_waits_for_the_morning() -> None:
    world = lit()
    world.pass_time(hours=12)
    away(world, SECRETARY, f"2026-11-24..2026-11-27..{WORKER}")
    told = world.letters[-1]
    assert (told.to, told.not_before) == (WORKER, world.rules.calendar.quiet_ends(world.at))


def test_residents_have_no_absence() -> None:
    world = lit()
    assert "只用于工作人员" in away(world, "wang", f"2026-11-23..2026-11-27..{WORKER}")[0]


@pytest.mark.parametrize(
    "days", ["", "soon..later", "2026-11-31..2026-12-01", "2026-11-23", "2026-11-01..2026-11-20"]
)
def test_days_must_be_days_and_not_over(days: str) -> None:
    world = lit()
    parts = days if days.count("..") else f"{days}.."
    assert "起止日期不对" in away(world, SECRETARY, f"{parts}..{WORKER}")[0]


@pytest.mark.parametrize("deputy", ["", "nobody", SECRETARY, "xu-secretary-sx5", "wang"])
def test_deputy_must_be_a_colleague(deputy: str) -> None:
    world = lit()
    heard = away(world, SECRETARY, f"2026-11-23..2026-11-27..{deputy}")
    assert "代班，不能是自己" in heard[0]


def test_representative_of_residents_is_no_deputy() -> None:
    world = lit()
    heard = away(world, SECRETARY, "2026-11-23..2026-11-27..xia-representative-dq1")
    assert "代班，不能是自己" in heard[0]


@pytest.mark.parametrize("deputy", [SECRETARY, WORKER])
def test_deputy_must_be_there(deputy: str) -> None:
    world = lit()
    gone = Absence(WORKER, MONDAY.date(), MONDAY.date(), deputy)
    world.rules = replace(world.rules, absences=(gone,))
    heard = away(world, SECRETARY, f"2026-11-23..2026-11-27..{WORKER}")
    assert "也不在" in heard[0]
    assert HOLDER in {case.holder for case in world.cases.values()}


MANAGER = "gao-manager-luting"


def test_company_cannot_stand_in_for_who_reads_residents_words() -> None:
    world = lit()
    heard = away(world, SECRETARY, f"2026-11-23..2026-11-27..{MANAGER}")
    assert "看不到您手上的居民原话" in heard[0]


def test_company_named_by_a_file_serves_nobody_else() -> None:
    world = lit()
    gone = Absence(SECRETARY, MONDAY.date(), MONDAY.date(), MANAGER)
    world.rules = replace(world.rules, absences=(gone,))
    assert world.rules.deputy_of(SECRETARY, MONDAY.date()) == ""
    named_back = replace(gone, deputy=WORKER)
    world.rules = replace(world.rules, absences=(named_back,))
    assert world.rules.deputy_of(SECRETARY, MONDAY.date()) == WORKER

from dataclasses import replace
from datetime import date

import pytest
from apscheduler.triggers.cron import CronTrigger

from domain.calendar import SHANGHAI
from domain.turns import Step
from jobs.rounds import JobRound
from jobs.table import JOBS
from tests.domain.builders import demo_rules, moment


def test_jobs_have_names_of_their_own() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)


def test_every_cron_line_strikes_and_what_is_due_every_minute() -> None:
    at = moment("2026-11-23 10:00").astimezone(SHANGHAI)
    gaps = {}
    for job in JOBS:
        trigger = CronTrigger.from_crontab(job.cron, timezone=SHANGHAI)
        first = trigger.get_next_fire_time(None, at)
        gaps[job.name] = (trigger.get_next_fire_time(first, first) - first).total_seconds()
    assert [gaps.pop(name) for name in ("chase", "mediation", "polls")] == [60, 60, 60]
    assert set(gaps.values()) == {86_400}


def test_only_the_chase_looks_at_what_is_due() -> None:
    assert [job.name for job in JOBS if job.lay == "due"] == ["chase"]


def test_every_job_has_an_answer_to_a_community_without_cases() -> None:
    quiet = JobRound("dongqiao", (), demo_rules(), moment("2026-11-24 10:00"))
    assert [job.decide(quiet) for job in JOBS] == [Step()] * len(JOBS)


@pytest.mark.parametrize(
    ("day", "names"),
    [
        # Monday 1 June 2026 is a working day; the second a Tuesday; the sixth of May the first
        # working day of its month and week.
        ("2026-06-01", {"weekly", "roll_up", "monthly"}),
        ("2026-06-02", set()),
        ("2026-05-04", set()),
        ("2026-05-06", {"weekly", "roll_up", "monthly"}),
    ],
)
def test_lists_are_laid_only_on_the_days_on_which_they_are_made(day: str, names: set[str]) -> None:
    rules, on = demo_rules(), date.fromisoformat(day)
    listing = {"weekly", "roll_up", "monthly"}
    assert {job.name for job in JOBS if job.on(rules, on)} & listing == names
    assert all(job.on(rules, on) for job in JOBS if job.name not in {*listing, "regrid"})


def test_grids_are_looked_at_when_one_has_closed() -> None:
    rules, on = demo_rules(), date(2026, 6, 2)
    [regrid] = [job for job in JOBS if job.name == "regrid"]
    living = [grid for grid in rules.directory.grids if grid.holds_on(on)]
    none_closed = replace(rules, directory=replace(rules.directory, grids=tuple(living)))
    assert not regrid.on(none_closed, on)
    closed = replace(living[0], until=date(2026, 6, 1))
    directory = replace(rules.directory, grids=(*living[1:], closed))
    assert regrid.on(replace(rules, directory=directory), on)

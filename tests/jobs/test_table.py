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
    assert (gaps.pop("chase"), gaps.pop("mediation")) == (60, 60)
    assert set(gaps.values()) == {86_400}


def test_only_the_chase_looks_at_what_is_due() -> None:
    assert [job.name for job in JOBS if job.lay == "due"] == ["chase"]


def test_every_job_has_an_answer_to_a_community_without_cases() -> None:
    quiet = JobRound("dongqiao", (), demo_rules(), moment("2026-11-24 10:00"))
    assert [job.decide(quiet) for job in JOBS] == [Step()] * len(JOBS)

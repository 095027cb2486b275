"""The table of jobs: what the clock strikes, when, and what each looks at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from domain.turns import Step
from jobs import mediation
from jobs.chase import chase
from jobs.following import follow_up
from jobs.learning import learn
from jobs.monthly import name_recurring
from jobs.regrid import regrid
from jobs.rounds import JobRound
from jobs.upkeep import look_after, retain
from jobs.weekly import list_open

Lay = Literal["due", "open", "ended", "told", "mediations", "followed", "month"]


@dataclass(frozen=True, slots=True)
class Job:
    """One job of the clock.

    ``cron`` is a line of five fields, in Asia/Shanghai. ``lay`` is what it looks at in a
    community: ``due`` cases (oldest first, at most 500 a round), all ``open`` ones, those that
    ``ended`` longer ago than they are kept, all ``told`` in the last three months,
    ``mediations`` that are due, with their cases, those whose follow-up has come (``followed``),
    or all of the ``month`` before. ``catch_up`` strikes a slot that was missed while the station
    was down, the newest only.
    """

    name: str
    cron: str
    lay: Lay
    catch_up: bool
    decide: Callable[[JobRound], Step]


JOBS: tuple[Job, ...] = (
    Job("chase", "* * * * *", "due", catch_up=True, decide=chase),
    Job("mediation", "* * * * *", "mediations", catch_up=True, decide=mediation.look_after),
    Job("weekly", "0 9 * * *", "open", catch_up=True, decide=list_open),
    Job("monthly", "30 9 * * *", "month", catch_up=True, decide=name_recurring),
    Job("follow_up", "30 9 * * *", "followed", catch_up=True, decide=follow_up),
    Job("regrid", "5 0 * * *", "open", catch_up=True, decide=regrid),
    Job("upkeep", "30 8 * * *", "open", catch_up=True, decide=look_after),
    Job("learning", "20 3 * * *", "told", catch_up=True, decide=learn),
    Job("retention", "0 10 1-15 * *", "ended", catch_up=False, decide=retain),
)

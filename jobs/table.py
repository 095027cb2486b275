"""The table of jobs: what the clock strikes, when, and what each looks at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.rules import Rulebook
from domain.turns import Step
from jobs import mediation, polls
from jobs.chase import chase
from jobs.destroying import destroy
from jobs.following import follow_up
from jobs.learning import learn
from jobs.monthly import name_recurring
from jobs.regrid import regrid
from jobs.roll_up import roll_up
from jobs.rounds import JobRound
from jobs.upkeep import look_after, retain
from jobs.warranty import remind_of_claims
from jobs.weekly import list_open

Lay = Literal[
    "due",
    "open",
    "ended",
    "told",
    "mediations",
    "polls",
    "followed",
    "month",
    "spent",
    "street",
    "claimed",
]


def _always(_rules: Rulebook, _day: date) -> bool:
    return True


def _first_of_week(rules: Rulebook, day: date) -> bool:
    return rules.calendar.is_first_working_day_of_week(day)


def _first_of_month(rules: Rulebook, day: date) -> bool:
    return rules.calendar.is_first_working_day_of_month(day)


def _when_grids_closed(rules: Rulebook, day: date) -> bool:
    return any(not grid.holds_on(day) for grid in rules.directory.grids)


@dataclass(frozen=True, slots=True)
class Job:
    """One job of the clock.

    ``cron`` is a line of five fields, in Asia/Shanghai. ``lay`` is what it looks at in a
    community: ``due`` cases (oldest first, at most 500 a round), all ``open`` ones, those that
    ``ended`` longer ago than they are kept, all ``told`` in the last three months,
    ``mediations`` and ``polls`` that are due, those whose follow-up has come (``followed``),
    those in which a claim to the warranty deposit is due (``claimed``),
    all of the ``month`` before, or those of kinds whose words are destroyed (``spent``); ``street``
    are the open ones of all communities at once.
    ``catch_up`` strikes a slot that was missed while the station was down, the newest only.
    ``on`` says on which Shanghai days there is anything to look at.
    """

    name: str
    cron: str
    lay: Lay
    catch_up: bool
    decide: Callable[[JobRound], Step]
    on: Callable[[Rulebook, date], bool] = _always


JOBS: tuple[Job, ...] = (
    Job("chase", "* * * * *", "due", catch_up=True, decide=chase),
    Job("mediation", "* * * * *", "mediations", catch_up=True, decide=mediation.look_after),
    Job("polls", "* * * * *", "polls", catch_up=True, decide=polls.go_round),
    Job("weekly", "0 9 * * *", "open", catch_up=True, decide=list_open, on=_first_of_week),
    Job("roll_up", "0 9 * * *", "street", catch_up=True, decide=roll_up, on=_first_of_week),
    Job("monthly", "30 9 * * *", "month", catch_up=True, decide=name_recurring, on=_first_of_month),
    Job("follow_up", "30 9 * * *", "followed", catch_up=True, decide=follow_up),
    Job("warranty", "0 9 * * *", "claimed", catch_up=True, decide=remind_of_claims),
    Job("destroying", "40 3 * * *", "spent", catch_up=True, decide=destroy),
    Job("regrid", "5 0 * * *", "open", catch_up=True, decide=regrid, on=_when_grids_closed),
    Job("upkeep", "30 8 * * *", "open", catch_up=True, decide=look_after),
    Job("learning", "20 3 * * *", "told", catch_up=True, decide=learn),
    Job("retention", "0 10 1-15 * *", "ended", catch_up=False, decide=retain),
)

"""The chase (催办): every case whose time has come, oldest first, until it is closed."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from domain.cases import Case
from domain.clocks import DueKind
from domain.turns import Step
from jobs.assisting import called_again
from jobs.confirming import asked_again
from jobs.digest import folded
from jobs.nudges import nudged
from jobs.reminders import resumed, reviewed, warned
from jobs.rounds import JobRound
from jobs.unassigned import routed_again

Chase = Callable[[Case, JobRound], Step]

CHASES: Mapping[DueKind, Chase] = {
    DueKind.UNASSIGNED: routed_again,
    DueKind.ACCEPT: lambda case, work: nudged(case, DueKind.ACCEPT, work),
    DueKind.ANSWER: lambda case, work: nudged(case, DueKind.ANSWER, work),
    DueKind.WORD: lambda case, work: nudged(case, DueKind.WORD, work),
    DueKind.SOLVE: lambda case, work: nudged(case, DueKind.SOLVE, work),
    DueKind.SOON: warned,
    DueKind.RESUME: resumed,
    DueKind.REVIEW: reviewed,
    DueKind.CONFIRM: asked_again,
    DueKind.ASSIST: called_again,
}


def chase(work: JobRound) -> Step:
    """Return what is said and done about every case of the round that is due, oldest first."""
    dues = ((case.next_due, case) for case in work.cases)
    due_now = [(*due, case) for due, case in dues if due and due[0] <= work.at]
    step = Step()
    for _, kind, case in sorted(due_now, key=lambda row: (row[0], row[2].number)):
        step = step.joined(CHASES[kind](case, work))
    return replace(step, says=folded(step.says, work.rules.directory))

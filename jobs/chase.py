"""The chase (催办): every case whose time has come, oldest first, until it is closed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from domain.cases import Case, CaseChanged
from domain.clocks import RUNNING, DueKind
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

# Of these the latest speaks for those before it, of one moment the one that asks most.
_LIMITS = (DueKind.ACCEPT, DueKind.ANSWER, DueKind.WORD, DueKind.SOLVE)


def chase(work: JobRound) -> Step:
    """Return what is said and done about every case of the round that is due, oldest first."""
    dues = ((case.next_due, case) for case in work.cases)
    due_now = [(due[0], case) for due, case in dues if due and due[0] <= work.at]
    step = Step()
    for _, case in sorted(due_now, key=lambda row: (row[0], row[1].number)):
        step = step.joined(_chased(case, work))
    return replace(step, says=folded(step.says, work.rules.directory))


def _chased(case: Case, work: JobRound) -> Step:
    """Return what is said and done about everything in one case that is due by now.

    A minute later it would be a second letter to the same person.
    """
    step = Step()
    looked_at: set[DueKind] = set()
    while (kind := _due_now(case, work.at, looked_at)) is not None:
        looked_at.add(kind)
        done = CHASES[kind](case, work)
        case = next(each.case for each in reversed(done.changes) if isinstance(each, CaseChanged))
        step = step.joined(done)
    return step


def _due_now(case: Case, at: datetime, past: set[DueKind]) -> DueKind | None:
    kinds = [kind for due, kind in sorted(case.dues) if due <= at and kind not in past]
    others = [kind for kind in kinds if kind not in _LIMITS]
    if others == kinds or not past.isdisjoint(_LIMITS):
        return next(iter(others), None)
    return _LIMITS[max(_over(case, at))[1]]


def _over(case: Case, at: datetime) -> Iterator[tuple[datetime, int]]:
    """Yield when each limit that is over was due, and its place, nudged about or not."""
    for place, kind in enumerate(_LIMITS):
        due = case.due_of(kind) if kind in RUNNING[case.state] else None
        if due is not None and due <= at:
            yield due, place

"""Nightly: what was told in an emergency is destroyed when it is over; its people are told.

What is older than it must be kept goes the same way, once a human said so.
"""

from domain.cases import Case, perform
from domain.clearing import is_old
from domain.emergencies import EmergencySpent, emptied, is_spent
from domain.letters import Notice
from domain.states import Act
from domain.turns import Step
from jobs.rounds import JobRound


def destroy(work: JobRound) -> Step:
    """Destroy what was told of every matter whose days are over; the outcome and its days stay."""
    step = Step()
    for case in work.cases:
        if is_spent(case, work.rules, work.at):
            done = perform(case, work.deed(Act.FORGET, "emergency_over"), emptied)
            mark = f"destroying:{case.number}:{case.closed_at:%Y%m%d%H%M}"
            letters = work.to_parties(done.case, Notice("destroying.destroyed", dedupe=mark))
            step = step.joined(Step(letters, (done, EmergencySpent(case.number))))
        elif is_old(case, work.rules, work.at):
            step = step.joined(_cleared(work, case))
    return step


def _cleared(work: JobRound, case: Case) -> Step:
    """Clear a case quietly: whose matter it was has long had the answer."""
    done = perform(case, work.deed(Act.FORGET, "kept_long_enough"), emptied)
    return Step(changes=(done, EmergencySpent(case.number)))

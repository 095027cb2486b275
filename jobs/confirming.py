"""Solved, says the handler: two nudges after the question; silence closes it as unconfirmed."""

from dataclasses import replace

from domain.cases import Case, perform
from domain.deadlines import Limit, due_at
from domain.ladder import people_at
from domain.letters import Notice
from domain.presses import press_on
from domain.relapses import follow_up_at
from domain.states import Act
from domain.turns import Choice, Step, Text
from jobs.rounds import JobRound

UNCONFIRMED = "unconfirmed"
_ASK_AGAIN = Limit.parse("3wd")
# The question that came with the report, and two nudges.
_MOST_ASKED = 3


def asked_again(case: Case, work: JobRound) -> Step:
    """Nudge the people of a case to say whether it is solved, or close it after two nudges."""
    return _asked(case, work) if case.asked < _MOST_ASKED else _lapsed(case, work)


def _asked(case: Case, work: JobRound) -> Step:
    again = due_at(work.at, _ASK_AGAIN, work.rules.calendar)
    clocks = replace(case.clocks, confirm=again)
    done = perform(
        case,
        work.deed(Act.NUDGE, "confirm"),
        lambda old: replace(old, clocks=clocks, asked=old.asked + 1),
    )
    buttons = (
        Choice(Text("chase.solved"), press_on(case, "solved")),
        Choice(Text("chase.not_solved"), press_on(case, "not_solved")),
    )
    mark = f"chase.confirm:{case.number}:{case.version}:{case.asked}"
    is_last = done.case.asked >= _MOST_ASKED
    last = Notice("chase.confirm", {"until": again}, buttons, dedupe=mark)
    notice = last if is_last else Notice("chase.confirm_again", {}, buttons, dedupe=mark)
    return Step(work.to_parties(done.case, notice), (done,))


def _lapsed(case: Case, work: JobRound) -> Step:
    done = perform(
        case,
        work.deed(Act.LAPSE, UNCONFIRMED),
        lambda old: replace(
            old,
            closed_at=work.at,
            outcome=UNCONFIRMED,
            follow_up_at=follow_up_at(case, work.at, work.rules),
            nudge=None,
        ),
    )
    mark = f"chase.lapsed:{case.number}:{case.version}"
    buttons = (Choice(Text("chase.not_solved"), press_on(done.case, "not_solved")),)
    told = work.to_parties(done.case, Notice("chase.lapsed", {}, buttons, dedupe=mark))
    holders = people_at(case, 0, work.rules, work.day)
    notice = Notice("chase.lapsed_holder", dedupe=mark)
    return Step(told + work.to_staff(holders, done.case, notice), (done,))

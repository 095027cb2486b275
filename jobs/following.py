"""Days after the end: the people of matters that tend to come back are asked whether it held."""

from dataclasses import replace

from domain.cases import Case, perform
from domain.letters import Notice
from domain.presses import press_on
from domain.states import Act, State
from domain.turns import Choice, Step, Text
from jobs.rounds import JobRound


def follow_up(work: JobRound) -> Step:
    """Ask once about every closed case whose day has come; silence changes nothing."""
    step = Step()
    for case in work.cases:
        if case.state is State.CLOSED and case.follow_up_at and case.follow_up_at <= work.at:
            step = step.joined(_asked(case, work))
    return step


def _asked(case: Case, work: JobRound) -> Step:
    deed = work.deed(Act.FOLLOW_UP, "asked")
    done = perform(case, deed, lambda old: replace(old, follow_up_at=None))
    buttons = (
        Choice(Text("relapsing.it_held"), press_on(case, "held")),
        Choice(Text("relapsing.came_back"), press_on(case, "relapsed")),
    )
    mark = f"follow_up:{case.number}:{case.version}"
    notice = Notice("relapsing.ask", {}, buttons, dedupe=mark)
    return Step(work.to_parties(done.case, notice), (done,))

"""A case that nobody holds: routed again, else an alarm to the community on the shortest clock."""

from dataclasses import replace

from domain.cases import Case, perform
from domain.clocks import DueKind
from domain.deadlines import due_at
from domain.ladder import people_at
from domain.letters import Notice
from domain.opening import matter_of, placed
from domain.presses import press_on
from domain.routing import Route, route
from domain.states import Act
from domain.turns import Choice, Step, Text
from jobs.nudges import nudged
from jobs.rounds import JobRound


def routed_again(case: Case, work: JobRound) -> Step:
    """Return the case in the hands of whoever serves by now, or the next alarm about it."""
    way = route(matter_of(case, work.rules.categories), work.rules, work.day)
    return _assigned(case, way, work) if way.holder else nudged(case, DueKind.UNASSIGNED, work)


def _assigned(case: Case, way: Route, work: JobRound) -> Step:
    leaf = work.rules.categories.leaf(case.leaf)
    # The new holder gets the leaf's time for accepting; what was promised stays as it is.
    accept = due_at(work.at, leaf.accept, work.rules.calendar)
    clocks = replace(case.clocks, accept=accept)
    done = perform(
        case,
        work.deed(Act.ASSIGN, way.reason),
        lambda old: replace(placed(old, way), clocks=clocks, nudge=None, level=0),
    )
    mark = f"chase.assigned:{case.number}:{done.case.version}"
    buttons = (Choice(Text("chase.accept"), press_on(done.case, "do", Act.ACCEPT.value)),)
    holders = people_at(done.case, 0, work.rules, work.day)
    told = work.to_staff(holders, done.case, Notice("chase.assigned", {}, buttons, dedupe=mark))
    notice = Notice("chase.found_holder", dedupe=mark)
    return Step(told + work.to_parties(done.case, notice), (done,))

"""Reminders that want no tap: a working day ahead, a pause that is over, mediation that lasts."""

from dataclasses import replace

from domain.cases import Case, perform
from domain.deadlines import Limit, due_at
from domain.ladder import people_at, people_of
from domain.letters import Notice
from domain.people import Role
from domain.states import Act, State
from domain.turns import Step
from jobs.rounds import JobRound

_REVIEW_AGAIN = Limit.parse("5wd")


def warned(case: Case, work: JobRound) -> Step:
    """Remind the holder once that the promised day is near; nothing if it has passed already."""
    clocks = replace(case.clocks, soon=None)
    done = perform(case, work.deed(Act.NUDGE, "soon"), lambda old: replace(old, clocks=clocks))
    solve = case.clocks.solve
    if solve is None or solve <= work.at:
        return Step(changes=(done,))
    notice = Notice("chase.soon", {"due": solve}, dedupe=_mark("soon", case, work))
    people = people_at(case, 0, work.rules, work.day)
    return Step(work.to_staff(people, done.case, notice), (done,))


def resumed(case: Case, work: JobRound) -> Step:
    """Go on with a case whose pause is over; its holder and its people are told."""
    clocks = replace(case.clocks, resume=None)
    done = perform(
        case, work.deed(Act.RESUME, "pause_over"), lambda old: replace(old, clocks=clocks)
    )
    mark = _mark("resume", case, work)
    people = people_at(case, 0, work.rules, work.day)
    paused = case.state is State.PAUSED
    go_on = "chase.pause_over" if paused else "chase.go_on"
    again = "chase.goes_on" if paused else "chase.resumed"
    told = work.to_staff(people, done.case, Notice(go_on, dedupe=mark))
    return Step(told + work.to_parties(done.case, Notice(again, dedupe=mark)), (done,))


def reviewed(case: Case, work: JobRound) -> Step:
    """Ask holder and secretary how a mediation, or what has no limit, stands; again and again."""
    again = due_at(work.at, _REVIEW_AGAIN, work.rules.calendar)
    clocks = replace(case.clocks, review=again)
    done = perform(case, work.deed(Act.NUDGE, "review"), lambda old: replace(old, clocks=clocks))
    seats = (
        *people_at(case, 0, work.rules, work.day),
        *people_of(case, Role.SECRETARY, work.rules, work.day),
    )
    people = {person.person_id: person for person in seats}.values()
    key = "chase.review" if case.state is State.IN_MEDIATION else "chase.review_open"
    notice = Notice(key, dedupe=_mark("review", case, work))
    return Step(work.to_staff(people, done.case, notice), (done,))


def _mark(what: str, case: Case, work: JobRound) -> str:
    return f"chase.{what}:{case.number}:{case.version}:{work.at:%Y%m%d}"

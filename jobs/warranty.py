"""The clock of claims to the warranty deposit: the sixth day, and how far the department is."""

from dataclasses import replace

from domain.cases import Case, perform
from domain.deeds import day_text
from domain.ladder import people_at
from domain.letters import Notice
from domain.presses import press_on
from domain.states import Act
from domain.turns import Choice, Letter, Step, Text, Value
from domain.warranties import NEXT, Stage, Warranty
from jobs.rounds import JobRound


def remind_of_claims(work: JobRound) -> Step:
    """Remind who works on each claim, and on the sixth day its people: now they may apply."""
    step = Step()
    for case in work.cases:
        warranty = case.warranty
        if warranty and warranty.due_at and warranty.due_at <= work.at:
            step = step.joined(_reminded(case, warranty, work))
    return step


def _reminded(case: Case, warranty: Warranty, work: JobRound) -> Step:
    stage = warranty.stage
    after = replace(warranty, told=warranty.told + 1)
    done = perform(
        case, work.deed(Act.WARRANTY, f"remind:{stage}"), lambda old: replace(old, warranty=after)
    )
    buttons = tuple(
        Choice(Text(f"warranting.button_{each}"), press_on(done.case, "warranty", each.value))
        for each in NEXT[stage]
    )
    values: dict[str, Value] = {
        "builder": warranty.builder,
        "since": day_text(warranty.since),
        "last": day_text(warranty.claim.performed_until),
    }
    mark = f"warranty:{case.number}:{len(warranty.steps)}:{after.told}"
    notice = Notice(f"warranting.staff_{stage}", values, buttons, dedupe=mark)
    people = people_at(case, 0, work.rules, work.day)
    told = work.to_staff(people, done.case, notice)
    return Step((*told, *_owners(done.case, stage, notice, work)), (done,))


def _owners(case: Case, stage: Stage, notice: Notice, work: JobRound) -> tuple[Letter, ...]:
    if stage is not Stage.NOTICED:
        return ()
    return work.to_parties(case, replace(notice, key="warranting.may_apply", choices=()))

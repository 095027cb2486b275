"""The day of a meeting: the best time for all, reminders, and what follows when nobody came."""

from dataclasses import replace

from domain.accord_kinds import Kind
from domain.accords import Accord, AccordAct, AccordState, due_after
from domain.mediation_stages import Do, Stage
from domain.meetings import candidates, found_time, in_the_way, time_text
from domain.questions import SIDES
from domain.turns import Text, Value
from domain.wakings import REMINDED_BEFORE
from jobs.sitting import Sitting

MOST_SEARCHES = 2
"""One search, and one a week later; then it stays with passing on words."""


def found(sitting: Sitting, accord: Accord) -> None:
    """Take the best time, or look a week later; who is in the way only the mediator learns."""
    sitting.move(accord, AccordAct.CARRY_OUT)
    at = sitting.work.at
    best = found_time(accord.names, accord.answers, at)
    if best is None:
        _again(sitting, accord)
        return
    begins = best.begins
    sitting.act(
        Do.CONCLUDE,
        "time",
        lambda old: replace(old, course=replace(old.course, meets_at=begins, reminded=0)),
    )
    values: dict[str, Value] = {"when": time_text(begins)}
    sitting.say(*sitting.hearing.to_both("meeting.found", values, "postpone", "shuttle"))
    sitting.say(*sitting.hearing.to_mediator("meeting.found", values))


def _again(sitting: Sitting, accord: Accord) -> None:
    at = sitting.work.at
    blocking = in_the_way(accord.names, accord.answers, at)
    who: dict[str, Value] = {
        "who": tuple(Text(f"speaking.side_{each}") for each in blocking)
        or (Text("meeting.several"),)
    }
    sitting.say(*sitting.hearing.to_both("meeting.none"))
    sitting.say(*sitting.hearing.to_mediator("meeting.none_for", who))
    if accord.round + 1 >= MOST_SEARCHES:
        if sitting.mediation.stage is Stage.SESSION:
            sitting.act(Do.SHUTTLE)
        return
    sitting.ask(
        replace(
            accord,
            state=AccordState.ASKED,
            answers={},
            approved="",
            round=accord.round + 1,
            names=candidates(at, later=1),
            asked_at=at,
            due_at=due_after(Kind.TIMES, at),
        )
    )


def look(sitting: Sitting) -> None:
    """Remind everybody a day and two hours before."""
    course, at = sitting.mediation.course, sitting.work.at
    if course.meets_at is None or course.reminded >= len(REMINDED_BEFORE):
        return
    meets = course.meets_at
    due = sum(at >= meets - before for before in REMINDED_BEFORE)
    if due <= course.reminded or at >= meets:
        return
    sitting.act(
        Do.CONCLUDE, "reminder", lambda old: replace(old, course=replace(old.course, reminded=due))
    )
    values: dict[str, Value] = {"when": time_text(meets)}
    sitting.say(*sitting.hearing.to_both("meeting.reminder", values, "postpone"))
    sitting.say(*sitting.hearing.to_mediator("meeting.reminder", values, *_missed()))


def _missed() -> tuple[str, ...]:
    return tuple(f"missed/{side}" for side in sorted(SIDES))

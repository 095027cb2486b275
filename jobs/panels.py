"""A panel of neighbours (评理团), drawn by a lot that anybody can draw again; it only advises."""

from dataclasses import replace

from domain.accords import Accord, AccordAct
from domain.candidates import willing_among
from domain.lots import LARGER_PANEL, PANEL, drawn, roster_hash
from domain.mediation_stages import Do
from domain.turns import Value
from jobs.sitting import Sitting


def drawn_for(sitting: Sitting, accord: Accord) -> None:
    """Draw the panel out of who wants to and is bound to no side; seven the second time."""
    sitting.move(accord, AccordAct.CARRY_OUT)
    mediation, day = sitting.mediation, sitting.work.day
    pool = willing_among(sitting.work.advisers, mediation)
    count = LARGER_PANEL if mediation.course.panels else PANEL
    people = drawn(mediation.number, day, pool, count)
    if len(people) < count:
        sitting.say(*sitting.hearing.to_both("panels.too_few"))
        sitting.say(*sitting.hearing.to_mediator("panels.too_few"))
        return
    sitting.act(
        Do.INVITE,
        f"lot:{roster_hash(pool)}",
        lambda old: replace(
            old,
            course=replace(
                old.course,
                panels=old.course.panels + 1,
                guests=(*old.course.guests, *people),
            ),
        ),
    )
    values: dict[str, Value] = {"count": str(count), "lot": roster_hash(pool)}
    sitting.say(*sitting.hearing.to_both("panels.drawn", values))
    sitting.say(*sitting.hearing.to_mediator("panels.drawn", values, "tell"))
    sitting.say(
        *(sitting.hearing.letter(each, "panels.you_are_drawn", None, "room") for each in people)
    )

"""Finding a mediator whom both sides can live with: a list, then one proposed, then neighbours."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest

from domain.accord_kinds import BOTH, YES, Kind
from domain.accords import Accord, AccordAct, due_after
from domain.candidates import listed_for, told_ties
from domain.courses import MOST_FAILURES
from domain.letters import name_text
from domain.mediation_stages import Do, Stage
from domain.mediators import Mediator, Tie, chosen
from domain.proceedings import BidsDestroyed, LettersRecalled
from domain.turns import Choice, Value
from jobs.sitting import Sitting


def look(sitting: Sitting) -> None:
    """Begin the next search where none is under way."""
    course = sitting.mediation.course
    if sitting.mediation.stage is not Stage.SELECT_M or course.sought > course.failures:
        return
    sitting.act(
        Do.CONCLUDE,
        "search",
        lambda old: replace(old, course=replace(old.course, sought=old.course.failures + 1)),
    )
    _clear(sitting)
    near = course.failures < MOST_FAILURES
    found = listed_for(sitting.work.roster, sitting.mediation, sitting.hearing.rules, near=near)
    if course.failures == 1:
        _wants_proposal(sitting, found)
    elif found and course.failures <= MOST_FAILURES:
        _list(sitting, found)
    elif near:
        _count_failure(sitting)
        look(sitting)
    else:
        _to_opener(sitting, "selecting.staff_transfer", {}, ())


def _clear(sitting: Sitting) -> None:
    """End what a mediator who left had asked; nothing of it is passed on any more."""
    mediation = sitting.mediation
    live = [each for each in sitting.known.accords if each.is_live]
    for accord in live:
        sitting.move(accord, AccordAct.WITHDRAW)
        if accord.kind is Kind.BIDDING:
            sitting.change(BidsDestroyed(accord))
    about = f"talks:{mediation.number}:{mediation.attempt}:"
    sitting.change(LettersRecalled(mediation.community_id, about))


def _list(sitting: Sitting, found: tuple[Mediator, ...]) -> None:
    at, mediation = sitting.work.at, sitting.mediation
    place = (mediation.community_id, mediation.number, mediation.attempt)
    names = tuple(each.person_id for each in found)
    ties = tuple(told_ties(each, mediation) for each in found)
    due = due_after(Kind.MEDIATORS, at)
    sitting.ask(Accord(*place, 0, Kind.MEDIATORS, BOTH, at, due, names=names, ties=ties))


def _wants_proposal(sitting: Sitting, found: tuple[Mediator, ...]) -> None:
    choices = tuple(
        sitting.hearing.button(
            f"propose_m/{each.person_id}/{told_ties(each, sitting.mediation)}".rstrip("/"),
            "mediation.button_person",
            {"name": name_text(each.person_id, sitting.hearing.rules)},
        )
        for each in found
    )
    _to_opener(sitting, "selecting.staff_propose", {}, choices)


def _to_opener(
    sitting: Sitting, key: str, values: Mapping[str, Value], choices: tuple[Choice, ...]
) -> None:
    told = {"which": sitting.mediation.number, **values}
    letter = sitting.hearing.letter(sitting.mediation.opener, key, told)
    sitting.say(replace(letter, choices=choices))


def chosen_from_list(sitting: Sitting, accord: Accord) -> None:
    """Appoint whom both can live with best; who was struck by one is out.

    Whoever ranks somebody of the other side's stairwell says yes to that very person by it; a yes
    to the list as a whole does not.
    """
    ranks = [_ranked(accord, accord.answers[role]) for role in accord.asked]
    person = chosen(accord.names, ranks)
    if not person:
        failed(sitting, accord)
        return
    sitting.move(accord, AccordAct.CARRY_OUT)
    _appoint(sitting, person)


def _ranked(accord: Accord, said: str) -> dict[str, int]:
    if said == YES:
        tied = zip_longest(accord.names, accord.ties, fillvalue="")
        return dict.fromkeys(
            (name for name, ties in tied if Tie.ONE_SIDE not in ties.split(".")), 1
        )
    return {accord.names[int(each) - 1]: rank for rank, each in enumerate(said.split("."), 1)}


def taken(sitting: Sitting, accord: Accord) -> None:
    """Appoint the one who was proposed."""
    sitting.move(accord, AccordAct.CARRY_OUT)
    _appoint(sitting, accord.names[0])


def _appoint(sitting: Sitting, person: str) -> None:
    sitting.act(Do.APPOINT, person, lambda old: replace(old, mediator=person))
    name = {"name": name_text(person, sitting.hearing.rules)}
    acts = ("say", "object", "stop")
    sitting.say(*sitting.hearing.to_both("mediation.has_mediator", name, *acts))
    sitting.say(
        *sitting.hearing.to_mediator("mediation.to_mediator", None, "tell", "issues", "shuttle")
    )
    _to_opener(sitting, "selecting.staff_found", name, ())


def failed(sitting: Sitting, accord: Accord) -> None:
    """Go on to the next way to find one."""
    del accord
    _count_failure(sitting)
    look(sitting)


def _count_failure(sitting: Sitting) -> None:
    sitting.act(
        Do.CONCLUDE,
        "nobody",
        lambda old: replace(old, course=replace(old.course, failures=old.course.failures + 1)),
    )

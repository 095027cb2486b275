"""What the conversations of a mediation share: who speaks, what is done, who hears of it."""

from collections.abc import Callable
from dataclasses import replace

from domain.events import STATION
from domain.letters import matter_name
from domain.mediation_roles import roles_in
from domain.mediation_states import Do, Role
from domain.mediations import (
    Mediation,
    MediationChanged,
    MediationDeed,
    Side,
    performed,
)
from domain.presses import Press
from domain.refusals import Refused
from domain.turns import Choice, Letter, Step, Text, Value
from handlers.talk import Talk

Edit = Callable[[Mediation], Mediation]
Act = Callable[[Talk, Mediation, str], Step]


def same(mediation: Mediation) -> Mediation:
    """Return the mediation as it is."""
    return mediation


def wanted(talk: Talk, press: Press) -> Mediation:
    """Return the mediation that was pressed on, as it stands now.

    Raises:
        Refused: ``cases.unknown`` if the speaker is nothing in it, ``mediation.moved_on`` if
            somebody was faster.
    """
    mediation = talk.desk.mediation(press.number)
    if mediation is None:
        raise Refused("cases.unknown", number=press.number)
    if press.version not in (-1, mediation.version):
        raise Refused("mediation.moved_on")
    return mediation


def roles(talk: Talk, mediation: Mediation) -> frozenset[Role]:
    """Return what the speaker is to the mediation."""
    cases = (case for case in talk.desk.cases if case.number == mediation.number)
    return roles_in(mediation, talk.desk.person, next(cases, None), talk.rules, talk.day)


def deed(
    talk: Talk, mediation: Mediation, act: Do, *, reason: str = "", text: str = ""
) -> MediationDeed:
    """Return the speaker's act, now."""
    speaker = talk.desk.person.person_id
    return MediationDeed(act, speaker, roles(talk, mediation), talk.desk.at, reason, text)


def done(
    talk: Talk, mediation: Mediation, what: MediationDeed, change: Edit = same
) -> MediationChanged:
    """Return the mediation after the deed.

    Raises:
        Refused: as ``mediation_states.next_stage`` does.
    """
    return performed(mediation, what, talk.rules.calendar, change)


def by_station(talk: Talk, mediation: Mediation, act: Do) -> MediationChanged:
    """Return the mediation after what follows from an act by itself."""
    station = MediationDeed(act, STATION, frozenset({Role.STATION}), talk.desk.at)
    return performed(mediation, station, talk.rules.calendar)


def button(mediation: Mediation, act: str) -> Choice:
    """Return one button; its label is the sentence ``mediation.button_<act>``.

    To stop is possible with whatever button, however old the letter is.
    """
    version = -1 if act == "stop" else mediation.version
    press = Press("mediation", mediation.number, version, act)
    return Choice(label(act), str(press))


def label(act: str) -> Text:
    """Return what stands on the button of an act."""
    return Text(f"mediation.button_{act.replace('/', '_')}")


def buttons(mediation: Mediation, *acts: str) -> tuple[Choice, ...]:
    """Return several buttons."""
    return tuple(button(mediation, act) for act in acts)


def values_of(talk: Talk, mediation: Mediation) -> dict[str, Value]:
    """Return what everybody in the mediation may know: the kind of matter and the stage."""
    return {
        "matter": matter_name(mediation.leaf, talk.rules),
        "stage": Text(f"mediation.stage_{mediation.stage}"),
    }


def to_person(talk: Talk, mediation: Mediation, person_id: str, key: str, *acts: str) -> Letter:
    """Return a letter to somebody in the mediation, outside quiet hours.

    Only who serves reads the number of the case.
    """
    serves = person_id in (mediation.opener, mediation.mediator, mediation.captain)
    which: dict[str, Value] = {"which": mediation.number} if serves else {}
    return Letter(
        person_id,
        key,
        {**values_of(talk, mediation), **which},
        buttons(mediation, *acts),
        not_before=talk.rules.calendar.quiet_ends(talk.desk.at),
    )


def to_side(
    talk: Talk, mediation: Mediation, side: Side, key: str, *acts: str
) -> tuple[Letter, ...]:
    """Return the letter to one side, none for who has no account; neutral if asked for."""
    if not side.person_id:
        return ()
    if side.neutral:
        quiet = talk.rules.calendar.quiet_ends(talk.desk.at)
        return (Letter(side.person_id, "neutral.notice", not_before=quiet),)
    return (to_person(talk, mediation, side.person_id, key, *acts),)


def to_serving(talk: Talk, mediation: Mediation, key: str) -> tuple[Letter, ...]:
    """Return the letter to who of staff began it."""
    return (to_person(talk, mediation, mediation.opener, key),)


def other(mediation: Mediation, side: Role) -> Side:
    """Return the side that is not that one."""
    return mediation.respondent if side is Role.APPLICANT else mediation.applicant


def own(mediation: Mediation, side: Role) -> Side:
    """Return that side."""
    return mediation.applicant if side is Role.APPLICANT else mediation.respondent


def with_side(mediation: Mediation, side: Role, after: Side) -> Mediation:
    """Return the mediation with that side changed."""
    if side is Role.APPLICANT:
        return replace(mediation, applicant=after)
    return replace(mediation, respondent=after)

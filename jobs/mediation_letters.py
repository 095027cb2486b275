"""How the clock acts in a mediation and what it says to whom: by role, never by case number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.events import STATION
from domain.letters import matter_name
from domain.mediation_states import Do, Role
from domain.mediations import Mediation, MediationChanged, MediationDeed, Side, performed
from domain.presses import Press
from domain.turns import Choice, Letter, Step, Text, Value
from jobs.rounds import JobRound

Edit = Callable[[Mediation], Mediation]


def done(
    mediation: Mediation, act: Do, work: JobRound, change: Edit, reason: str = ""
) -> MediationChanged:
    """Return the mediation after an act of the station, now."""
    deed = MediationDeed(act, STATION, frozenset({Role.STATION}), work.at, reason)
    return performed(mediation, deed, work.rules.calendar, change)


def same(mediation: Mediation) -> Mediation:
    """Return the mediation as it is."""
    return mediation


def saying(change: MediationChanged, *letters: Letter) -> Step:
    """Return the step of one change and its letters."""
    return Step(letters, (change,))


def quiet(work: JobRound) -> datetime:
    """Return when an ordinary letter may leave, in UTC."""
    return work.rules.calendar.quiet_ends(work.at)


def to_applicant(mediation: Mediation, work: JobRound, key: str, *acts: str) -> tuple[Letter, ...]:
    """Return the letter to the applicant, neutral if that was asked for."""
    side = mediation.applicant
    if side.neutral:
        return (Letter(side.person_id, "neutral.notice", not_before=quiet(work)),)
    return (letter_of(mediation, work, Notice(side.person_id, key, acts=acts)),)


def to_staff(mediation: Mediation, work: JobRound, key: str, *others: str) -> tuple[Letter, ...]:
    """Return the letters to who began it and to those others of staff."""
    people = dict.fromkeys((mediation.opener, *others))
    return tuple(letter_of(mediation, work, Notice(each, key)) for each in people if each)


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody is to read: key, values beside the usual ones, buttons by act or ready made."""

    to: str
    key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    acts: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


def letter_of(mediation: Mediation, work: JobRound, notice: Notice) -> Letter:
    """Return the letter; only who serves reads the number of the case."""
    values: dict[str, Value] = {
        "matter": matter_name(mediation.leaf, work.rules),
        "stage": Text(f"mediation.stage_{mediation.stage}"),
        **notice.values,
    }
    if notice.to in (mediation.opener, mediation.captain, mediation.mediator):
        values["which"] = mediation.number
    choices = tuple(_button(mediation, act) for act in notice.acts)
    return Letter(
        notice.to, notice.key, values, (*choices, *notice.choices), not_before=quiet(work)
    )


def to_side(mediation: Mediation, work: JobRound, side: Side, notice: Notice) -> tuple[Letter, ...]:
    """Return the letter to a side, neutral if it asked for that, none for who has no account."""
    if not side.person_id:
        return ()
    if side.neutral:
        return (Letter(side.person_id, "neutral.notice", not_before=quiet(work)),)
    return (letter_of(mediation, work, replace(notice, to=side.person_id)),)


def _button(mediation: Mediation, act: str) -> Choice:
    press = Press("mediation", mediation.number, mediation.version, act)
    return Choice(Text(f"mediation.button_{act.replace('/', '_')}"), str(press))

"""A hold for safety (安全暂停) by who serves, and the way back to an agreement that binds."""

from dataclasses import replace

from domain.mediation_states import Do
from domain.mediations import Mediation
from domain.performing import rescheduled
from domain.refusals import Refused
from domain.turns import Letter, Step
from handlers import mediating
from handlers.talk import Talk


def held(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Hold it at once, from wherever it stands; neither side hears of it, who began it does."""
    change = mediating.done(talk, mediation, mediating.deed(talk, mediation, Do.HOLD))
    after, speaker = change.mediation, talk.desk.person.person_id
    values = mediating.values_of(talk, after)
    says = talk.letter("holding.you_held", values, mediating.buttons(after, *_ways(after, speaker)))
    told: tuple[Letter, ...] = ()
    if after.opener != speaker:
        ways = _ways(after, after.opener)
        letter = mediating.to_person(talk, after, after.opener, "holding.staff_held", *ways)
        told = (replace(letter, urgent=True, not_before=None),)
    return Step((says, *told), (change,), talk.resting())


def _ways(mediation: Mediation, person_id: str) -> tuple[str, ...]:
    """Return how it may go on, for who decides on that."""
    if person_id != mediation.opener:
        return ()
    return ("refer_out", "carry_on" if mediation.binds else "resume")


def carried_on(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Go back from a hold to an agreement that binds: its days are chased again as they stand.

    Raises:
        Refused: ``holding.nothing_binds`` before an agreement took effect, or as the table does.
    """
    what = mediating.deed(talk, mediation, Do.CARRY_ON)
    if not mediation.binds:
        raise Refused("holding.nothing_binds")
    change = mediating.done(talk, mediation, what)
    after = rescheduled(change.mediation, talk.desk.at, talk.rules.calendar)
    says = talk.letter("holding.you_carried_on", mediating.values_of(talk, after))
    return Step((says,), (replace(change, mediation=after),), talk.resting())

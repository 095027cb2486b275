"""What the talks of a mediation share: what the speaker may have of them, and when to look next."""

from collections.abc import Iterable
from dataclasses import replace

from domain.accords import Accord
from domain.mediation_roles import side_of
from domain.mediation_stages import Do, Role
from domain.mediations import Mediation, MediationChanged, MediationDeed
from domain.presses import Press
from domain.proceedings import Proceedings
from domain.questions import Hearing
from domain.refusals import Refused
from domain.turns import Step
from domain.wakings import next_wake
from handlers import mediating
from handlers.talk import Talk

STAGE = "mediation_words"


def known_of(talk: Talk, mediation: Mediation) -> Proceedings:
    """Return what lies on the desk of the mediation's proceedings."""
    return talk.desk.proceedings.get(mediation.number, Proceedings())


def hearing_of(talk: Talk, mediation: Mediation) -> Hearing:
    """Return the mediation with what the speaker may have of it."""
    return Hearing(mediation, known_of(talk, mediation), talk.rules, talk.desk.at)


def own_side(talk: Talk, mediation: Mediation) -> Role:
    """Return the speaker's side.

    Raises:
        Refused: ``mediation.not_yours`` for whoever is of neither.
    """
    side = side_of(mediation, talk.desk.person)
    if side is None:
        raise Refused("mediation.not_yours")
    return side


def recorded(
    talk: Talk,
    mediation: Mediation,
    what: MediationDeed,
    accords: Iterable[Accord] = (),
    *,
    at_once: bool = False,
) -> MediationChanged:
    """Return the mediation after the speaker's act; the clock looks when it is to, or at once.

    ``accords`` are those that the act makes or changes.
    """
    at = talk.desk.at
    waiting = (*known_of(talk, mediation).accords, *accords)

    def awake(old: Mediation) -> Mediation:
        wake = at if at_once else next_wake(old, waiting, at)
        kept = min(filter(None, (old.wake_at, wake)), default=None)
        return replace(old, wake_at=kept)

    return mediating.done(talk, mediation, what, awake)


def wants_words(talk: Talk, mediation: Mediation, key: str, argument: str) -> Step | None:
    """Return the question for the words that an act still needs, None if they were said."""
    if talk.turn.text.strip():
        return None
    press = Press("mediation", mediation.number, -1, argument)
    letter = talk.letter(key, mediating.values_of(talk, mediation))
    return talk.ask(STAGE, letter, {"press": str(press)})


def checked(talk: Talk, mediation: Mediation, act: Do) -> None:
    """Let an act pass only if the table allows it to the speaker now.

    Raises:
        Refused: as ``mediation_states.next_stage`` does.
    """
    mediating.done(talk, mediation, mediating.deed(talk, mediation, act))

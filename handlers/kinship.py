"""One family, or a former couple: each side is asked alone whether it is afraid, before they meet.

Whoever is, or does not want to say, is heard by a person within half an hour; it then only goes
out. The other side learns neither that anybody was asked nor what was said (P6).
"""

from dataclasses import replace

from domain.mediation_states import Do
from domain.mediations import Mediation
from domain.turns import Step
from handlers import mediating
from handlers.talk import Talk

FEARLESS = "no"


def asked(talk: Talk, mediation: Mediation, _argument: str = "") -> Step:
    """Ask a side that is about to say yes.

    Raises:
        Refused: as the table does for its yes.
    """
    mediating.done(talk, mediation, mediating.deed(talk, mediation, Do.CONSENT))
    answers = mediating.buttons(mediation, "harm/no", "harm/yes", "harm/unsaid")
    return Step((talk.letter("kinship.ask", {}, answers),), dialogue=talk.resting())


def feared(talk: Talk, mediation: Mediation) -> Step:
    """Hold it for good; who serves hears at once, whatever the hour.

    Raises:
        Refused: as the table does for a yes of the speaker.
    """
    mediating.done(talk, mediation, mediating.deed(talk, mediation, Do.CONSENT))
    held = mediating.by_station(talk, mediation, Do.HOLD)
    after = replace(held.mediation, related=True, barred=True)
    letter = mediating.to_person(talk, after, after.opener, "kinship.staff_held", "refer_out")
    urgent = replace(letter, urgent=True, not_before=None)
    says = talk.letter("mediation.you_are_heard", {})
    return Step((says, urgent), (replace(held, mediation=after),), talk.resting())

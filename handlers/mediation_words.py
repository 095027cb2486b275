"""Words instead of a button in a mediation: a yes must be pressed, and nothing is filed by mistake.

Whoever is asked something and answers in words of his own is shown the way; whatever is clearly
another matter is taken as one, and so is what he says again.
"""

from domain.mediation_roles import side_of
from domain.mediations import Mediation
from domain.turns import Step
from handlers import mediating
from handlers.talk import Talk

STAGE = "mediation_answer"
_ANSWERS = frozenset({"yes", "no"})


def pointed(talk: Talk) -> Step | None:
    """Return the way to the buttons, None for words that are a matter of their own."""
    asked = _asked_in(talk)
    if asked is None or _is_matter(talk):
        return None
    return talk.ask(STAGE, talk.letter("mediation.by_button", mediating.values_of(talk, asked)))


def _asked_in(talk: Talk) -> Mediation | None:
    """Return the speaker's own mediation that his latest buttons belong to."""
    begun = tuple(press.split(":")[1] for press in talk.desk.offered if press[:10] == "mediation:")
    mine = (
        each
        for each in talk.desk.mediations
        if each.is_open and each.number in begun and side_of(each, talk.desk.person)
    )
    return next(mine, None)


def _is_matter(talk: Talk) -> bool:
    read, turn = talk.reading, talk.turn
    if read.intent in _ANSWERS:
        return False
    said_again = talk.desk.dialogue.stage == STAGE
    named = bool(turn.reply_to or turn.attachments or read.case_numbers or read.place.is_known())
    return said_again or named or read.certain or bool(read.stops)

"""Looking for a case by its number, by a place, or by words that the searcher may read."""

from domain.presses import Press
from domain.turns import Step
from domain.wishes import SEARCH, wish_of
from handlers import desks, guidance
from handlers.talk import Talk, choice


def asked(talk: Talk) -> Step:
    """Ask what to look for; the next message is that and nothing else."""
    way_out = (choice("guidance.cancel_button", "cancel"),)
    return talk.ask(SEARCH, talk.letter("searching.what", {}, way_out))


def pressed(talk: Talk, press: Press) -> Step:
    """Ask what to look for, or turn to another page of what was found."""
    wish = wish_of(str(press), "", talk.reading, "")
    return desks.shelf_shown(talk, wish) if wish else asked(talk)


def told(talk: Talk) -> Step:
    """Show what was found."""
    if out := guidance.way_out(talk):
        return out
    wish = wish_of("", SEARCH, talk.reading, talk.turn.text)
    return desks.shelf_shown(talk, wish) if wish else asked(talk)

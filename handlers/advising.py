"""The list of panels (评理团): residents put their own names on it, and take them off again."""

from dataclasses import replace

from domain.presses import Press
from domain.refusals import Refused
from domain.turns import PersonChanged, Step
from handlers.talk import Talk, choice


def asked(talk: Talk) -> Step:
    """Say what a panel is and offer to join the list, or to leave it."""
    advises = talk.desk.person.advises
    key, act = ("panels.you_are_on", "no") if advises else ("panels.what_it_is", "yes")
    button = choice(f"panels.button_{act}", f"panel::-1:{act}")
    return Step((talk.letter(key, {}, (button,)),), dialogue=talk.resting())


def chosen(talk: Talk, press: Press) -> Step:
    """Put the speaker on the list, or take him off; what he is drawn for already goes on.

    Raises:
        Refused: ``presses.unreadable``, ``panels.serves`` for staff, ``panels.no_home`` as long as
            nobody knows to whom the speaker is a neighbour.
    """
    if press.argument not in ("yes", "no"):
        raise Refused("presses.unreadable")
    person, joins = talk.desk.person, press.argument == "yes"
    if joins and person.is_staff(talk.day):
        raise Refused("panels.serves")
    if joins and not person.home.room:
        raise Refused("panels.no_home")
    step = talk.say("panels.you_joined" if joins else "panels.you_left")
    return replace(step, changes=(PersonChanged(replace(person, advises=joins)),))


def left(talk: Talk) -> Step:
    """Take the speaker off the list."""
    return chosen(talk, Press("panel", argument="no"))

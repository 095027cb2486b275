"""A keeper of the station says whether old cases are cleared; he is asked once more before."""

from datetime import date

from domain.clearing import ClearingDecided, kept_until, may_clear
from domain.presses import Press
from domain.refusals import Refused
from domain.turns import Step
from handlers import guidance
from handlers.talk import Talk, choice

_YES = "/yes"


def pressed(talk: Talk, press: Press) -> Step:
    """Ask, or with ``DAY/yes`` clear in the coming night what ended before that Shanghai day.

    Raises:
        Refused: ``cases.not_yours`` for who does not look after the station.
    """
    if not may_clear(talk.desk.person, talk.day):
        raise Refused("cases.not_yours")
    before = _day_of(press.argument.removesuffix(_YES))
    if before is None or before > kept_until(talk.rules, talk.desk.at):
        return guidance.lost(talk)
    values = {"before": f"{before.year}年{before.month}月{before.day}日"}
    if press.argument.endswith(_YES):
        decided = ClearingDecided(before, talk.desk.person.person_id)
        return Step((talk.letter("clearing.decided", values),), (decided,), talk.resting())
    yes = str(Press("clear", argument=f"{before:%Y-%m-%d}{_YES}"))
    buttons = (choice("clearing.yes", yes), choice("guidance.cancel_button", "cancel"))
    return Step((talk.letter("clearing.which", values, buttons),), dialogue=talk.resting())


def _day_of(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None

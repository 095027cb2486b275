"""My data: what the station keeps about me, and forgetting it."""

from dataclasses import replace

from domain.letters import place_text
from domain.presses import Press
from domain.turns import PersonForgotten, Step, Text, Value
from handlers import belongings, mediation_course
from handlers.talk import Talk, choice

# Doors that people know by a name of their own.
_DOORS = frozenset({"web", "telegram"})


def shown(talk: Talk) -> Step:
    """Say everything that the station keeps about the speaker."""
    person = talk.desk.person
    mine = [case.number for case in talk.desk.cases if case.party(person.person_id)]
    values: dict[str, Value] = {
        "home": place_text(person.home, talk.rules),
        "identity": Text(f"identity.{person.identity}"),
        "since": person.consented_at or talk.desk.at,
        "numbers": "、".join(mine) or Text("record.no_cases"),
        "channel": _channel(talk),
    }
    return talk.say("record.shown", values)


def _channel(talk: Talk) -> Value:
    channel = talk.turn.address.channel
    return Text(f"record.by_{channel}") if channel in _DOORS else channel


def forget_asked(talk: Talk) -> Step:
    """Say what forgetting means and ask once."""
    count = len(belongings.own_open(talk))
    buttons = (
        choice("record.forget_yes", "forget::-1:yes"),
        choice("guidance.cancel_button", "cancel"),
    )
    letter = talk.letter("record.forget_which", {"count": count}, buttons)
    return Step((letter,), dialogue=talk.resting())


def forget_confirmed(talk: Talk, press: Press) -> Step:
    """Forget the speaker: the cases stay with their clocks, the person goes."""
    if press.argument != "yes":
        return talk.say("guidance.lost")
    says = talk.letter("record.forgotten", {})
    gone = Step((says,), (PersonForgotten(talk.desk.person.person_id),), talk.at_stage(""))
    return replace(mediation_course.all_left(talk).joined(gone), dialogue=gone.dialogue)

"""Help, a human, a way out: what the station says about itself."""

from domain.letters import Notice, to_staff
from domain.people import Role, ScopeKind
from domain.presses import Press
from domain.turns import Letter, Step
from handlers import belongings
from handlers.talk import Talk

# The word itself, 转人工, and none that is longer.
_SHORT = 3


def helped(talk: Talk) -> Step:
    """Say in a few lines how the station is used."""
    return talk.say("guidance.help", _community(talk))


def greeted(talk: Talk) -> Step:
    """Greet back and say what to do: one sentence is enough."""
    return talk.say("guidance.greeting", _community(talk))


def thanked(talk: Talk) -> Step:
    """Take thanks for what they are; no clock moves."""
    return talk.say("guidance.welcome")


def cancelled(talk: Talk) -> Step:
    """End any open question; what was said before it is kept."""
    return Step((talk.letter("guidance.cancelled", {}),), dialogue=talk.at_stage(""))


def way_out(talk: Talk) -> Step | None:
    """Return the way out of a question whose answer is whatever is said next, None for an answer.

    Longer ways to ask for a person may well be the answer: "给我打电话".
    """
    intent, words = talk.reading.intent, talk.reading.text.strip()
    if intent == "cancel":
        return cancelled(talk)
    return human(talk) if intent == "human" and len(words) <= _SHORT else None


def cancel_pressed(talk: Talk, _press: Press) -> Step:
    """End any open question."""
    return cancelled(talk)


def lost(talk: Talk) -> Step:
    """Say that a button is not understood (any more) and what to do instead."""
    return talk.say("guidance.lost")


def human(talk: Talk) -> Step:
    """Tell the people on duty that somebody wants a human, about the open matter if any."""
    mine = belongings.own_open(talk)
    community = talk.turn.community_id
    duty = talk.rules.directory.serving(Role.DISPATCHER, ScopeKind.COMMUNITY, community, talk.day)
    letters: tuple[Letter, ...]
    if mine:
        notice = Notice("guidance.wants_human_about", {"told": talk.turn.text})
        letters = to_staff(duty, mine[0], notice, talk.rules, talk.desk.at)
    else:
        by_day = talk.rules.calendar.quiet_ends(talk.desk.at)
        told = {"told": talk.turn.text}
        letters = tuple(
            Letter(person.person_id, "guidance.wants_human", told, not_before=by_day)
            for person in duty
        )
    opening = talk.rules.calendar.next_opening(talk.desk.at)
    says = talk.letter("guidance.human_comes", {"opening": opening, **_community(talk)})
    return Step((says, *letters), dialogue=talk.at_stage(""))


def human_pressed(talk: Talk, _press: Press) -> Step:
    """Call a human by button."""
    return human(talk)


def _community(talk: Talk) -> dict[str, str]:
    return {"community": talk.rules.directory.community(talk.turn.community_id).name}

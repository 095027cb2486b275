"""Holding a vote (发起表决): the question in the holder's own words, the class, the days."""

from collections.abc import Iterator
from datetime import date, datetime

from domain.ballots import Matter, Poll
from domain.directory import PropertyArea
from domain.poll_rounds import LONGEST_QUESTION, NOTICE, usual_days, window_of
from domain.poll_words import poll_values
from domain.polls import POLLSTERS, PollOpened, area_named, may_hold, poll_id
from domain.presses import OPEN_POLL, Press
from domain.refusals import Refused
from domain.turns import Choice, Step, Value
from handlers import guidance
from handlers.talk import Talk, choice

STAGE = "poll"
_BETWEEN = "/"


def asked(talk: Talk) -> Step:
    """Ask what shall be voted on.

    Raises:
        Refused: ``polling.not_yours`` or ``polling.no_roll``.
    """
    person = talk.desk.person
    if not any(person.has_role(role, talk.day) for role in POLLSTERS):
        raise Refused("polling.not_yours")
    if not tuple(_areas(talk)):
        raise Refused("polling.no_roll")
    return talk.ask(STAGE, talk.letter("polling.question", {"notice": NOTICE}))


def told(talk: Talk) -> Step:
    """Take the question, and offer in which area and by which majority it is decided."""
    if talk.reading.intent == "cancel":
        return guidance.cancelled(talk)
    question = _question(talk.turn.text)
    first, last = usual_days(talk.day)
    values: dict[str, Value] = {
        "question": question,
        "first": first.isoformat(),
        "last": last.isoformat(),
    }
    choices = tuple(each for area in _areas(talk) for each in _classes(area, first, last))
    letter = talk.letter("polling.class", values, choices)
    return Step((letter,), dialogue=talk.at_stage("", {"question": question}))


def _areas(talk: Talk) -> Iterator[PropertyArea]:
    for code in sorted(talk.desk.polls.rolls):
        area = area_named(code, talk.rules, talk.day)
        if area and may_hold(talk.desk.person, area, talk.rules, talk.day):
            yield area


def _classes(area: PropertyArea, first: date, last: date) -> Iterator[Choice]:
    for matter in Matter:
        argument = _BETWEEN.join((area.code, matter, first.isoformat(), last.isoformat()))
        press = str(Press(OPEN_POLL, argument=argument))
        yield choice(f"polling.button_{matter}", press, {"area": area.name})


def _question(words: str) -> str:
    question = " ".join(words.split())
    if not question:
        raise Refused("polling.no_question")
    if len(question) > LONGEST_QUESTION:
        raise Refused("polling.long_question", most=str(LONGEST_QUESTION))
    return question


def opened(talk: Talk, press: Press) -> Step:
    """Announce the vote: its roll is frozen now, and the homes are asked when it begins.

    The press names ``AREA/CLASS/FIRST DAY/LAST DAY``, the question stands beside it or was asked.

    Raises:
        Refused: ``polling.not_yours``, ``polling.no_roll``, ``polling.no_question``,
            ``polling.long_question``, ``polling.bad_days`` or ``presses.unreadable``.
    """
    code, matter, first, last, *_ = (*press.argument.split(_BETWEEN), "", "", "")
    area = area_named(code, talk.rules, talk.day)
    if area is None or not may_hold(talk.desk.person, area, talk.rules, talk.day):
        raise Refused("polling.not_yours")
    if code not in talk.desk.polls.rolls:
        raise Refused("polling.no_roll")
    if matter not in tuple(Matter):
        raise Refused("presses.unreadable")
    window = _window(talk, first, last)
    poll = Poll(
        talk.desk.person.community_id,
        poll_id(talk.desk.person.community_id, talk.turn.key),
        area.code,
        _question(talk.turn.text or talk.desk.dialogue.notes.get("question", "")),
        Matter(matter),
        *window,
        talk.desk.person.person_id,
    )
    values = {**poll_values(poll), "area": area.name}
    says = talk.letter("polling.opened", values)
    return Step((says,), (PollOpened(poll),), talk.at_stage(""))


def _window(talk: Talk, first: str, last: str) -> tuple[datetime, datetime]:
    try:
        window = window_of(date.fromisoformat(first), date.fromisoformat(last), talk.desk.at)
    except ValueError:
        window = None
    if window is None:
        raise Refused("polling.bad_days", soonest=usual_days(talk.day)[0].isoformat())
    return window

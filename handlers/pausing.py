"""Pausing (暂停计时): only for what others decide, until a day that the resident is told."""

from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter

from domain.cases import Case, perform
from domain.clocks import Clocks, Nudge
from domain.letters import Notice
from domain.pauses import LONGEST, MOST_PAUSES, Cause, Pause, latest_end, moved_on, times_paused
from domain.presses import Press
from domain.refusals import Refused
from domain.states import Act, Part
from domain.turns import Step, Text, Value
from handlers.acts import answered, pressed_case, residents_told, wanted_words
from handlers.talk import Talk

_LIMITS = ("answer", "soon", "solve", "promised")


def pause(talk: Talk, press: Press) -> Step:
    """Stop the clock for ``CAUSE@2026-12-20``, with what the resident is told of it.

    The limits move by the working days of the pause, and the resident reads the new date; what
    was over already stays over.

    Raises:
        Refused: ``pausing.which_day``, ``pausing.too_long``, ``pausing.again``, or as every act
            of staff.
    """
    case = pressed_case(talk, press, Act.PAUSE)
    words = wanted_words(talk, press)
    cause, until = _wanted(talk, case, press.argument)
    stop = Pause(cause.value, talk.desk.at, until)

    def stands(old: Case) -> Case:
        clocks = _moved(talk, old.clocks, stop)
        paused = replace(old, clocks=clocks, pauses=(*old.pauses, stop))
        return replace(paused, nudge=_heard(old.nudge), waiting_since=None)

    deed = replace(talk.deed(Act.PAUSE, case, public=words), reason=cause.value)
    done = perform(case, deed, stands)
    told: dict[str, Value] = {"said": words, "until": until, "cause": Text(f"pausing.{cause}")}
    letters = residents_told(talk, done.case, Notice("pausing.paused", told))
    return answered(talk, "pausing.you_paused", done, letters)


def _heard(nudge: Nudge | None) -> Nudge | None:
    # The chase goes on where it stood: a pause is no way down the ladder.
    return replace(nudge, acknowledged=True) if nudge else None


def _moved(talk: Talk, clocks: Clocks, stop: Pause) -> Clocks:
    calendar = talk.rules.calendar
    dues = {name: attrgetter(name)(clocks) for name in _LIMITS}
    later = {
        name: moved_on(due, stop.since, stop.until, calendar) for name, due in dues.items() if due
    }
    return replace(clocks, resume=stop.until, **later)


def _wanted(talk: Talk, case: Case, argument: str) -> tuple[Cause, datetime]:
    named, _, words = argument.partition("@")
    if named not in frozenset(Cause):
        raise Refused("pausing.which_day", number=case.number)
    cause = Cause(named)
    again = times_paused(case.pauses, cause) >= MOST_PAUSES
    if again and Part.CALLER not in talk.parts(case):
        raise Refused("pausing.again", number=case.number)
    return cause, _until(talk, case, cause, words)


def _until(talk: Talk, case: Case, cause: Cause, words: str) -> datetime:
    calendar, at = talk.rules.calendar, talk.desk.at
    day = _day(words, case)
    working = day if calendar.is_working_day(day) else calendar.next_working_day(day)
    until, _ = calendar.windows_on(working)[0]
    if until <= at:
        raise Refused("pausing.which_day", number=case.number)
    if until > latest_end(cause, at, calendar):
        raise Refused("pausing.too_long", number=case.number, days=str(LONGEST[cause].amount))
    return until


def _day(words: str, case: Case) -> date:
    try:
        return date.fromisoformat(words.strip())
    except ValueError as unread:
        raise Refused("pausing.which_day", number=case.number) from unread

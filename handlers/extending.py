"""Extension (延期): a later promise, with a reason, told to the resident; never a silent one."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.cases import Case, perform
from domain.clocks import DueKind, Nudge
from domain.deadlines import due_at
from domain.extensions import farthest, most
from domain.letters import Notice
from domain.presses import Press
from domain.refusals import Refused
from domain.states import Act
from domain.turns import Step
from handlers.acts import answered, pressed_case, residents_told, wanted_words
from handlers.talk import Talk

_WARN_AHEAD = timedelta(hours=24)
_ABOUT_SOLVING = frozenset({DueKind.SOLVE, DueKind.SOON})


def extend(talk: Talk, press: Press) -> Step:
    """Move the promise to the end of a later working day; the reason goes to the resident.

    Raises:
        Refused: ``extending.which_day`` for a day that cannot be read or is not later than the
            promise, ``extending.too_far`` beyond what the speaker may grant, ``extending.enough``
            once the promise was moved as often as he may, and as ``acts.pressed_case`` and
            ``acts.wanted_words`` do.
    """
    case = pressed_case(talk, press, Act.EXTEND)
    words = wanted_words(talk, press)
    if case.extended >= most(talk.parts(case)):
        raise Refused("extending.enough", number=case.number, times=str(case.extended))
    promised = _new_promise(talk, case, press.argument)

    def later(old: Case) -> Case:
        clocks = replace(old.clocks, promised=promised, solve=promised, soon=promised - _WARN_AHEAD)
        nudge = _still_chased(old.nudge)
        return replace(old, clocks=clocks, nudge=nudge, extended=old.extended + 1)

    done = perform(case, talk.deed(Act.EXTEND, case, public=words), later)
    before = case.clocks.promised or talk.desk.at
    told = Notice("extending.extended", {"said": words, "before": before})
    letters = residents_told(talk, done.case, told)
    return answered(talk, "extending.you_extended", done, letters)


def _still_chased(nudge: Nudge | None) -> Nudge | None:
    return None if nudge and nudge.kind in _ABOUT_SOLVING else nudge


def _new_promise(talk: Talk, case: Case, words: str) -> datetime:
    calendar, at = talk.rules.calendar, talk.desk.at
    day = _day(words, case)
    working = day if calendar.is_working_day(day) else calendar.next_working_day(day)
    promised = calendar.close_of(working)
    if promised <= max(case.clocks.promised or at, at):
        raise Refused("extending.which_day", number=case.number)
    limit = farthest(talk.parts(case))
    if promised > due_at(at, limit, calendar):
        raise Refused("extending.too_far", number=case.number, days=str(limit.amount))
    return promised


def _day(words: str, case: Case) -> date:
    try:
        return date.fromisoformat(words.strip())
    except ValueError as unread:
        raise Refused("extending.which_day", number=case.number) from unread

"""The whistle (吹哨报到): community or street calls departments to a case; they report there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from domain.assists import ARRIVE_WITHIN, ASSIST_WITHIN, Assist, AssistKind
from domain.calendar import SHANGHAI
from domain.cases import Case, perform
from domain.deadlines import due_at
from domain.ladder import is_pressing
from domain.letters import Notice, queue_text
from domain.presses import Press, press_on
from domain.refusals import Refused
from domain.states import Act
from domain.turns import Letter, Step, Text, Value
from handlers.acts import answered, pressed_case, residents_told, wanted_words
from handlers.assisting import (
    AWAITED,
    assist_changed,
    assist_of,
    called_told,
    lead_told,
    own_assist,
    who_and_where,
)
from handlers.talk import Talk, choice

_MOST_CALLED = 8
_LONGEST_PLACE = 60


@dataclass(frozen=True, slots=True)
class _Wanted:
    queues: tuple[str, ...]
    arrive_by: datetime
    place: str


def whistle(talk: Talk, press: Press) -> Step:
    """Call departments to the case: ``QUEUE,QUEUE@2026-11-23T15:00@PLACE``, with the reason.

    Time (Shanghai) and place may be left out: then the priority's limit and the case's place hold.

    Raises:
        Refused: ``whistling.unreadable``, or as ``assisting.assist`` does.
    """
    case = pressed_case(talk, press, Act.WHISTLE)
    reason = wanted_words(talk, press)
    wanted = _wanted(talk, case, press.argument)
    called = tuple(_called(talk, case, queue, wanted) for queue in wanted.queues)
    told = f"{wanted.arrive_by.isoformat(timespec='minutes')} {wanted.place} {reason}"
    deed = replace(
        talk.deed(Act.WHISTLE, case, internal=told), reason=",".join(each.queue for each in called)
    )
    done = perform(case, deed, lambda old: replace(old, assists=(*old.assists, *called)))
    letters = _letters(talk, done.case, called, {"reason": reason, "where": wanted.place})
    names = _names(talk, case, called)
    line = Notice("whistling.called", {"bodies": names, "due": wanted.arrive_by})
    letters += residents_told(talk, done.case, line)
    return answered(talk, "whistling.you_whistled", done, letters)


def _called(talk: Talk, case: Case, queue: str, wanted: _Wanted) -> Assist:
    called = assist_of(talk, case, f"q:{queue}")
    by = wanted.arrive_by
    return replace(
        called, kind=AssistKind.WHISTLE, due=by, arrive_by=by, again_at=by, place=wanted.place
    )


def _letters(
    talk: Talk, case: Case, called: tuple[Assist, ...], values: Mapping[str, Value]
) -> tuple[Letter, ...]:
    buttons = (
        choice("staff.arrive", press_on(case, "do", "arrive")),
        choice("staff.helped", press_on(case, "do", "helped")),
    )
    letters: dict[str, Letter] = {}
    for each in called:
        said = {**values, **who_and_where(talk, each, case), "due": each.due}
        notice = Notice("whistling.to_you", said, buttons, urgent=is_pressing(case))
        letters |= {letter.to: letter for letter in called_told(talk, case, each, notice)}
    return tuple(letters.values())


def _names(talk: Talk, case: Case, called: tuple[Assist, ...]) -> Value:
    names = tuple(queue_text(each.queue, case.place, talk.rules) for each in called)
    first, *rest = names
    for name in rest:
        first = Text("whistling.and", {"first": first, "next": name})
    return first


def _wanted(talk: Talk, case: Case, argument: str) -> _Wanted:
    named, time, place, *_ = (*argument.split("@", 2), "", "")
    queues = tuple(dict.fromkeys(filter(None, named.split(","))))
    if not queues or len(queues) > _MOST_CALLED:
        raise Refused("whistling.unreadable", number=case.number)
    arrive_by = _moment(talk, case, time)
    return _Wanted(queues, arrive_by, place.strip()[:_LONGEST_PLACE])


def _moment(talk: Talk, case: Case, time: str) -> datetime:
    if not time:
        return due_at(talk.desk.at, ARRIVE_WITHIN[case.priority], talk.rules.calendar)
    try:
        moment = datetime.fromisoformat(time).replace(tzinfo=SHANGHAI).astimezone(UTC)
    except ValueError as unreadable:
        raise Refused("whistling.unreadable", number=case.number) from unreadable
    if moment <= talk.desk.at:
        raise Refused("whistling.unreadable", number=case.number)
    return moment


def arrive(talk: Talk, press: Press) -> Step:
    """Report that one is there (报到); from now on a result is awaited."""
    case = pressed_case(talk, press, Act.ARRIVE)
    mine = own_assist(talk, case, AWAITED[Act.ARRIVE])
    if mine is None:
        return talk.say("assisting.nothing_asked", {"number": case.number})
    at = talk.desk.at
    due = due_at(at, ASSIST_WITHIN[case.priority], talk.rules.calendar)
    there = replace(mine, arrived_at=at, accepted_at=at, due=due, again_at=due, reminded=0)
    deed = replace(talk.deed(Act.ARRIVE, case), reason=mine.queue)
    done = assist_changed(case, deed, mine, there)
    notice = Notice("whistling.arrived", who_and_where(talk, mine, case))
    letters = lead_told(talk, done.case, mine, notice)
    return answered(talk, "whistling.you_arrived", done, letters)

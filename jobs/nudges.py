"""One rung after another: who is nudged about a late case, with which buttons, and when again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.cases import RUNNING, Case, CaseChanged, DueKind, Nudge, perform
from domain.deadlines import due_at
from domain.ladder import TOP, WAITS, again_at, climb, is_pressing, people_at
from domain.letters import Notice
from domain.opening import UNASSIGNED
from domain.parts import parts_of
from domain.people import Person
from domain.presses import press_on
from domain.states import Act, acts_for
from domain.turns import Choice, Letter, Step, Text, Value
from jobs.rounds import JobRound

# An unassigned case has no holder to nudge: the community hears first.
_COMMUNITY = 2


@dataclass(frozen=True, slots=True)
class _Button:
    label: str
    act: Act
    argument: str = ""


_RETURN = _Button("chase.return", Act.RETURN)
_ASSIST = _Button("chase.assist", Act.ACKNOWLEDGE, "assist")
_TO_ACCEPT = (_Button("chase.accept", Act.ACCEPT), _RETURN, _ASSIST)
_IN_HAND = (
    _Button("chase.received", Act.ACKNOWLEDGE),
    _Button("chase.working", Act.ACKNOWLEDGE, "working"),
    _RETURN,
    _ASSIST,
)


@dataclass(frozen=True, slots=True)
class _Late:
    """One due value of one case that has come."""

    case: Case
    kind: DueKind
    due: datetime
    work: JobRound

    @property
    def nudge(self) -> Nudge | None:
        """Return the latest nudge about this very due value, None if there was none."""
        nudge = self.case.nudge
        return nudge if nudge and (nudge.kind, nudge.due) == (self.kind, self.due) else None

    @property
    def first_level(self) -> int:
        """Return where the chase begins: where an unanswered earlier one stands, else below."""
        start = _COMMUNITY if self.kind is DueKind.UNASSIGNED else 0
        earlier = self.case.nudge
        if earlier is None or earlier.acknowledged or earlier.kind not in RUNNING[self.case.state]:
            return start
        return max(start, earlier.level) if self.case.due_of(earlier.kind) else start


def nudged(case: Case, kind: DueKind, work: JobRound) -> Step:
    """Return the next rung of the chase after a due value that nobody met.

    The holder first; without a tap one level up at a time; a tap earns a reminder on the same
    level; past the top the street hears again and again. Ordinary matters wait for office hours.
    """
    late = _Late(case, kind, case.due_of(kind) or work.at, work)
    nudge = late.nudge
    if work.must_wait(case):
        return _held(late)
    if nudge is None or nudge.count == 0:
        return _first(late, nudge.level if nudge else late.first_level)
    return _again(late, nudge) if nudge.acknowledged else _climbed(late, nudge)


def _held(late: _Late) -> Step:
    fresh = Nudge(late.kind, late.due, late.first_level, late.work.message_time, count=0)
    held = replace(late.nudge or fresh, again_at=late.work.message_time)
    return Step(changes=(_recorded(late, Act.NUDGE, "held", held),))


def _first(late: _Late, start: int) -> Step:
    case, work = late.case, late.work
    level, people = start, people_at(case, start, work.rules, work.day)
    if not people:
        level, people = climb(case, start, work.rules, work.day)
    done = _recorded(late, Act.NUDGE, "first", _nudge(late, level, 1))
    below = _others(people_at(case, 0, work.rules, work.day), people) if level else ()
    says = _told(late, done, below, "chase.late")
    key = _key_above(late) if level else "chase.late"
    return Step(says + _told(late, done, people, key), (done,))


def _again(late: _Late, nudge: Nudge) -> Step:
    case, work = late.case, late.work
    people = people_at(case, nudge.level, work.rules, work.day)
    if not people:
        return _climbed(late, nudge)
    done = _recorded(late, Act.NUDGE, "again", _nudge(late, nudge.level, nudge.count + 1))
    return Step(_told(late, done, people, "chase.again"), (done,))


def _climbed(late: _Late, nudge: Nudge) -> Step:
    case, work = late.case, late.work
    level, people = climb(case, nudge.level + 1, work.rules, work.day)
    if level <= nudge.level:
        done = _recorded(late, Act.NUDGE, "top", _nudge(late, nudge.level, nudge.count + 1))
        return Step(_told(late, done, people, "chase.still"), (done,))
    done = _recorded(late, Act.ESCALATE, "", _nudge(late, level, nudge.count + 1))
    old = _others(people_at(case, nudge.level, work.rules, work.day), people)
    says = _told(late, done, people, _key_above(late))
    return Step(says + _told(late, done, old, "chase.passed_up"), (done,))


def _key_above(late: _Late) -> str:
    return "chase.nobody" if late.kind is DueKind.UNASSIGNED else "chase.above"


def _others(people: Iterable[Person], told: tuple[Person, ...]) -> tuple[Person, ...]:
    return tuple(person for person in people if person not in told)


def _nudge(late: _Late, level: int, count: int) -> Nudge:
    return Nudge(late.kind, late.due, level, _next_time(late, level), count)


def _next_time(late: _Late, level: int) -> datetime:
    case, calendar, at = late.case, late.work.rules.calendar, late.work.at
    if late.kind is not DueKind.UNASSIGNED:
        return again_at(case, level, at, calendar)
    # What nobody holds is asked about on the shortest clock, at the top on the shortest of all.
    wait = UNASSIGNED[case.priority] if level < TOP else WAITS[case.priority][0]
    due = due_at(at, wait, calendar)
    return due if is_pressing(case) else calendar.next_message_time(due)


def _recorded(late: _Late, act: Act, how: str, nudge: Nudge) -> CaseChanged:
    reason = f"{late.kind}.{how}" if how else late.kind.value
    level = max(late.case.level, nudge.level) if act is Act.ESCALATE else late.case.level
    return perform(
        late.case, late.work.deed(act, reason), lambda old: replace(old, nudge=nudge, level=level)
    )


def _told(late: _Late, done: CaseChanged, people: Iterable[Person], key: str) -> tuple[Letter, ...]:
    case, work, nudge = done.case, late.work, done.case.nudge
    rung = f"{nudge.level}.{nudge.count}" if nudge else ""
    values: dict[str, Value] = {"due": late.due, "what": Text(f"chase.what_{late.kind}")}
    mark = f"{key}:{case.number}:{case.version}:{late.kind}:{late.due:%Y%m%d%H%M}:{rung}"
    letters: tuple[Letter, ...] = ()
    for person in people:
        choices = () if key == "chase.passed_up" else _buttons(case, person, work)
        letters += work.to_staff((person,), case, Notice(key, values, choices, dedupe=mark))
    return letters


def _buttons(case: Case, person: Person, work: JobRound) -> tuple[Choice, ...]:
    able = acts_for(case.state, parts_of(case, person, work.rules, work.day))
    rows = _TO_ACCEPT if Act.ACCEPT in able else _IN_HAND
    return tuple(
        Choice(Text(row.label), press_on(case, row.act.value, row.argument))
        for row in rows
        if row.act in able
    )

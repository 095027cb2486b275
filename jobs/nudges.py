"""One rung after another: who is nudged about a late case, with which buttons, and when again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.cases import Case, CaseChanged, perform
from domain.clocks import DueKind, Nudge
from domain.ladder import again_at, alarm_at, climb, level_of, people_at, top
from domain.letters import Notice
from domain.people import Person
from domain.states import Act
from domain.turns import Letter, Step, Text, Value
from jobs.rounds import JobRound
from jobs.taps import taps_for


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
        return self.case.nudge_about(self.kind, self.due)

    @property
    def first_level(self) -> int:
        """Return where the chase begins: where an unanswered earlier one has got to, else below."""
        earlier = self.case.nudge
        if earlier is None or earlier.acknowledged or not self.case.is_chased:
            return 0
        if earlier.count == 0:
            # It was held and nobody has heard of it yet: there was no time for a tap.
            return earlier.level
        speaks_at = self.work.message_time if self.work.must_wait(self.case) else self.work.at
        climbs = earlier.again_at <= speaks_at
        return min(self.above(earlier.level), self.top) if climbs else earlier.level

    @property
    def top(self) -> int:
        """Return the highest level of the ladder of the case."""
        return top(self.case, self.work.rules)

    def above(self, level: int) -> int:
        """Return the next level; a case that the community holds goes past the grid."""
        own = level_of(self.case, self.case.holder, self.work.rules, self.work.day)
        return max(level, own) + 1

    def at_level(self, level: int) -> tuple[Person, ...]:
        """Return who hears at that level today."""
        return people_at(self.case, level, self.work.rules, self.work.day)

    def climb(self, level: int) -> tuple[int, tuple[Person, ...]]:
        """Return the lowest level from that one up at which somebody new hears, and all of it.

        Who stands in below for somebody who is away hears of the step to his own level too.
        """
        step, fresh = climb(self.case, level, self.work.rules, self.work.day)
        return step, self.at_level(step) or fresh


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
    holders = late.at_level(0)
    level, people = start, _others(late.at_level(start), holders) if start else holders
    if not people:
        level, people = late.climb(start)
    nudge = _nudge(late, level, 1)
    if level == 0:
        done = _recorded(late, Act.NUDGE, "first", nudge)
        return Step(_told(late, done, people, "chase.late"), (done,))
    is_new = level > late.case.level
    done = _recorded(late, Act.ESCALATE if is_new else Act.NUDGE, "first", nudge)
    old = late.at_level(late.case.level) if is_new else ()
    says = _told(late, done, holders, "chase.late")
    says += _told(late, done, _others(people, holders), _key(late, "chase.above"))
    return Step(
        says + _told(late, done, _others(old, (*people, *holders)), "chase.passed_up"), (done,)
    )


def _again(late: _Late, nudge: Nudge) -> Step:
    people = late.at_level(nudge.level)
    if not people:
        return _climbed(late, nudge)
    done = _recorded(late, Act.NUDGE, "again", _nudge(late, nudge.level, nudge.count + 1))
    return Step(_told(late, done, people, "chase.again"), (done,))


def _climbed(late: _Late, nudge: Nudge) -> Step:
    level, people = late.climb(late.above(nudge.level))
    if level <= nudge.level:
        done = _recorded(late, Act.NUDGE, "top", _nudge(late, nudge.level, nudge.count + 1))
        return Step(_told(late, done, people, _key(late, "chase.still")), (done,))
    done = _recorded(late, Act.ESCALATE, "", _nudge(late, level, nudge.count + 1))
    old = _others(late.at_level(nudge.level), people)
    says = _told(late, done, people, _key(late, "chase.above"))
    return Step(says + _told(late, done, old, "chase.passed_up"), (done,))


def _key(late: _Late, key: str) -> str:
    return "chase.nobody" if late.kind is DueKind.UNASSIGNED else key


def _others(people: Iterable[Person], told: tuple[Person, ...]) -> tuple[Person, ...]:
    return tuple(person for person in people if person not in told)


def _nudge(late: _Late, level: int, count: int) -> Nudge:
    return Nudge(late.kind, late.due, level, _next_time(late, level), count)


def _next_time(late: _Late, level: int) -> datetime:
    case, at, rules = late.case, late.work.at, late.work.rules
    if late.kind is DueKind.UNASSIGNED:
        return alarm_at(case, at, rules)
    return again_at(case, level, at, rules)


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
        choices = () if key == "chase.passed_up" else taps_for(case, person, work)
        letters += work.to_staff((person,), case, Notice(key, values, choices, dedupe=mark))
    return letters

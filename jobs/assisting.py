"""Who was called and has not come, or has not reported: reminded, then those above hear of it."""

from dataclasses import dataclass, replace

from domain.assists import Assist
from domain.cases import Case, CaseChanged, perform
from domain.ladder import again_at, climb, people_at, people_called, top
from domain.letters import Notice, queue_text
from domain.people import Person
from domain.presses import press_on
from domain.states import Act
from domain.turns import Choice, Letter, Step, Text, Value
from jobs.rounds import JobRound


@dataclass(frozen=True, slots=True)
class _Awaited:
    """One call of a case whose time has come."""

    case: Case
    called: Assist
    work: JobRound

    @property
    def act(self) -> str:
        """Return the act that is awaited."""
        return "arrive" if self.called.awaits_arrival else "helped"


def called_again(case: Case, work: JobRound) -> Step:
    """Remind whoever was called to the case and is late; who stands above hears from the second on.

    First who was called, then who holds the case and who called, then one level of the ladder
    each time; past the top they are told again and again. Ordinary matters wait for office hours.
    """
    step = Step()
    for position, called in enumerate(case.assists):
        if called.again_at and called.again_at <= work.at:
            late = _Awaited(case, called, work)
            done = _held(late, position) if work.must_wait(case) else _counted(late, position)
            letters = () if work.must_wait(case) else _told(late, done)
            step, case = step.joined(Step(letters, (done,))), done.case
    return step


def _held(late: _Awaited, position: int) -> CaseChanged:
    held = replace(late.called, again_at=late.work.message_time)
    return _changed(late, position, held, "held")


def _counted(late: _Awaited, position: int) -> CaseChanged:
    called, work = late.called, late.work
    level = min(called.reminded, top(late.case, work.rules))
    again = again_at(late.case, level, work.at, work.rules)
    counted = replace(called, reminded=called.reminded + 1, again_at=again)
    return _changed(late, position, counted, late.act)


def _changed(late: _Awaited, position: int, called: Assist, how: str) -> CaseChanged:
    assists = list(late.case.assists)
    assists[position] = called
    deed = late.work.deed(Act.NUDGE, f"assist.{how}.{called.queue}")
    return perform(late.case, deed, lambda old: replace(old, assists=tuple(assists)))


def _told(late: _Awaited, done: CaseChanged) -> tuple[Letter, ...]:
    case, called, work = done.case, late.called, late.work
    values: dict[str, Value] = {
        "due": called.due,
        "what": Text(f"chase.what_{late.act}"),
        "body": queue_text(called.queue, case.place, work.rules),
    }
    button = Choice(Text(f"staff.{late.act}"), press_on(case, "do", late.act))
    when = f"{called.asked_at:%Y%m%d%H%M%S}:{called.due:%Y%m%d%H%M}:{called.reminded}"
    mark = f"assist:{case.number}:{called.queue}:{late.act}:{when}"
    mine = people_called(case, called, work.rules, work.day)
    told = work.to_staff(mine, case, Notice("chase.called", values, (button,), dedupe=mark))
    others = [each for each in _above(late) if each not in mine]
    return told + work.to_staff(others, case, Notice("chase.not_come", values, dedupe=mark))


def _above(late: _Awaited) -> tuple[Person, ...]:
    rules, day, reminded = late.work.rules, late.work.day, late.called.reminded
    if reminded == 0:
        return ()
    if reminded > 1:
        return climb(late.case, min(reminded - 1, top(late.case, rules)), rules, day)[1]
    caller = rules.directory.person(late.called.asked_by)
    holders = people_at(late.case, 0, rules, day)
    callers = (caller,) if caller and caller not in holders else ()
    return (*holders, *callers)

"""What a replay left behind, counted: cases by leaf, holder and reason, questions, alarms, time."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from domain.cases import CaseChanged
from domain.reading import Reading
from domain.states import Act
from domain.turns import Desk, Step, Turn

Answer = Callable[[Desk, Turn, Reading], Step]
Read = Callable[[str, str], Reading]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one message came to, by the codes of the trade; "" where there is nothing to say."""

    leaf: str = ""
    holder: str = ""
    reason: str = ""
    asked: str = ""
    alarm: str = ""
    opened: int = 0


@dataclass(slots=True)
class Tally:
    """Looks over the shoulder of reading and deciding; a turn that is repeated counts once."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    errors: Counter[str] = field(default_factory=Counter)

    def reading(self, read: Read) -> Read:
        """Return the same reading, timed."""

        def timed(text: str, community_id: str) -> Reading:
            with self.timing("read"), self.counting_errors():
                return read(text, community_id)

        return timed

    def deciding(self, answer: Answer) -> Answer:
        """Return the same answer, timed and noted."""

        def noted(desk: Desk, turn: Turn, reading: Reading) -> Step:
            with self.timing("decide"):
                step = answer(desk, turn, reading)
            self.outcomes[turn.key] = outcome_of(step, reading)
            return step

        return noted

    @contextmanager
    def timing(self, stage: str) -> Iterator[None]:
        """Add what passes inside to the seconds of the stage."""
        begin = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += time.perf_counter() - begin

    @contextmanager
    def counting_errors(self) -> Iterator[None]:
        """Count what is raised inside by its kind, and let it rise."""
        try:
            yield
        except Exception as error:
            self.errors[type(error).__name__] += 1
            raise

    def counted(self, column: str) -> Mapping[str, int]:
        """Return how often each value of the column came, most often first; "" is left out."""
        values = Counter(str(getattr(each, column)) for each in self.outcomes.values())
        return {value: count for value, count in values.most_common() if value}

    def plain(self) -> dict[str, object]:
        """Return everything as JSON can hold it."""
        columns = ("leaf", "holder", "reason", "asked", "alarm")
        return {
            "messages": len(self.outcomes),
            "cases": sum(each.opened for each in self.outcomes.values()),
            **{column: self.counted(column) for column in columns},
            "errors": dict(self.errors),
            "seconds": {stage: round(took, 3) for stage, took in self.seconds.items()},
        }


def outcome_of(step: Step, reading: Reading) -> Outcome:
    """Return what the step came to; several cases of one message count by the first."""
    changes = [change for change in step.changes if isinstance(change, CaseChanged)]
    opened = [change for change in changes if change.event.act is Act.OPEN]
    emergency = reading.emergency
    last = next((each.case for each in reversed(changes)), None)
    return Outcome(
        leaf=opened[0].case.leaf if opened else "",
        holder=(last.holder or last.queue or "-") if last and opened else "",
        reason=opened[0].event.reason if opened else "",
        asked=step.dialogue.stage if step.dialogue else "",
        alarm=emergency.kind if emergency and not emergency.guarded else "",
        opened=len(opened),
    )

"""A clock that strikes jobs over cases in memory and keeps what was said and done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain.calendar import SHANGHAI
from domain.cases import Case, CaseChanged
from domain.events import Event
from domain.rules import Rulebook
from domain.turns import Letter, Step, Text
from jobs.chase import chase
from jobs.rounds import JobRound
from tests.domain.builders import MONDAY, demo_rules
from texts.catalog import open_catalog

_LATE_BY = timedelta(seconds=20)


@dataclass
class Clockwork:
    """The cases of one community, the rules and the time."""

    cases: dict[str, Case] = field(default_factory=dict)
    at: datetime = MONDAY
    rules: Rulebook = field(default_factory=demo_rules)
    letters: list[tuple[datetime, Letter]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def strike(self, job: Callable[[JobRound], Step] = chase) -> Step:
        """Strike a job now and keep what it changes."""
        step = job(self.round())
        for change in step.changes:
            assert isinstance(change, CaseChanged)
            self.cases[change.case.number] = change.case
            self.events.append(change.event)
        self.letters += [(self.at, letter) for letter in step.says]
        return step

    def round(self) -> JobRound:
        """Return what a job looks at now."""
        return JobRound("dongqiao", tuple(self.cases.values()), self.rules, self.at)

    def run(self, until: datetime) -> None:
        """Strike the chase whenever a case is due, twenty seconds late, until then."""
        while (due := self.next_due()) and due + _LATE_BY <= until:
            self.at = max(self.at, due + _LATE_BY)
            self.strike()
        self.at = until

    def next_due(self) -> datetime | None:
        """Return when the next case is due."""
        return min(
            (case.next_due[0] for case in self.cases.values() if case.next_due), default=None
        )

    def change(self, change: Callable[[Case], Case], number: str = "DQ000001") -> None:
        """Set the stage by hand."""
        self.cases[number] = change(self.cases[number])

    def tap(self, number: str = "DQ000001") -> None:
        """Let somebody tap "收到"."""
        nudge = self.cases[number].nudge
        assert nudge is not None
        self.change(lambda case: replace(case, nudge=replace(nudge, acknowledged=True)), number)

    def told(self) -> list[tuple[str, str]]:
        """Return who was told and with which key, in order."""
        return [(letter.to, letter.key) for _, letter in self.letters]


def of(*cases: Case, at: datetime = MONDAY, rules: Rulebook | None = None) -> Clockwork:
    """Return a clockwork over these cases."""
    return Clockwork({case.number: case for case in cases}, at, rules or demo_rules())


def told(step: Step) -> list[tuple[str, str]]:
    """Return who is told and with which key."""
    return [(letter.to, letter.key) for letter in step.says]


def acts(step: Step) -> list[tuple[str, str]]:
    """Return the act and the reason of every event of the step."""
    changes = (change for change in step.changes if isinstance(change, CaseChanged))
    return [(change.event.act.value, change.event.reason) for change in changes]


def rendered(letter: Letter) -> str:
    """Return the words of the letter and its buttons in brackets."""
    catalog = open_catalog()
    buttons = "".join(f"[{catalog.render(choice.label)}]" for choice in letter.choices)
    return catalog.render(Text(letter.key, letter.values)) + buttons


def clock(at: datetime) -> str:
    """Return a moment as Shanghai writes it."""
    return f"{at.astimezone(SHANGHAI):%m-%d %H:%M}"


def sent_at(letters: Iterable[tuple[datetime, Letter]]) -> list[str]:
    """Return when each letter may leave, in Shanghai time."""
    return [clock(letter.not_before or at) for at, letter in letters]

"""The one tap that a nudge wants: 签收 or 收到, 处理中, 退回, 需协办, as far as one may."""

from dataclasses import dataclass

from domain.cases import Case
from domain.parts import parts_of
from domain.people import Person
from domain.presses import press_on
from domain.states import Act, acts_for
from domain.turns import Choice, Text
from jobs.rounds import JobRound


@dataclass(frozen=True, slots=True)
class _Button:
    label: str
    act: Act
    argument: str = ""
    asks: bool = False

    def press(self, case: Case) -> str:
        """Return what the button sends back."""
        if self.asks:
            return press_on(case, "do", self.act.value)
        return press_on(case, self.act.value, self.argument)


# It asks for the reason, as the card of the case does.
_RETURN = _Button("chase.return", Act.RETURN, asks=True)
_ASSIST = _Button("chase.assist", Act.ACKNOWLEDGE, "assist")
_TO_ACCEPT = (_Button("chase.accept", Act.ACCEPT), _RETURN, _ASSIST)
_IN_HAND = (
    _Button("chase.received", Act.ACKNOWLEDGE),
    _Button("chase.working", Act.ACKNOWLEDGE, "working"),
    _RETURN,
    _ASSIST,
)


def taps_for(case: Case, person: Person, work: JobRound) -> tuple[Choice, ...]:
    """Return the buttons of a nudge to this person: signing comes before everything else."""
    able = acts_for(case.state, parts_of(case, person, work.rules, work.day))
    rows = _TO_ACCEPT if Act.ACCEPT in able else _IN_HAND
    return tuple(Choice(Text(row.label), row.press(case)) for row in rows if row.act in able)

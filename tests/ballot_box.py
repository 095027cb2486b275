"""A poll among the homes of the demo's roll, and who speaks about it, without a store."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from domain.ballots import Matter, Poll, Unit
from domain.dwellings import home_of
from domain.people import Address, Person
from domain.places import PlaceSource
from domain.polls import Cast, PollDesk, Seat
from domain.presses import Press
from domain.refusals import Refused
from domain.rights import check_step
from domain.turns import Desk, Dialogue, Letter, Step, Text, Turn
from handlers.table import answer
from tests.domain.builders import MONDAY, demo_rules, staff
from tests.handlers.tabletop import catalog, demo_reader
from tests.stores import demo_units

DAY = timedelta(days=1)
OPENS = MONDAY + 15 * DAY
POLL = Poll(
    "dongqiao",
    "p1",
    "qingshi-area",
    "小区地面停车位收费",
    Matter.GRAVE,
    OPENS,
    OPENS + 20 * DAY,
    "gao-secretary-dq6",
)
ROLL = tuple(unit for _, unit in demo_units())
AREA = POLL.area
HOME = ROLL[0].home
LET = next(each for each in ROLL if each.let)
# Serves the stairwell of that home.
CAPTAIN = "gong-captain-dq6-w014"
HOLDER = POLL.opened_by


def owner(name: str = "wang", home: str = HOME, *, proved: bool = True) -> Person:
    """Return somebody who lives at a home of the roll."""
    source = PlaceSource.CONFIRMED if proved else PlaceSource.ASKED
    place = replace(home_of(home), source=source)
    return Person("dongqiao", name, consented_at=MONDAY, home=place)


def unit_at(home: str) -> Unit | None:
    """Return the unit of the roll at a home."""
    return next((each for each in ROLL if each.home == home), None)


@dataclass
class Box:
    """One conversation about the poll: who speaks, at which home, and what stands for it."""

    person: Person = field(default_factory=owner)
    home: str = HOME
    cast: Cast | None = None
    at: datetime = OPENS
    members: tuple[str, ...] = ()
    bound_at: datetime | None = None
    polls: PollDesk | None = None
    dialogue: Dialogue = field(default_factory=Dialogue)
    offered: tuple[str, ...] = ()

    def laid(self) -> Desk:
        """Return the desk."""
        seat = Seat(POLL, unit_at(self.home), self.cast, self.members)
        return Desk(
            at=self.at,
            person=self.person,
            dialogue=self.dialogue,
            rules=demo_rules(),
            cases=(),
            free_number=1,
            turn_cases={},
            offered=self.offered,
            polls=self.polls or PollDesk((seat,), frozenset({"qingshi-area"})),
            bound_at=self.bound_at,
        )

    def says(self, words: str = "", **more: Any) -> Step:
        """Let the person speak or press; a refusal is a letter, a trespass rises."""
        turn = Turn("t1", "dongqiao", Address("talk", "x"), self.at, words, **more)
        desk, reading = self.laid(), demo_reader().read(words, "dongqiao")
        try:
            step = answer(desk, turn, reading)
        except Refused as no:
            return Step(says=(Letter(self.person.person_id, no.text_key, no.values),))
        check_step(desk, step)
        if step.dialogue:
            self.dialogue = step.dialogue
        self.offered = tuple(each.press for letter in step.says[:1] for each in letter.choices)
        return step

    def presses(self, act: str, *argument: str, words: str = "") -> Step:
        """Let the person press a button."""
        return self.says(words, press=str(Press(act, argument="/".join(argument))))

    def hears(self, step: Step) -> str:
        """Return what the person hears, rendered."""
        own = (each for each in step.says if each.to == self.person.person_id)
        return "\n".join(rendered(each) for each in own)


def captain(**more: Any) -> Box:
    """Return a conversation of the captain about a home of his stairwell."""
    return Box(staff(CAPTAIN), **more)


def rendered(letter: Letter) -> str:
    """Return a letter's words and buttons."""
    buttons = (f"[{catalog().render(choice.label)}]" for choice in letter.choices)
    return "".join((catalog().render(Text(letter.key, letter.values)), *buttons))


def keys(step: Step) -> list[str]:
    """Return which sentences a step says."""
    return [each.key for each in step.says]

"""A small world in memory in which conversations are played: real reader, real texts, no store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from domain.accounts import AccountSet, AttemptNoted
from domain.cases import Case, CaseChanged
from domain.clearing import ClearingDecided
from domain.dwellings import HomeProved, after_proof
from domain.emergencies import EmergencySpent
from domain.events import Event
from domain.lessons import LearningChange, LessonGiven, LessonUndone, RarityCounted, TermsChanged
from domain.parts import parts_of
from domain.people import Address, Person
from domain.presses import read_press, typed_press
from domain.reading import Reading
from domain.refusals import Refused
from domain.rights import check_step
from domain.rules import Rulebook
from domain.states import OPEN
from domain.turns import (
    AbsenceSet,
    Attachment,
    AttachmentKept,
    Change,
    Desk,
    Dialogue,
    Letter,
    MatterChange,
    PersonChanged,
    PersonForgotten,
    Step,
    Text,
    Turn,
)
from domain.wishes import ON_A_PAGE, SEARCH, CaseShelf, CaseWish, wish_of
from handlers.table import answer
from nlp.reader import Reader, open_reader
from storage.calendars import load_calendar
from storage.categories import load_categories
from storage.directories import demo_directory
from texts.catalog import Catalog, open_catalog

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PHOTO = Attachment("f" * 64, "photo")


@cache
def demo_rules() -> Rulebook:
    """Return the demo's rules."""
    return Rulebook(demo_directory(), load_categories(), load_calendar())


@cache
def demo_reader() -> Reader:
    """Return the reader of the demo's map."""
    return open_reader(demo_directory())


@cache
def catalog() -> Catalog:
    """Return the packaged catalogue."""
    return open_catalog()


@dataclass
class World:
    """Everything that a store would keep, and the clock."""

    at: datetime = MONDAY
    rules: Rulebook = field(default_factory=demo_rules)
    people: dict[str, Person] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    dialogues: dict[str, Dialogue] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    turns: dict[str, dict[str, str]] = field(default_factory=dict)
    kept: list[AttachmentKept] = field(default_factory=list)
    happened: list[Event] = field(default_factory=list)
    taught: list[LearningChange] = field(default_factory=list)
    beside: dict[str, Any] = field(default_factory=dict)
    accounts: list[AccountSet | AttemptNoted | ClearingDecided] = field(default_factory=list)
    count: int = 0

    def resident(self, name: str, community: str = "dongqiao", **known: Any) -> Person:
        """Let a resident be known who read the notice long ago."""
        person = replace(Person(community, name, consented_at=self.at), **known)
        self.people[name] = person
        return person

    def person(self, name: str, community: str) -> Person:
        """Return who speaks."""
        known = self.people.get(name) or self.rules.directory.person(name)
        return known or Person(community, name)

    def say(
        self, name: str, words: str = "", community: str = "dongqiao", **more: Any
    ) -> list[str]:
        """Let somebody speak; return what he hears at once, rendered."""
        return self.heard(name, self.step(name, words, community, **more))

    def step(self, name: str, words: str = "", community: str = "dongqiao", **more: Any) -> Step:
        """Let somebody speak; return the whole step, applied."""
        self.count += 1
        key, address = str(more.pop("key", f"turn-{self.count}")), Address("test", name)
        turn = Turn(key, community, address, self.at, words)
        turn, reading = replace(turn, **more), self.read(words, community)
        desk = self.desk(name, community)
        typed = typed_press(reading.text, desk.offered, desk.dialogue.stage)
        wish = wish_of(turn.press or typed, desk.dialogue.stage, reading, words)
        written = (each for each in self.happened if f":{each.number}:" in (turn.press or typed))
        files = tuple(each.attachment for each in self.kept)
        desk = replace(desk, shelf=self.shelf(wish, desk), events=tuple(written), files=files)
        step = self.answer(desk, turn, reading)
        self.apply(name, turn, step)
        return step

    def read(self, words: str, community: str) -> Reading:
        """Read words; a world may be given another reader by overriding this."""
        return demo_reader().read(words, community) if words else Reading()

    def answer(self, desk: Desk, turn: Turn, reading: Reading) -> Step:
        """Answer as the engine does: a refusal becomes a letter."""
        try:
            step = answer(desk, turn, reading)
        except Refused as no:
            return Step(says=(Letter(desk.person.person_id, no.text_key, no.values),))
        check_step(desk, step)
        return step

    def desk(self, name: str, community: str) -> Desk:
        """Lay the desk of somebody."""
        person = self.person(name, community)
        cases, day = self.cases.values(), self.at.date()
        mine = [case for case in cases if parts_of(case, person, self.rules, day)]
        offers = [each.choices for each in self.letters if each.to == name and each.choices]
        return Desk(
            at=self.at,
            person=person,
            dialogue=self.dialogues.get(name, Dialogue()),
            rules=self.rules,
            cases=tuple(mine),
            free_number=len(self.cases) + 1,
            turn_cases=self.turns.get(name, {}),
            offered=tuple(choice.press for choice in offers[-1]) if offers else (),
            **self.beside,
        )

    def shelf(self, wish: CaseWish | None, desk: Desk) -> CaseShelf:
        """Lay the list that is asked for, by rules that are simpler than those of the store."""
        if wish is None:
            return CaseShelf()
        fits: Mapping[str, Callable[[Case], bool]] = {
            "near": lambda case: case.state in OPEN,
            "unassigned": lambda case: case.state in OPEN and not case.holder,
            "overdue": lambda case: (case.next_due or (self.at,))[0] < self.at,
            SEARCH: lambda case: wish.words in case.number + case.text,
        }
        first, found = wish.page * ON_A_PAGE, list(filter(fits[wish.chosen], desk.cases))
        return CaseShelf(tuple(found[first : first + ON_A_PAGE]), len(found))

    def apply(self, name: str, turn: Turn, step: Step) -> None:
        """Keep what the step changes."""
        for change in step.changes:
            self._apply(name, turn, change)
        if step.dialogue:
            self.dialogues[name] = step.dialogue
        self.letters += step.says

    def _apply(self, name: str, turn: Turn, change: Change) -> None:
        match change:
            case PersonChanged() | PersonForgotten() | HomeProved():
                self._apply_person(change)
            case AttachmentKept():
                self.kept.append(change)
            case EmergencySpent(number):
                self.kept = [each for each in self.kept if each.number != number]
            case AbsenceSet(absence):
                self.rules = replace(self.rules, absences=(*self.rules.absences, absence))
            case LessonGiven() | LessonUndone() | TermsChanged() | RarityCounted():
                self.taught.append(change)
            case AccountSet() | AttemptNoted() | ClearingDecided():
                self.accounts.append(change)
            case _:
                self.move(name, turn, change)

    def _apply_person(self, change: PersonChanged | PersonForgotten | HomeProved) -> None:
        if isinstance(change, HomeProved):
            self.people[change.person_id] = after_proof(self.people[change.person_id], change)
        elif isinstance(change, PersonChanged):
            self.people[change.person.person_id] = change.person
        else:
            self.people.pop(change.person_id, None)

    def move(self, name: str, turn: Turn, change: MatterChange) -> None:
        """Keep a case as it moved; a world without mediations and votes leaves them aside."""
        if isinstance(change, CaseChanged):
            self.cases[change.case.number] = change.case
            self.happened.append(change.event)
            self.turns.setdefault(name, {})[turn.key] = change.case.number

    def heard(self, name: str, step: Step) -> list[str]:
        """Return the letters of a step to somebody, rendered with their buttons."""
        return [self.rendered(letter) for letter in step.says if letter.to == name]

    def all_heard(self, name: str) -> list[str]:
        """Return every letter that somebody ever got, rendered."""
        return [self.rendered(letter) for letter in self.letters if letter.to == name]

    def rendered(self, letter: Letter) -> str:
        """Return the words of a letter and its buttons in brackets."""
        buttons = (f"[{catalog().render(choice.label)}]" for choice in letter.choices)
        return "\n".join((catalog().render(Text(letter.key, letter.values)), *buttons))

    def press(self, name: str, label: str, **more: Any) -> list[str]:
        """Press the button with that label in the latest letter that has it."""
        return self.heard(name, self.pressed(name, label, **more))

    def pressed(self, name: str, label: str, **more: Any) -> Step:
        """Press as ``press`` does; return the whole step."""
        press = next(
            choice.press
            for letter in reversed(self.letters)
            if letter.to == name
            for choice in letter.choices
            if catalog().render(choice.label) == label
        )
        return self.step(name, press=press, **more)

    def act(self, *said: str, argument: str = "", **more: Any) -> list[str]:
        """Let staff act on a case at its present version: who, which act, which number, words."""
        name, act, number, words, *_ = (*said, "")
        version = self.cases[number].version
        press = f"{act}:{number}:{version}" + (f":{argument}" if argument else "")
        assert read_press(press).act == act
        return self.say(name, words, press=press, **more)

    def pass_time(self, **span: float) -> None:
        """Let time pass."""
        self.at += timedelta(**span)

    def case(self, number: str = "DQ000001") -> Case:
        """Return a case as it stands."""
        return self.cases[number]

    def change(self, number: str, change: Callable[[Case], Case]) -> None:
        """Set the stage by hand."""
        self.cases[number] = change(self.cases[number])

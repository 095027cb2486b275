"""A case in words for one reader: a row of a list, the facts of its page, who else may read it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.assists import Assist
from domain.calendar import SHANGHAI
from domain.cases import Case
from domain.letters import matter_name, name_text, place_text, queue_text, words_of
from domain.privacy import CaseView, Tier, tier_of, view_case
from domain.rules import Rulebook
from domain.states import OPEN, State
from domain.turns import Value
from web.staff import Staff
from web.words import first_line

Words = Callable[[Value], str]

_NOT_ACCEPTED = frozenset({State.NEW, State.ASSIGNED})


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts cases into words: with which rules, in which language, at which moment."""

    rules: Rulebook
    words: Words
    now: datetime

    def name(self, person_id: str) -> str:
        """Return a member of staff as others read the name, "" for nobody."""
        return self.words(name_text(person_id, self.rules)) if person_id else ""

    def place(self, view: CaseView) -> str:
        """Return the place as far as the reader may know it."""
        return self.words(place_text(view.place, self.rules))

    def leaf(self, view: CaseView) -> str:
        """Return the name of the matter."""
        return matter_name(view.leaf, self.rules)

    def said(self, view: CaseView) -> str:
        """Return the resident's words or what stands for them."""
        return self.words(words_of(view, self.rules))


@dataclass(frozen=True, slots=True)
class Row:
    """One case in a list."""

    view: CaseView
    leaf: str
    begin: str
    place: str
    holder: str
    due: datetime | None
    clock: str
    is_late: bool


def rows_of(cases: tuple[Case, ...], staff: Staff, teller: Teller) -> tuple[Row, ...]:
    """Return the rows of the cases that the reader may see."""
    views = (view_case(case, staff.person, teller.rules, staff.day) for case in cases)
    return tuple(_row(view, teller) for view in views if view)


def _row(view: CaseView, teller: Teller) -> Row:
    dues = {
        "accept": view.accept_due if view.state in _NOT_ACCEPTED else None,
        "solve": view.solve_due if view.state in OPEN else None,
    }
    running = ((due, name) for name, due in dues.items() if due)
    due, clock = min(running, default=(None, ""))
    return Row(
        view=view,
        leaf=teller.leaf(view),
        begin=first_line(teller.said(view)),
        place=teller.place(view),
        holder=teller.name(view.holder),
        due=due,
        clock=clock,
        is_late=due is not None and due < teller.now,
    )


def facts_of(view: CaseView, teller: Teller) -> Iterator[tuple[str, str]]:
    """Yield what a case page says beside the words: the name of the fact and its value."""
    rules = teller.rules
    grid = rules.directory.grid(view.grid)
    yield "place", teller.place(view)
    if grid:
        yield "grid", grid.name
    yield "queue", teller.words(queue_text(view.queue, view.place, rules))
    yield "holder", teller.name(view.holder)
    if view.waiting_since and view.state in OPEN:
        yield "waiting_since", view.waiting_since.astimezone(SHANGHAI).strftime("%m-%d %H:%M")
    if view.outcome:
        yield "outcome", view.outcome
    if view.merged_into:
        yield "merged_into", view.merged_into


def clocks_of(view: CaseView, now: datetime) -> tuple[tuple[str, datetime, bool], ...]:
    """Return the running clocks: name, due time, whether it is past."""
    dues = [
        ("accept", view.accept_due if view.state in _NOT_ACCEPTED else None),
        ("answer", view.answer_due),
        ("solve", view.solve_due),
        ("promised", view.promised),
    ]
    is_open = view.state in OPEN
    return tuple((name, due, is_open and due < now) for name, due in dues if due)


@dataclass(frozen=True, slots=True)
class Called:
    """Who was called to the case; ``stage`` is ``due`` while something is awaited or ``done``."""

    body: str
    kind: str
    place: str
    stage: str
    at: datetime
    late: bool
    note: str


def called_of(view: CaseView, teller: Teller) -> tuple[Called, ...]:
    """Return everybody who was called to the case, in the order of the calls."""
    return tuple(_called(each, view, teller) for each in view.assists)


def _called(each: Assist, view: CaseView, teller: Teller) -> Called:
    stages = (("done", each.done_at), ("due", each.due))
    stage, at = next((name, at) for name, at in stages if at)
    body = teller.words(queue_text(each.queue, view.place, teller.rules))
    kind = "arrived" if each.arrived_at and not each.done_at else each.kind.value
    late = stage == "due" and at < teller.now
    return Called(body, kind, each.place, stage, at, late, each.note)


def readers_of(case: Case, teller: Teller, day: date) -> tuple[tuple[str, Tier], ...]:
    """Return every member of staff whose duty lets him see the case that day, and how much of it.

    Staff may report, too: nobody stands in this list as a party, or it would name the reporter.
    """
    case = replace(case, parties=())
    tiers = (
        (person, tier_of(case, person, teller.rules, day))
        for person in teller.rules.directory.staff
    )
    return tuple(
        (teller.name(person.person_id), tier) for person, tier in tiers if tier is not Tier.NONE
    )

"""Cases and rules to try the rules of the station on: the demo's map, the real calendar."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from domain.calendar import SHANGHAI
from domain.cases import Case, CaseChanged, Deed, Party, perform
from domain.opening import Draft, open_case
from domain.people import Absence, Person
from domain.places import Place
from domain.reading import Candidate, Emergency, Reading
from domain.rules import Rulebook
from domain.states import Act, Part, State
from storage.calendars import load_calendar
from storage.categories import load_categories
from storage.directories import demo_directory

HOME = Place("tiancheng", "3", "2", "5", "502")
REPORTER = "wang"
HOLDER = "gao-manager-luting"
COMPANY = "luting-company"
SECRETARY = "wang-secretary-dq1"
DISPATCHERS = ("chen-dispatcher-dq", "jiang-dispatcher-dq2")
STREET = ("gu-street-deputy", "shen-street")
ALARM = Emergency("trapped", "A3", ("119",), ("困人",))


@cache
def demo_rules() -> Rulebook:
    """Return the demo's map with the packaged matters and calendar."""
    return Rulebook(demo_directory(), load_categories(), load_calendar())


def moment(words: str) -> datetime:
    """Return a Shanghai time such as ``2026-02-13 17:40`` in UTC."""
    return datetime.fromisoformat(words).replace(tzinfo=SHANGHAI).astimezone(UTC)


MONDAY = moment("2026-11-23 10:00")


def opened(
    leaf: str = "A6",
    at: datetime = MONDAY,
    rules: Rulebook | None = None,
    draft: Draft | None = None,
) -> CaseChanged:
    """Return a new case at the demo's home, as the rules open it."""
    return open_case(draft or drafted(leaf), rules or demo_rules(), at)


def drafted(leaf: str = "A6", number: str = "DQ000001", alarm: Emergency | None = None) -> Draft:
    """Return a draft of a matter at the demo's home."""
    return Draft(
        community_id="dongqiao",
        number=number,
        text="3幢2单元502室楼道灯不亮，电话13812345678",
        leaf=leaf,
        place=HOME,
        party=Party(REPORTER, Part.REPORTER, "tiancheng.3.2.502"),
        reading=Reading("楼道灯不亮", (Candidate(leaf, 90),), emergency=alarm),
    )


def case_of(leaf: str = "A6", at: datetime = MONDAY) -> Case:
    """Return a new case, as the rules open it."""
    return opened(leaf, at).case


def case_in(state: State) -> Case:
    """Return a case that stands in that state."""
    return replace(case_of(), state=state)


def away(person_id: str, deputy: str, at: datetime = MONDAY, days: int = 30) -> Absence:
    """Return an absence that begins today."""
    first = at.astimezone(SHANGHAI).date()
    return Absence(person_id, first, first.fromordinal(first.toordinal() + days), deputy)


def with_absences(*absences: Absence) -> Rulebook:
    """Return the demo's rules with people away."""
    return replace(demo_rules(), absences=absences)


def staff(person_id: str, rules: Rulebook | None = None) -> Person:
    """Return a member of the demo's staff."""
    found = (rules or demo_rules()).directory.person(person_id)
    assert found is not None, person_id
    return found


def done(case: Case, act: Act, *parts: Part, at: datetime = MONDAY) -> CaseChanged:
    """Return the case after an act by somebody of these parts."""
    return perform(case, Deed(act, "somebody", frozenset(parts), at))

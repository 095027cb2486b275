"""Who reads a case: residents, staff, captain; and a case with something to hide."""

from dataclasses import replace

from domain.calendar import shanghai_day
from domain.cases import Case, Party
from domain.people import Identity, Person, Role
from domain.privacy import CaseView, view_case
from domain.reading import Reason
from domain.states import Part
from tests.domain.builders import MONDAY, REPORTER, case_of, demo_rules

DAY = shanghai_day(MONDAY)
RULES = demo_rules()
STAFF = RULES.directory.staff
OFFICER = "cheng-officer-market"
SECRET = replace(
    case_of(),
    queue="property",
    reasons=(Reason("灯", "A6", 100),),
    tags=frozenset({"confidential"}),
    parties=(
        Party(REPORTER, Part.REPORTER, "tiancheng.3.2.502", Identity.OPEN),
        Party("li", Part.FOLLOWER, "tiancheng.3.2.501"),
    ),
)


def resident(person_id: str) -> Person:
    """Return somebody of the demo without a post."""
    return Person("dongqiao", person_id)


def seen(reader: Person, case: Case = SECRET) -> CaseView:
    """Return what the reader may see, who sees something."""
    view = view_case(case, reader, RULES, DAY)
    assert view is not None
    return view


def captain() -> Person:
    """Return the captain of the stairwell that the case is about."""
    return next(
        person
        for person in STAFF
        if any(post.code == SECRET.microgrid and post.role is Role.CAPTAIN for post in person.posts)
    )

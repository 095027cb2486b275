"""Returning a case (退单): why, for which unit, and when the community's word is the last one."""

from collections.abc import Iterator
from datetime import date

from domain.people import QUEUE_OF_SCOPE, Post, Role
from domain.rules import Rulebook
from domain.states import Part

# The second return goes to the community, whose decision stands (docs/sources.md#ladder).
DECIDED_FROM = 2
# A case of which the community has decided who handles it.
DECIDED = "decided"

OTHER = "other"
# Not for us to do, not in our area, filed under a wrong kind, several must do it together, already
# before a court or another authority, and whoever would judge his own matter.
REASONS = (
    "not_ours",
    "wrong_place",
    "wrong_kind",
    "needs_others",
    "at_law",
    "conflict",
    OTHER,
)
_OUTSIDE = frozenset({Role.PROPERTY, Role.COMMITTEE, Role.OFFICER})


def unit_of(actor: str, part: Part, rules: Rulebook, day: date) -> str:
    """Return for which unit somebody returned a case: a body, a department, a queue of the house.

    Who stood in for somebody absent returned it for him. "" where nobody knows him any more.
    """
    posts = tuple(_posts(actor, rules, day))
    outside = tuple(post.code for post in posts if post.role in _OUTSIDE)
    inside = tuple(QUEUE_OF_SCOPE[post.scope] for post in posts if post.scope in QUEUE_OF_SCOPE)
    units = outside + inside if part is Part.OUTSIDER else inside + outside
    return next(iter(units), "")


def _posts(actor: str, rules: Rulebook, day: date) -> Iterator[Post]:
    absent = (each.person_id for each in rules.absences)
    seats = (each for each in absent if rules.deputy_of(each, day) == actor)
    for person in filter(None, map(rules.directory.person, (actor, *seats))):
        yield from person.posts_on(day)

"""Who of the roster may be offered to both sides of a mediation, and why not the others.

Homes come from the mediation and from the roster, kinship and employment from what is declared.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import zip_longest

from domain.letters import name_text
from domain.mediations import Mediation, Side
from domain.mediators import Mediator, Nearness, Party, bars_of, offered, ties_of
from domain.people import Person, Role, ScopeKind
from domain.rules import Rulebook
from domain.turns import Text, Value

_NEAR = frozenset({Nearness.GRID, Nearness.COMMUNITY})


def parties_of(mediation: Mediation) -> tuple[Party, Party]:
    """Return both sides as far as the choice of a mediator looks at them."""
    return _party(mediation.applicant), _party(mediation.respondent)


def _party(side: Side) -> Party:
    homes = (side.home,) if side.home.building else ()
    return Party(side.person_id, homes, frozenset({side.body} - {""}))


def tags_of(leaf: str, rules: Rulebook) -> dict[str, Fraction]:
    """Return what a matter of that leaf needs to be known, in shares that sum to one."""
    wanted = rules.categories.needs.get(rules.categories.leaf(leaf).top, ())
    return {skill: Fraction(1, len(wanted)) for skill in wanted}


def listed_for(
    roster: Sequence[Mediator], mediation: Mediation, rules: Rulebook, *, near: bool
) -> tuple[Mediator, ...]:
    """Return at most three who fit best, near or only from farther off.

    None has a bar but the stairwell of one side, which both waive by choosing that very person.
    Whoever began the mediation, visited the door or was asked away is not among them.
    """
    out = {mediation.opener, mediation.captain, *mediation.objected}
    free = [
        each for each in roster if each.person_id not in out and (each.nearness in _NEAR) is near
    ]
    return offered(free, parties_of(mediation), tags_of(mediation.leaf, rules))


def roster_of(rules: Rulebook, community_id: str, day: date) -> tuple[tuple[Person, Nearness], ...]:
    """Return who mediates on that day, and how near to the community."""
    found = (
        (person, _nearness(person, community_id, day))
        for person in rules.directory.staff
        if person.has_role(Role.MEDIATOR, day)
    )
    return tuple(found)


def _nearness(person: Person, community_id: str, day: date) -> Nearness:
    posts = (post for post in person.posts_on(day) if post.role is Role.MEDIATOR)
    here = any(post.scope is ScopeKind.COMMUNITY and post.code == community_id for post in posts)
    return Nearness.COMMUNITY if here else Nearness.STREET


def told_ties(mediator: Mediator, mediation: Mediation) -> str:
    """Return what both sides are told of him before they choose: ``often.one_side``, or ""."""
    return ".".join(sorted(ties_of(mediator, parties_of(mediation))))


def people_texts(people: Sequence[str], ties: Sequence[str], rules: Rulebook) -> tuple[Value, ...]:
    """Return the names of people, each with all that both sides have to know of that person."""
    told = zip_longest(people, ties[: len(people)], fillvalue="")
    return tuple(_tied(_skilled(each, rules), tie) for each, tie in told)


def _skilled(person_id: str, rules: Rulebook) -> Value:
    """Return the name with what the person knows: nobody chooses by half a name."""
    person, name = rules.directory.person(person_id), name_text(person_id, rules)
    if person is None or not person.skills:
        return name
    return Text("accords.skilled", {"name": name, "skills": "、".join(person.skills)})


def _tied(name: Value, ties: str) -> Value:
    for each in filter(None, ties.split(".")):
        name = Text("accords.tied", {"name": name, "tie": Text(f"accords.tie_{each}")})
    return name


def willing_among(people: Sequence[Person], mediation: Mediation) -> tuple[str, ...]:
    """Return who of the people may advise: who wants to, lives known, and is bound to no side."""
    parties = parties_of(mediation)
    return tuple(
        each.person_id
        for each in people
        if each.advises
        and each.home.room
        and not bars_of(Mediator(each.person_id, home=each.home, kin=frozenset(each.kin)), parties)
    )

"""What a person is to one mediation, on one day: the ground of every right in it.

Whoever is a party is nothing else in it: nobody acts for both sides, and nobody who serves acts
for a side (docs/sources.md#mediation).
"""

from datetime import date

from domain.cases import Case
from domain.mediation_states import Role, Stage
from domain.mediations import Mediation
from domain.people import Person
from domain.places import Place
from domain.privacy import Tier, tier_of
from domain.rules import Rulebook


def roles_in(
    mediation: Mediation, person: Person, case: Case | None, rules: Rulebook, day: date
) -> frozenset[Role]:
    """Return every role of the person; ``case`` is the case as far as the person may see it."""
    side = side_of(mediation, person)
    if side:
        return frozenset({side})
    roles = set()
    if person.person_id == mediation.mediator:
        roles.add(Role.MEDIATOR)
    if person.person_id in mediation.course.guests:
        roles.add(Role.GUEST)
    if person.person_id == mediation.captain:
        roles.add(Role.CAPTAIN)
    if person.person_id in mediation.committee:
        roles.add(Role.COMMITTEE)
    if case and tier_of(case, person, rules, day) is Tier.STAFF:
        roles.add(Role.STAFF)
    return frozenset(roles)


def side_of(mediation: Mediation, person: Person) -> Role | None:
    """Return the side of which the person is, None for whoever is of neither."""
    if person.person_id == mediation.applicant.person_id:
        return Role.APPLICANT
    if mediation.respondent.person_id:
        is_respondent = person.person_id == mediation.respondent.person_id
    else:
        is_respondent = _is_invited(mediation, person)
    return Role.RESPONDENT if is_respondent else None


def _is_invited(mediation: Mediation, person: Person) -> bool:
    return mediation.stage is Stage.INVITE_B and person.person_id in mediation.invited


def is_at_home(person: Person, home: Place) -> bool:
    """Say whether the person lives at that home."""
    return bool(home.room) and _key(person.home) == _key(home)


def _key(home: Place) -> tuple[str, str, str, str]:
    return home.compound, home.building, home.unit, home.room

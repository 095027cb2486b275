"""P15: departments, street and evaluators see where it stands, dates and codes; no word of it."""

from dataclasses import asdict, replace

import pytest

from domain.mediation_roles import roles_in
from domain.mediation_views import MediationView, Sight, sight_of, view_mediation
from domain.people import Person, Role
from domain.states import State
from tests.domain.builders import demo_rules
from tests.mediation_table import (
    FACTS,
    MEDIATOR,
    NUMBER,
    OTHER_MEDIATOR,
    SECRETARY,
    Mediated,
    given,
    in_force,
)

RULES = demo_rules()
WORDS = ("王秀英", "李明", "2600", FACTS[:6], "换好水管")


def seen(world: Mediated, person: Person) -> MediationView | None:
    mediation = world.mediation()
    sight = sight_of(mediation, person, world.case(), RULES, world.at.date())
    return view_mediation(mediation, world.events, sight) if sight else None


def person_of(name: str) -> Person:
    return RULES.directory.person(name) or Person("dongqiao", name)


@pytest.mark.parametrize("who", [MEDIATOR, OTHER_MEDIATOR])
def test_mediator_and_committee_see_the_whole_file(who: str) -> None:
    view = seen(in_force(), person_of(who))
    assert view
    assert view.sight is Sight.WHOLE
    assert view.agreement


def test_who_opened_it_sees_the_promises_and_not_the_revisits() -> None:
    world = in_force()
    world.mediations[NUMBER] = replace(world.mediation(), revisits=(), earlier=())
    view = seen(world, person_of(SECRETARY))
    assert view
    assert (view.sight, view.revisits, view.earlier) == (Sight.TERMS, (), ())
    assert view.agreement


@pytest.mark.parametrize("who", ["wang", "li", "stranger", "feng-mediator-sx"])
def test_parties_and_strangers_have_no_page_in_the_console(who: str) -> None:
    assert seen(in_force(), person_of(who)) is None


@pytest.mark.parametrize("person", RULES.directory.staff, ids=lambda each: each.person_id)
def test_nobody_else_sees_a_word_of_it(person: Person) -> None:
    world = in_force()
    day = world.at.date()
    roles = roles_in(world.mediation(), person, world.case(), RULES, day)
    view = seen(world, person)
    if person.person_id in (MEDIATOR, OTHER_MEDIATOR, SECRETARY) or view is None:
        return
    assert view.sight is Sight.STATE, roles
    assert not any(words in repr(asdict(view)) for words in WORDS)
    assert (view.agreement, view.mediator, view.earlier, view.revisits) == (None, "", (), ())


def test_an_evaluator_of_the_street_is_among_who_sees_the_state() -> None:
    world = in_force()
    roles = {
        post.role
        for person in RULES.directory.staff
        if (view := seen(world, person)) and view.sight is Sight.STATE
        for post in person.posts
    }
    assert {Role.STREET, Role.DISPATCHER} <= roles


def test_the_course_tells_steps_and_nothing_that_was_said() -> None:
    view = seen(in_force(), person_of(MEDIATOR))
    assert view
    assert [each.after for each in view.course][-1] == view.stage
    assert not any(words in repr(view.course) for words in WORDS)


def test_before_it_is_signed_a_member_of_the_committee_sees_no_more_than_others() -> None:
    world = given()
    view = seen(world, person_of(OTHER_MEDIATOR))
    assert view is None or view.sight is Sight.STATE
    assert world.case().state is State.IN_MEDIATION

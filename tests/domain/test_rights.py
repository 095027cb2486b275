from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from domain.calendar import shanghai_day
from domain.cases import Case, CaseChanged
from domain.mediation_stages import Role as MediationRole
from domain.mediations import MediationChanged
from domain.parts import parts_of
from domain.people import Person, Role
from domain.rights import (
    ASKERS,
    KEEPERS,
    OVERSEERS,
    Ground,
    Trespass,
    can,
    check_step,
    is_keeper,
    may_enter,
)
from domain.states import TABLE, Act, Part, State
from domain.turns import Desk, Dialogue, Letter, Step
from tests.domain.builders import MONDAY, demo_rules
from tests.handlers.tabletop import World
from tests.mediation_table import led
from tests.storage.station import deed

DAY = shanghai_day(MONDAY)
STAFF = demo_rules().directory.staff


def told() -> Case:
    world = World()
    world.resident("wang")
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    return world.cases["DQ000001"]


def desk_of(person: Person, *cases: Case) -> Desk:
    return Desk(MONDAY, person, Dialogue(), demo_rules(), cases)


@pytest.mark.parametrize(("ground", "person"), list(product(Ground, STAFF[:40])))
def test_who_comes_in_where(ground: Ground, person: Person) -> None:
    roles = {post.role for post in person.posts_on(DAY)}
    expected = {
        Ground.OPEN: True,
        Ground.OWN: True,
        Ground.DOOR: True,
        Ground.STAFF: bool(roles - {Role.RESIDENT, Role.REPRESENTATIVE}),
        Ground.READER: bool(roles - {Role.RESIDENT, Role.REPRESENTATIVE}),
        Ground.KEEPER: bool(roles & KEEPERS),
        Ground.POLLSTER: bool(roles & {Role.SECRETARY, Role.DISPATCHER}),
        Ground.ASKER: bool(roles & ASKERS),
        Ground.OVERSEER: bool(roles & OVERSEERS),
        Ground.FORM: bool(roles & (OVERSEERS | {Role.MEDIATOR})),
        Ground.ADMIN: Role.ADMIN in roles,
    }
    assert may_enter(person, ground, DAY) is expected[ground]


def test_who_served_until_yesterday_comes_in_nowhere() -> None:
    for person in STAFF:
        gone = replace(
            person,
            posts=tuple(replace(each, until=DAY - timedelta(days=1)) for each in person.posts),
        )
        assert not is_keeper(gone, DAY)
        assert not may_enter(gone, Ground.STAFF, DAY)
        assert not may_enter(gone, Ground.READER, DAY)


def test_the_table_of_states_is_asked_for_every_part_that_somebody_has() -> None:
    case = told()
    for person, act, state in product(STAFF, Act, State):
        there = replace(case, state=state)
        parts = parts_of(there, person, demo_rules(), DAY)
        found = can(person, act, there, demo_rules(), MONDAY)
        assert found == {part for part in parts if (state, act, part) in TABLE}


@pytest.mark.parametrize("part", sorted(set(Part) - {Part.STATION}))
def test_an_act_in_a_part_that_the_speaker_has_not_is_stopped(part: Part) -> None:
    case = told()
    stranger = Person(case.community_id, "stranger")
    for act in (act for act in Act if (case.state, act, part) in TABLE):
        step = Step(changes=(deed(case, act, part, actor="stranger"),))
        with pytest.raises(Trespass):
            check_step(desk_of(stranger, case), step)


def test_what_does_not_lie_on_the_desk_is_changed_by_nobody_not_even_the_station() -> None:
    case = told()
    holder = demo_rules().directory.person(case.holder)
    assert holder is not None
    nudged = Step(changes=(deed(case, Act.NUDGE, Part.STATION),))
    with pytest.raises(Trespass):
        check_step(desk_of(holder), nudged)
    check_step(desk_of(holder, case), nudged)


def test_acts_that_follow_each_other_are_each_looked_at() -> None:
    case = told()
    holder = demo_rules().directory.person(case.holder)
    assert holder is not None
    accepted = deed(case, Act.ACCEPT, Part.OUTSIDER, actor=case.holder)
    commented = deed(accepted.case, Act.COMMENT, Part.REPORTER)
    letter = Letter(case.holder, "staff.accepted")
    check_step(desk_of(holder, case), Step((letter,), (accepted,)))
    with pytest.raises(Trespass):
        check_step(desk_of(holder, case), Step((letter,), (accepted, commented)))


def test_a_case_that_somebody_opens_is_his() -> None:
    case = told()
    opened = deed(case, Act.NUDGE, Part.STATION)
    first = CaseChanged(case, replace(opened.event, seq=1, part=Part.REPORTER))
    check_step(desk_of(Person(case.community_id, "wang")), Step(changes=(first,)))


def test_a_mediation_is_moved_by_nobody_who_is_nothing_in_it() -> None:
    world = led()
    own = [each for each in world.events if each.role is not MediationRole.STATION]
    moved = MediationChanged(world.mediation(), own[-1])
    with pytest.raises(Trespass):
        check_step(desk_of(Person("dongqiao", "stranger")), Step(changes=(moved,)))

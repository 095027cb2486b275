from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from domain.assists import Assist, AssistKind
from domain.calendar import shanghai_day
from domain.cases import Case, CaseChanged, Party
from domain.events import Event
from domain.grids import PropertyArea, Stairwell
from domain.people import Absence, Person, Post, Role, ScopeKind
from domain.places import Place
from domain.privacy import Tier, tier_of
from domain.probe import PROBE, with_probe
from domain.probe import SECRETARY as PROBE_SECRETARY
from domain.rules import Rulebook
from domain.states import Act, Part
from storage.cases import write_cases
from storage.scope import may_search, may_see, reach_of
from storage.tables import CASES, METADATA
from tests.domain.builders import (
    COMPANY,
    DISPATCHERS,
    HOLDER,
    MONDAY,
    SECRETARY,
    STREET,
    case_of,
    demo_rules,
    staff,
    with_absences,
)
from tests.stores import sealed_memory

DAY = shanghai_day(MONDAY)
CODES = ("a", "b", "a|b", "A", "_", "%", "")
STAFF_ROLES = tuple(set(Role) - {Role.RESIDENT, Role.REPRESENTATIVE})
COMPOUNDS = ("c1", "c2")
BUILDINGS = ("1", "2")


def map_of(areas: tuple[PropertyArea, ...], people: tuple[Person, ...]) -> Rulebook:
    rules = demo_rules()
    return replace(rules, directory=replace(rules.directory, areas=areas, staff=people))


posts = st.builds(
    Post,
    role=st.sampled_from(STAFF_ROLES),
    scope=st.sampled_from(ScopeKind),
    code=st.sampled_from((*CODES, "didang", "dongqiao", "shanxi")),
    until=st.sampled_from((DAY, DAY - timedelta(days=1))),
)
people = st.builds(
    Person,
    community_id=st.sampled_from(("dongqiao", "shanxi", "didang")),
    person_id=st.sampled_from(("p", "q", "a")),
    posts=st.lists(posts, max_size=3).map(tuple),
)
areas = st.builds(
    PropertyArea,
    code=st.just("area"),
    community_id=st.just("dongqiao"),
    name=st.just(""),
    compounds=st.lists(st.sampled_from(COMPOUNDS), min_size=1, unique=True).map(tuple),
    company=st.sampled_from(CODES),
    committee=st.sampled_from(CODES),
    parts=st.lists(
        st.builds(
            Stairwell,
            st.sampled_from(COMPOUNDS),
            st.sampled_from(BUILDINGS),
            st.sampled_from(("", "1")),
        ),
        max_size=2,
    ).map(tuple),
    since=st.sampled_from((DAY, DAY - timedelta(days=9))),
)
cases = st.builds(
    Case,
    community_id=st.sampled_from(("dongqiao", "shanxi")),
    number=st.just("DQ000001"),
    text=st.just("灯不亮"),
    leaf=st.just("A6"),
    priority=st.just(case_of().priority),
    state=st.just(case_of().state),
    opened_at=st.just(MONDAY),
    place=st.builds(
        Place,
        compound=st.sampled_from((*COMPOUNDS, "")),
        building=st.sampled_from((*BUILDINGS, "")),
        unit=st.sampled_from(("", "1", "2")),
    ),
    grid=st.sampled_from(CODES),
    microgrid=st.sampled_from(CODES),
    queue=st.sampled_from(("property", "committee", "grid", "a", "")),
    holder=st.sampled_from(("", "p", "q")),
    about=st.lists(st.sampled_from(("a", "b", "p", "q", "_")), max_size=2).map(tuple),
    parties=st.lists(
        st.sampled_from((Party("p", Part.FOLLOWER), Party("a", Part.REPORTER))),
        max_size=2,
        unique=True,
    ).map(tuple),
    assists=st.lists(
        st.builds(
            Assist,
            kind=st.sampled_from(AssistKind),
            queue=st.sampled_from(("a", "b", "property")),
            person_id=st.sampled_from(("p", "q", "gone")),
            asked_by=st.just("q"),
            asked_at=st.just(MONDAY),
            due=st.just(MONDAY),
        ),
        max_size=2,
    ).map(tuple),
    seq=st.just(1),
)


def rows_seen(case: Case, person: Person, rules: Rulebook) -> tuple[bool, bool]:
    """Return whether SQL finds the case to be seen, and to be searched."""
    engine = sealed_memory()
    event = Event(
        case.community_id,
        case.number,
        1,
        MONDAY,
        "a",
        Part.REPORTER,
        Act.OPEN,
        case.state,
        case.state,
    )
    with engine.begin() as conn:
        METADATA.create_all(conn)
        write_cases(conn, [CaseChanged(case, event)])
        seen = conn.execute(select(CASES.c.number).where(may_see(person, rules, DAY))).all()
        searched = conn.execute(select(CASES.c.number).where(may_search(person, rules, DAY))).all()
    engine.dispose()
    return bool(seen), bool(searched)


@given(
    cases, people, people, st.lists(areas, max_size=3).map(tuple), st.sampled_from((DAY, date.max))
)
def test_both_renderings_agree_and_never_see_more_than_the_rules_allow(
    case: Case, person: Person, other: Person, areas: tuple[PropertyArea, ...], back: date
) -> None:
    rules = map_of(areas, (person, replace(other, person_id="absent")))
    absence = Absence("absent", back if back == date.max else DAY, back, person.person_id)
    rules = replace(rules, absences=(absence,))
    covers = reach_of(person, rules, DAY).covers(case)
    seen, searched = rows_seen(case, person, rules)
    assert seen == covers
    assert covers == (tier_of(case, person, rules, DAY) is not Tier.NONE)
    assert not searched or covers


@given(cases, st.lists(areas, max_size=3).map(tuple))
def test_nobody_without_an_id_and_no_stranger_sees_anything(
    case: Case, areas: tuple[PropertyArea, ...]
) -> None:
    rules = map_of(areas, ())
    for stranger in (Person("dongqiao", ""), Person("dongqiao", "stranger")):
        assert rows_seen(case, stranger, rules) == (False, False)
        assert not reach_of(stranger, rules, DAY).covers(case)


def test_a_post_whose_holder_has_no_name_yet_sees_nothing() -> None:
    rules, nobody = demo_rules(), replace(staff(DISPATCHERS[0]), person_id="")
    assert not reach_of(nobody, rules, DAY).covers(case_of())
    assert rows_seen(case_of(), nobody, rules) == (False, False)


def covers(person: Person, case: Case, rules: Rulebook | None = None) -> bool:
    return reach_of(person, rules or demo_rules(), DAY).covers(case)


def test_each_post_reaches_its_own() -> None:
    case = case_of()
    assert covers(staff(HOLDER), case)
    assert covers(staff(SECRETARY), case)
    assert covers(staff(DISPATCHERS[0]), case)
    assert covers(staff(STREET[0]), case)
    elsewhere = replace(case, community_id="shanxi", grid="x", microgrid="x", holder="")
    assert not covers(staff(SECRETARY), elsewhere)
    assert not covers(staff(DISPATCHERS[0]), elsewhere)
    assert covers(staff(STREET[0]), elsewhere)


def test_a_company_finds_nobody_by_his_words_whoever_holds_the_case() -> None:
    assert rows_seen(case_of(), staff(HOLDER), demo_rules()) == (True, False)


def test_a_body_never_sees_what_is_said_about_it() -> None:
    accusing = replace(case_of(), about=(COMPANY,))
    assert not covers(staff(HOLDER), accusing)
    assert covers(staff(SECRETARY), accusing)


def test_a_person_never_sees_what_is_said_about_him() -> None:
    assert not covers(staff(SECRETARY), replace(case_of(), about=(SECRETARY,)))


def test_who_stands_in_sees_what_the_other_sees_and_only_then() -> None:
    worker = _far_from(case_of(), Role.GRID_WORKER)
    absent = with_absences(Absence(SECRETARY, DAY, DAY, worker.person_id))
    assert covers(worker, case_of(), absent)
    accusing = replace(case_of(), about=(worker.person_id,))
    assert rows_seen(accusing, worker, absent) == (False, False)
    assert not covers(worker, replace(case_of(), about=(worker.person_id,)), absent)
    assert not covers(worker, replace(case_of(), about=(SECRETARY,)), absent)


@pytest.mark.parametrize("role", [Role.CAPTAIN, Role.PROPERTY, Role.COMMITTEE, Role.MEDIATOR])
def test_nobody_from_outside_comes_to_a_case_by_standing_in(role: Role) -> None:
    outsider = _far_from(case_of(), role)
    absent = with_absences(Absence(SECRETARY, DAY, DAY, outsider.person_id))
    assert not covers(outsider, case_of(), absent)


def _far_from(case: Case, role: Role) -> Person:
    return next(
        person
        for person in demo_rules().directory.staff
        if person.community_id == case.community_id
        and person.has_role(role, DAY)
        and not covers(person, case)
    )


def test_a_representative_sees_only_his_own() -> None:
    post = Post(Role.REPRESENTATIVE, ScopeKind.COMMUNITY, "dongqiao")
    person = Person("dongqiao", "rep", posts=(post,))
    assert not covers(person, case_of())
    mine = replace(case_of(), parties=(Party("rep", Part.FOLLOWER),))
    assert covers(person, mine)


def test_the_synthetic_residents_case_is_seen_by_its_own_secretary_and_nobody_else() -> None:
    rules = demo_rules()
    rules = replace(rules, directory=with_probe(rules.directory))
    case = replace(case_of(), community_id=PROBE, grid=PROBE, queue="grid", holder=PROBE)
    readers = [PROBE_SECRETARY, *rules.directory.staff]
    assert [each for each in readers if covers(each, case, rules)] == [PROBE_SECRETARY]
    found = {each.person_id: rows_seen(case, each, rules) for each in readers}
    assert [name for name, seen in found.items() if any(seen)] == [PROBE_SECRETARY.person_id]

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import shanghai_day
from domain.cases import Case, Party
from domain.events import Event
from domain.people import Identity, Person, Post, Role, ScopeKind
from domain.places import Place
from domain.privacy import (
    CaseView,
    Tier,
    tier_of,
    view_case,
    view_event,
)
from domain.reading import Reason
from domain.states import Act, Part, State
from tests.domain.builders import (
    COMPANY,
    DISPATCHERS,
    HOLDER,
    MONDAY,
    REPORTER,
    SECRETARY,
    STREET,
    away,
    case_of,
    demo_rules,
    staff,
    with_absences,
)

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
    return Person("dongqiao", person_id)


def seen(reader: Person, case: Case = SECRET) -> CaseView:
    view = view_case(case, reader, RULES, DAY)
    assert view is not None
    return view


def captain() -> Person:
    return next(
        person
        for person in STAFF
        if any(post.code == SECRET.microgrid and post.role is Role.CAPTAIN for post in person.posts)
    )


@pytest.mark.parametrize(
    ("reader", "tier"),
    [
        (resident(REPORTER), Tier.OWN),
        (resident("li"), Tier.FOLLOWING),
        (resident("zhao"), Tier.NONE),
        (staff(SECRETARY), Tier.STAFF),
        (staff(DISPATCHERS[0]), Tier.STAFF),
        (staff(STREET[0]), Tier.STAFF),
        (captain(), Tier.CAPTAIN),
        (staff(HOLDER), Tier.OUTSIDE),
        (staff("ye-mediator-dq"), Tier.OUTSIDE),
        (staff("xia-representative-dq1"), Tier.NONE),
        (staff("zhang-secretary-dq2"), Tier.NONE),
        (staff(OFFICER), Tier.NONE),
    ],
)
def test_everybody_has_the_tier_of_part_and_post(reader: Person, tier: Tier) -> None:
    assert tier_of(SECRET, reader, RULES, DAY) is tier


def test_a_post_elsewhere_opens_nothing_here() -> None:
    elsewhere = Post(Role.GRID_WORKER, ScopeKind.GRID, "somewhere-else")
    busy = replace(captain(), posts=(*captain().posts, elsewhere))
    assert tier_of(SECRET, busy, RULES, DAY) is Tier.CAPTAIN
    manager = replace(staff(HOLDER), posts=(elsewhere, *staff(HOLDER).posts))
    assert tier_of(SECRET, manager, RULES, DAY) is Tier.OUTSIDE


def test_who_holds_it_by_name_sees_it_by_the_own_posts() -> None:
    case = replace(SECRET, holder="zhang-secretary-dq2")
    assert tier_of(case, staff("zhang-secretary-dq2"), RULES, DAY) is Tier.STAFF
    assert tier_of(replace(case, holder="bare"), resident("bare"), RULES, DAY) is Tier.NONE


def test_who_stands_in_sees_what_the_absent_one_would_see_and_no_more() -> None:
    rules = with_absences(away(HOLDER, SECRETARY), away(SECRETARY, "chen-worker-dq2"))
    assert tier_of(SECRET, staff("chen-worker-dq2"), rules, DAY) is Tier.STAFF
    rules = with_absences(away(HOLDER, "chen-worker-dq2"))
    assert tier_of(SECRET, staff("chen-worker-dq2"), rules, DAY) is Tier.OUTSIDE


def test_a_neighbour_who_serves_sees_what_the_post_shows() -> None:
    case = replace(SECRET, parties=(Party(SECRETARY, Part.FOLLOWER),))
    assert tier_of(case, staff(SECRETARY), RULES, DAY) is Tier.STAFF
    accused = replace(case, about=(SECRETARY,))
    assert tier_of(accused, staff(SECRETARY), RULES, DAY) is Tier.FOLLOWING
    mine = replace(case, parties=(Party(SECRETARY, Part.REPORTER),))
    assert tier_of(mine, staff(SECRETARY), RULES, DAY) is Tier.OWN


def test_the_reporter_reads_the_own_words_and_home() -> None:
    view = seen(resident(REPORTER))
    assert view.words == SECRET.text
    assert view.place == replace(SECRET.place, words="")
    assert (view.reporter, view.sees_inside, view.is_summary) == (REPORTER, False, False)


def test_a_neighbour_reads_how_it_stands_and_nothing_of_the_reporter() -> None:
    view = seen(resident("li"))
    assert (view.words, view.reporter, view.is_summary) == ("", "", True)
    assert view.place.room == view.place.unit == ""
    assert (view.reasons, view.tags, view.households) == ((), frozenset(), 1)
    assert view.promised == SECRET.clocks.promised


def test_staff_read_the_words_with_numbers_masked_and_why_it_was_filed_so() -> None:
    view = seen(staff(SECRETARY))
    assert "502室" in view.words
    assert "138****5678" in view.words
    assert (view.reasons, view.tags) == (SECRET.reasons, SECRET.tags)
    assert (view.households, view.sees_inside) == (2, True)
    assert view.reporter == REPORTER


@pytest.mark.parametrize("identity", [Identity.CONFIDENTIAL, Identity.ANONYMOUS])
def test_only_who_reports_openly_is_named_to_staff(identity: Identity) -> None:
    case = replace(SECRET, parties=(replace(SECRET.parties[0], identity=identity),))
    assert seen(staff(SECRETARY), case).reporter == ""


def test_a_forgotten_reporter_is_anonymous() -> None:
    view = seen(staff(SECRETARY), replace(SECRET, parties=()))
    assert (view.reporter, view.identity) == ("", Identity.ANONYMOUS)


def test_department_and_captain_read_the_words_without_the_home() -> None:
    officer = seen(staff(OFFICER), replace(SECRET, queue="market"))
    for view in (officer, seen(captain())):
        assert "502" not in view.words
        assert "楼道灯不亮" in view.words
        assert view.place.room == ""
    assert officer.sees_inside
    assert not seen(captain()).sees_inside


@given(
    reader=st.sampled_from(STAFF),
    text=st.text(max_size=40),
    room=st.sampled_from(["", "101", "502"]),
    queue=st.sampled_from(["property", "committee", "grid", "market"]),
    identity=st.sampled_from(Identity),
)
def test_outside_bodies_never_hold_words_home_or_reporter(
    reader: Person, text: str, room: str, queue: str, identity: Identity
) -> None:
    case = replace(
        SECRET,
        text=text,
        queue=queue,
        holder="",
        place=Place("tiancheng", "3", "2", "5", room, "我家楼下"),
        parties=(replace(SECRET.parties[0], identity=identity),),
    )
    view = view_case(case, reader, RULES, DAY)
    if view is None or view.tier is not Tier.OUTSIDE:
        return
    assert (view.words, view.reporter, view.reasons, view.tags) == ("", "", (), frozenset())
    assert (view.place.unit, view.place.floor, view.place.room) == ("", "", "")
    assert view.place.words == ""
    assert view.is_summary
    assert not view.sees_inside


@given(
    reader=st.sampled_from(STAFF),
    codes=st.sets(st.sampled_from([person.person_id for person in STAFF]), max_size=3),
    queue=st.sampled_from(["property", "committee", "grid", "community", "market"]),
)
def test_nobody_accused_sees_anything(reader: Person, codes: set[str], queue: str) -> None:
    case = replace(SECRET, about=(*codes, COMPANY), queue=queue, holder=reader.person_id)
    if reader.is_among(case.about, DAY):
        assert view_case(case, reader, RULES, DAY) is None


@given(st.text(min_size=1), st.sampled_from(State))
def test_a_stranger_gets_nothing(person_id: str, state: State) -> None:
    case = replace(SECRET, state=state)
    if person_id not in {REPORTER, "li"}:
        assert view_case(case, resident(person_id), RULES, DAY) is None


WORDS = "张三在3幢2单元502室，电话13812345678"


def happened(part: Part, act: Act = Act.COMMENT) -> Event:
    return Event(
        "dongqiao",
        "DQ000001",
        2,
        MONDAY,
        part.value,
        part,
        act,
        State.ASSIGNED,
        State.ASSIGNED,
        reason="because",
        public=WORDS,
        internal="inside",
    )


def shown(event: Event, reader: Person, case: Case = SECRET) -> Event:
    found = view_event(event, seen(reader, case))
    assert found is not None
    return found


def test_the_reporter_reads_own_words_and_replies_but_nothing_internal() -> None:
    for part in (Part.REPORTER, Part.HOLDER, Part.STATION):
        event = shown(happened(part), resident(REPORTER))
        assert (event.public, event.internal, event.reason) == (WORDS, "", "")


def test_neighbours_do_not_read_each_other() -> None:
    assert shown(happened(Part.FOLLOWER), resident(REPORTER)).public == ""
    assert shown(happened(Part.REPORTER), resident("li")).public == ""
    assert shown(happened(Part.FOLLOWER), resident("li")).public == ""


def test_what_the_station_or_its_staff_said_reaches_neighbours_and_bodies_masked() -> None:
    for reader in (resident("li"), staff(HOLDER)):
        event = shown(happened(Part.HOLDER, Act.REPLY), reader)
        assert event.public == "张三在3幢*室，电话138****5678"
        assert event.internal == ""


def test_outside_bodies_do_not_read_what_residents_wrote() -> None:
    assert shown(happened(Part.REPORTER), staff(HOLDER)).public == ""


def test_who_works_inside_reads_notes_and_reasons() -> None:
    event = shown(happened(Part.REPORTER), staff(SECRETARY))
    assert (event.internal, event.reason) == ("inside", "because")
    assert event.public == "张三在3幢2单元502室，电话138****5678"
    officer = shown(happened(Part.REPORTER), staff(OFFICER), replace(SECRET, queue="market"))
    assert (officer.internal, officer.public) == ("inside", "张三在3幢*室，电话138****5678")


def test_captain_reads_residents_words_without_homes_and_no_notes() -> None:
    event = shown(happened(Part.REPORTER), captain())
    assert (event.internal, event.public) == ("", "张三在3幢*室，电话138****5678")


@pytest.mark.parametrize("reader", [resident(REPORTER), resident("li"), captain(), staff(HOLDER)])
def test_a_note_inside_is_not_even_a_line_outside(reader: Person) -> None:
    assert view_event(happened(Part.HOLDER, Act.NOTE), seen(reader)) is None


def test_a_note_is_there_for_who_works_inside() -> None:
    assert view_event(happened(Part.HOLDER, Act.NOTE), seen(staff(SECRETARY))) is not None

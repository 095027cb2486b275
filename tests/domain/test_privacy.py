from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assists import Assist, AssistKind
from domain.cases import Party
from domain.people import Identity, Person, Post, Role, ScopeKind
from domain.places import Place
from domain.privacy import (
    Tier,
    tier_of,
    view_case,
)
from domain.states import Part, State
from tests.domain.builders import (
    COMPANY,
    DISPATCHERS,
    HOLDER,
    MONDAY,
    REPORTER,
    SECRETARY,
    STREET,
    away,
    staff,
    with_absences,
)
from tests.domain.readers import DAY, OFFICER, RULES, SECRET, STAFF, captain, resident, seen


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
        (staff("ye-mediator-dq"), Tier.NONE),
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
    assert tier_of(accused, staff(SECRETARY), RULES, DAY) is Tier.NONE
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


def test_who_else_was_called_is_known_to_who_works_on_it_and_the_result_only_inside() -> None:
    called = Assist(AssistKind.ASSIST, "market", OFFICER, SECRETARY, MONDAY, MONDAY, note="看过了")
    case = replace(SECRET, assists=(called,))
    seen_by = {
        who: view_case(case, person, RULES, DAY)
        for who, person in (
            ("own", resident(REPORTER)),
            ("following", resident("li")),
            ("outside", staff(HOLDER)),
            ("officer", staff(OFFICER)),
            ("inside", staff(SECRETARY)),
        )
    }
    notes = {who: [each.note for each in view.assists] for who, view in seen_by.items() if view}
    assert notes == {
        "own": [],
        "following": [],
        "outside": [""],
        "officer": ["看过了"],
        "inside": ["看过了"],
    }

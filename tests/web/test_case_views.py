from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.assists import Assist, AssistKind
from domain.calendar import shanghai_day
from domain.cases import Party
from domain.people import Person
from domain.privacy import CaseView, Tier, view_case
from domain.states import Part, State
from tests.handlers.tabletop import MONDAY, World, catalog
from web.case_views import Teller, called_of, clocks_of, facts_of, readers_of, rows_of
from web.pages import Pages
from web.staff import Staff

WORDS = Pages(catalog(), "http://127.0.0.1").words


def opened(words: str = "天成花园3幢2单元电梯停了") -> World:
    world = World()
    world.resident("wang")
    world.say("wang", words)
    return world


def teller(world: World, **later: float) -> Teller:
    return Teller(world.rules, WORDS, world.at + timedelta(**later))


def person(world: World, person_id: str) -> Person:
    found = world.rules.directory.person(person_id)
    assert found is not None
    return found


def view(world: World, person_id: str = "chen-dispatcher-dq") -> CaseView:
    found = view_case(world.case(), person(world, person_id), world.rules, shanghai_day(world.at))
    assert found is not None
    return found


def test_a_row_tells_the_next_limit_and_whether_it_is_past() -> None:
    world = opened()
    staff = Staff(person(world, "chen-dispatcher-dq"), "", shanghai_day(MONDAY))
    [row] = rows_of((world.case(),), staff, teller(world))
    assert (row.leaf, row.is_late) == ("电梯停运", False)
    assert (row.due, row.clock) == (world.case().clocks.accept, "accept")
    [late] = rows_of((world.case(),), staff, teller(world, days=9))
    assert late.is_late


def test_a_closed_case_is_never_late() -> None:
    world = opened()
    world.change("DQ000001", lambda case: replace(case, state=State.CLOSED))
    staff = Staff(person(world, "chen-dispatcher-dq"), "", shanghai_day(MONDAY))
    [row] = rows_of((world.case(),), staff, teller(world, days=99))
    assert (row.due, row.clock, row.is_late) == (None, "", False)


def test_an_accepted_case_runs_to_its_solution() -> None:
    world = opened()
    accepted = replace(view(world), state=State.ACCEPTED)
    names = [name for name, _, _ in clocks_of(accepted, MONDAY)]
    assert names == ["answer", "solve", "promised"]
    assert next(name for name, _, _ in clocks_of(view(world), MONDAY)) == "accept"
    assert all(late for _, _, late in clocks_of(accepted, MONDAY + timedelta(days=99)))
    world.change("DQ000001", lambda case: replace(case, state=State.ACCEPTED))
    staff = Staff(person(world, "chen-dispatcher-dq"), "", shanghai_day(MONDAY))
    [row] = rows_of((world.case(),), staff, teller(world))
    assert (row.due, row.clock) == (world.case().clocks.solve, "solve")


def test_who_may_see_nothing_has_no_row() -> None:
    world = opened()
    staff = Staff(person(world, "wu-dispatcher-sx"), "", shanghai_day(MONDAY))
    assert rows_of((world.case(),), staff, teller(world)) == ()


def test_facts_name_place_grid_queue_and_holder() -> None:
    world = opened()
    facts = dict(facts_of(view(world), teller(world)))
    assert facts["place"] == "天成花园3幢2单元"
    assert facts["grid"] == "洞桥第1网格"
    assert set(facts) == {"place", "grid", "queue", "holder", "waiting_since"}
    assert facts["waiting_since"] == "11-23 10:00"


@given(st.sampled_from(World().rules.directory.staff), st.sampled_from(tuple(Part)))
def test_the_list_of_readers_never_tells_whose_matter_it_is(member: Person, part: Part) -> None:
    world = opened()
    before = readers_of(world.case(), teller(world), shanghai_day(MONDAY))
    joined = replace(world.case(), parties=(Party(member.person_id, part),))
    assert readers_of(joined, teller(world), shanghai_day(MONDAY)) == before


def test_what_came_of_it_is_a_fact() -> None:
    world = opened()
    world.change("DQ000001", lambda case: replace(case, outcome="修好了", merged_into="DQ000009"))
    facts = dict(facts_of(view(world), teller(world)))
    assert (facts["outcome"], facts["merged_into"]) == ("修好了", "DQ000009")


def test_a_case_without_place_or_holder_says_so() -> None:
    world = opened("电梯停了")
    world.change("DQ000001", lambda case: replace(case, grid="", holder=""))
    facts = dict(facts_of(view(world), teller(world)))
    assert facts["holder"] == ""
    assert "grid" not in facts


def test_readers_are_all_who_may_see_and_nobody_else() -> None:
    world = opened()
    day = shanghai_day(MONDAY)
    readers = readers_of(world.case(), teller(world), day)
    seen = [
        each
        for each in world.rules.directory.staff
        if view_case(world.case(), each, world.rules, day)
    ]
    assert len(readers) == len(seen)
    assert Tier.NONE not in {tier for _, tier in readers}
    assert {Tier.STAFF, Tier.OUTSIDE} <= {tier for _, tier in readers}


def test_who_was_called_stands_with_what_is_awaited_of_him_or_what_he_did() -> None:
    world = opened()
    call = Assist(AssistKind.WHISTLE, "market", "someone", "chen", MONDAY, MONDAY, place="东门")
    there = replace(call, arrived_at=MONDAY, due=MONDAY + timedelta(days=1))
    gone = replace(there, done_at=MONDAY, note="修好了")
    world.change("DQ000001", lambda case: replace(case, assists=(call, there, gone)))
    found = called_of(view(world), teller(world, hours=1))
    assert [(each.kind, each.stage, each.late) for each in found] == [
        ("whistle", "due", True),
        ("arrived", "due", False),
        ("whistle", "done", False),
    ]
    assert (found[0].place, found[2].note) == ("东门", "修好了")


def test_a_pause_names_no_waiting_once_a_human_has_answered() -> None:
    world = opened()
    world.change("DQ000001", lambda case: replace(case, waiting_since=None))
    assert "waiting_since" not in dict(facts_of(view(world), teller(world)))

from dataclasses import replace

import pytest

from domain.calendar import shanghai_day
from domain.privacy import CaseView, view_case
from domain.states import FINAL, Act, State, acts_for
from handlers.table import PRESSES
from tests.handlers.tabletop import World, catalog, demo_rules
from tests.mediation_table import SECRETARY, leaking
from web.acts import ACTS, ActForm, leaf_groups, offered, queue_options
from web.pages import Pages

RULES = demo_rules()
WORDS = Pages(catalog(), "http://127.0.0.1").words


def opened() -> World:
    world = World()
    world.resident("wang")
    world.say("wang", "天成花园3幢2单元电梯停了")
    return world


def view_of(world: World, person_id: str) -> CaseView:
    person = world.rules.directory.person(person_id)
    assert person is not None
    view = view_case(world.case(), person, world.rules, shanghai_day(world.at))
    assert view is not None
    return view


def forms(world: World, person_id: str = "chen-dispatcher-dq") -> dict[str, ActForm]:
    found = offered(view_of(world, person_id), world.rules, WORDS)
    return {form.name: form for form in found}


def test_every_form_is_an_act_that_a_conversation_answers() -> None:
    assert set(PRESSES) >= ACTS
    assert ACTS - {"summarise", "unlearn"} <= set(Act)


def test_every_act_and_every_label_has_words() -> None:
    for form in forms(opened()).values():
        assert WORDS is not None
        labels = [f"web.field.{name}" for name in (form.note, form.picker, form.photo) if name]
        assert {f"staff.{form.name}", *labels} <= set(catalog().sentences)


@pytest.mark.parametrize("state", State)
def test_a_page_offers_only_what_the_table_allows(state: State) -> None:
    world = opened()
    view = replace(view_of(world, "chen-dispatcher-dq"), state=state)
    names = {form.name for form in offered(view, world.rules, WORDS)} - {"summarise"}
    assert names <= acts_for(state, view.parts)
    assert names or state in FINAL


def test_a_day_that_must_be_named_has_a_label() -> None:
    found = forms(opened())
    assert [form.name for form in found.values() if form.must_when and not form.when] == []
    assert found["whistle"].many
    assert not found["whistle"].must_when


def test_words_are_asked_for_where_a_label_says_for_what() -> None:
    found = forms(opened()).values()
    assert all(form.note for form in found if form.must_note)
    assert {form.name for form in found if form.must_note} >= {"reply", "note", "hand_on"}


def test_the_reason_that_is_asked_for_is_that_of_the_act() -> None:
    world = opened()
    world.change("DQ000001", lambda case: replace(case, state=State.ACCEPTED, leaf="I1"))
    found, words = forms(world), catalog().sentences
    assert "对方住哪" in words[f"web.field.{found['mediate'].note}"]
    assert words[f"web.field.{found['extend'].note}"].startswith("延期原因")
    assert words[f"web.field.{found['pause'].note}"].startswith("暂停原因")


def test_no_act_is_offered_twice() -> None:
    names = [form.name for form in offered(view_of(opened(), "chen-dispatcher-dq"), RULES, WORDS)]
    assert len(names) == len(set(names))


def test_what_somebody_came_for_stands_first_and_open() -> None:
    found = forms(opened())
    assert next(iter(found)) == "accept"
    assert [form.name for form in found.values() if form.is_first] == ["accept"]


def test_a_case_is_handed_on_to_queues_and_people_by_name() -> None:
    (_, queues), (_, people) = forms(opened())["hand_on"].options
    assert ("q:community", "社区") in queues
    assert any(code == "p:wang-secretary-dq1" and "书记" in name for code, name in people)
    assert not any("representative" in code for code, _ in people)
    assert not any("-sx" in code for code, _ in people)


def test_a_property_company_is_named_as_it_is_where_the_case_is() -> None:
    world = opened()
    names = dict(queue_options(world.case().place, world.rules, WORDS))
    assert names["property"] != catalog().sentences["queue.property"]


def test_every_leaf_can_be_picked_under_its_top() -> None:
    categories = opened().rules.categories
    groups = tuple(leaf_groups(categories))
    assert [name for name, _ in groups] == list(categories.tops.values())
    assert {code for _, leaves in groups for code, _ in leaves} == set(categories.leaves)


def test_who_only_watches_is_offered_nothing() -> None:
    world = opened()
    captains = [
        person.person_id
        for person in world.rules.directory.staff
        if any(post.code == world.case().microgrid for post in person.posts)
    ]
    assert forms(world, captains[0]) == {}


def test_the_summary_for_others_is_written_by_who_supervises() -> None:
    world = opened()
    assert "summarise" in forms(world)
    holder = world.case().holder
    view = replace(view_of(world, "chen-dispatcher-dq"), parts=frozenset())
    assert holder
    assert offered(view, world.rules, WORDS) == ()


def test_what_ends_a_mediation_never_stands_open() -> None:
    world = leaking()
    found = {form.name: form for form in offered(view_of(world, SECRETARY), RULES, WORDS)}
    assert not found["end_mediation"].is_first
    assert [form.name for form in found.values() if form.is_first] == ["note"]

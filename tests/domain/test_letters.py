from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import shanghai_day
from domain.cases import Case, Party
from domain.letters import (
    Notice,
    case_values,
    matter_name,
    may_still_read,
    mentions_of,
    name_text,
    place_text,
    queue_text,
    to_parties,
    to_staff,
    words_of,
)
from domain.people import Person
from domain.places import Place
from domain.privacy import view_case
from domain.states import Part, State
from domain.turns import Choice, Letter, Text
from tests.domain.builders import (
    COMPANY,
    HOLDER,
    HOME,
    MONDAY,
    REPORTER,
    SECRETARY,
    case_of,
    demo_rules,
    moment,
    staff,
)
from texts.catalog import open_catalog

DAY = shanghai_day(MONDAY)
RULES = demo_rules()
CATALOG = open_catalog()
NIGHT = moment("2026-11-23 22:30")
TAP = Choice(Text("chase.received"), "acknowledge:DQ000001:1")


def words(value: object) -> str:
    return CATALOG.render(value) if isinstance(value, Text) else str(value)


def values(reader: Person, case: Case | None = None) -> dict[str, str]:
    view = view_case(case or case_of(), reader, RULES, DAY)
    assert view is not None
    return {name: words(value) for name, value in case_values(view, RULES).items()}


def test_staff_get_one_letter_each_with_what_each_may_see() -> None:
    notice = Notice("chase.late", {"due": MONDAY}, (TAP,), dedupe="mark")
    letters = to_staff([staff(SECRETARY), staff(HOLDER)], case_of(), notice, RULES, MONDAY)
    assert [letter.to for letter in letters] == [SECRETARY, HOLDER]
    secretary, holder = letters
    assert "138****5678" in words(secretary.values["words"])
    assert "138" not in words(holder.values["words"])
    for letter in letters:
        assert (letter.key, letter.choices, letter.dedupe) == ("chase.late", (TAP,), "mark")
        assert (letter.case_number, letter.values["due"]) == ("DQ000001", MONDAY)


def test_who_may_see_nothing_gets_no_letter() -> None:
    case = replace(case_of(), about=(COMPANY,))
    strangers = [staff(HOLDER), staff("zhang-secretary-dq2")]
    assert to_staff(strangers, case, Notice("chase.late"), RULES, MONDAY) == ()


@pytest.mark.parametrize(("urgent", "leaves"), [(False, "2026-11-24 08:00"), (True, "")])
def test_only_urgent_letters_leave_at_night(urgent: object, leaves: str) -> None:
    notice = Notice("chase.late", urgent=bool(urgent))
    expected = moment(leaves) if leaves else None
    [to_staff_] = to_staff([staff(HOLDER)], case_of(), notice, RULES, NIGHT)
    [to_party] = to_parties(case_of(), notice, RULES, NIGHT)
    assert to_staff_.not_before == to_party.not_before == expected
    assert to_staff_.urgent == to_party.urgent == bool(urgent)


def test_everybody_whose_matter_it_is_gets_a_letter_with_what_he_may_read() -> None:
    case = replace(case_of(), parties=(*case_of().parties, Party("li", Part.FOLLOWER)))
    mine, neighbours = to_parties(case, Notice("chase.confirm", {}, (TAP,)), RULES, MONDAY)
    assert (mine.to, neighbours.to) == (REPORTER, "li")
    assert mine.values["words"] == case.text
    assert "502" not in words(neighbours.values["words"])
    assert "502" not in words(neighbours.values["place"])
    assert mine.choices == neighbours.choices == (TAP,)


def test_who_follows_what_came_to_be_about_him_hears_no_more_of_it() -> None:
    followers = (Party("li", Part.FOLLOWER), Party(HOLDER, Part.FOLLOWER, neutral=True))
    case = replace(case_of(), parties=(*case_of().parties, *followers))
    about = ("li", COMPANY, REPORTER)
    [mine] = to_parties(replace(case, about=about), Notice("chase.confirm"), RULES, MONDAY)
    assert (mine.to, mine.values["number"]) == (REPORTER, "DQ000001")


def test_who_asked_for_neutral_words_gets_a_letter_that_says_nothing() -> None:
    case = replace(case_of(), parties=(Party("li", Part.REPORTER, neutral=True),))
    [letter] = to_parties(case, Notice("chase.confirm", {}, (TAP,), dedupe="x"), RULES, MONDAY)
    assert (letter.to, letter.key, letter.values) == ("li", "neutral.notice", {})
    assert (letter.choices, letter.case_number, letter.dedupe) == ((), "", "")


def test_values_are_plain_words_for_the_reader() -> None:
    found = values(staff(SECRETARY))
    assert found["number"] == "DQ000001"
    assert found["place"] == "天成花园3幢2单元502室"
    assert found["holder"] == "高**（物业负责人）"
    assert found["queue"] == "绿汀物业服务有限公司"
    assert found["state"] == words(Text("state.assigned"))


def test_a_case_without_a_promise_has_an_empty_one() -> None:
    case = case_of()
    bare = replace(case, clocks=replace(case.clocks, promised=None))
    assert values(staff(SECRETARY), bare)["promised"] == ""


def test_who_does_not_read_the_words_reads_a_summary() -> None:
    assert values(staff(HOLDER))["words"] == words(
        Text("case.summary", {"matter": matter_name("A6", RULES), "place": "天成花园3幢"})
    )
    written = replace(case_of(), summary="3幢楼道灯坏了")
    assert values(staff(HOLDER), written)["words"] == "3幢楼道灯坏了"
    view = view_case(written, staff(SECRETARY), RULES, DAY)
    assert view is not None
    assert "楼道灯不亮" in str(words_of(view, RULES))


def test_nobody_holding_it_is_said_so() -> None:
    assert name_text("", RULES) == name_text("gone", RULES) == Text("staff.nobody")
    bare = replace(RULES.directory, staff=(Person("dongqiao", "bare", "白"),))
    assert name_text("bare", replace(RULES, directory=bare)) == Text("staff.nobody")


@pytest.mark.parametrize(
    ("queue", "place", "expected"),
    [
        ("property", HOME, "绿汀物业服务有限公司"),
        ("committee", HOME, "天成花园业主委员会"),
        ("property", Place(), "物业"),
        ("committee", Place(), "业委会"),
        ("grid", HOME, "网格党支部"),
        ("", HOME, "社区"),
        ("street", HOME, "街道办事处"),
    ],
)
def test_a_queue_has_the_name_of_its_body_or_of_its_kind(
    queue: str, place: Place, expected: str
) -> None:
    assert words(queue_text(queue, place, RULES)) == expected


def test_every_department_is_called_by_its_name() -> None:
    for department in RULES.directory.departments:
        assert queue_text(department.code, HOME, RULES) == department.name


@pytest.mark.parametrize("known", list(product((True, False), repeat=4)))
def test_a_place_is_said_as_far_as_it_is_known(known: tuple[bool, bool, bool, bool]) -> None:
    parts = ("tiancheng", "3", "2", "502")
    compound, building, unit, room = (
        part if is_known else "" for part, is_known in zip(parts, known, strict=True)
    )
    said = words(place_text(Place(compound, building, unit, "", room), RULES))
    for part, sign in (("天成花园", compound), ("3幢", building), ("2单元", unit), ("502室", room)):
        assert (part in said) == bool(sign)
    assert said


def test_a_compound_that_is_not_in_the_directory_is_left_out() -> None:
    assert words(place_text(Place("nowhere", "3"), RULES)) == "3幢"


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_name_that_people_understand(state: State) -> None:
    assert words(Text(f"state.{state}"))


EVERYBODY = RULES.directory.staff
NOTES = Notice("chase.late", {"reason": "里面的话", "comment": "我家3幢2单元502室，13812345678"})


@given(
    wrote_for=st.sampled_from(EVERYBODY),
    reads=st.sampled_from(EVERYBODY),
    is_accused=st.booleans(),
)
def test_a_kept_letter_never_says_more_than_its_reader_may_know_today(
    *, wrote_for: Person, reads: Person, is_accused: bool
) -> None:
    case = case_of()
    letters = to_staff([wrote_for], case, NOTES, RULES, MONDAY)
    today = replace(case, about=(reads.person_id,)) if is_accused else case
    view = view_case(today, reads, RULES, DAY)
    for letter in letters:
        [(number, said)] = mentions_of(letter)
        assert number == case.number
        if may_still_read(said, today, reads, RULES, DAY):
            assert not is_accused
            assert view
            assert view.sees_inside
            assert said["words"] == words_of(view, RULES)


def test_what_names_no_secret_stays_open_to_who_was_called() -> None:
    values = {"number": "DQ000001", "place": place_text(HOME.without_home(), RULES)}
    stranger = Person("dongqiao", "somebody")
    assert may_still_read(values, case_of(), stranger, RULES, DAY)
    assert not may_still_read({"words": "楼道灯"}, case_of(), stranger, RULES, DAY)
    at_home = {"place": place_text(HOME, RULES)}
    assert not may_still_read(at_home, case_of(), stranger, RULES, DAY)
    assert may_still_read(at_home, case_of(), staff(SECRETARY), RULES, DAY)


def test_every_case_of_a_folded_letter_is_named() -> None:
    lines = tuple(Text("chase.late", {"number": number}) for number in ("DQ000001", "DQ000002"))
    folded = Letter("x", "chase.digest", {"count": 2, "lines": lines, "more": ""})
    assert [number for number, _ in mentions_of(folded)] == ["DQ000001", "DQ000002"]
    assert [number for number, _ in mentions_of(Letter("x", "a", case_number="DQ000003"))] == [
        "DQ000003"
    ]
    assert mentions_of(Letter("x", "a", {"until": MONDAY})) == ()


def test_a_number_that_was_not_found_names_no_case() -> None:
    values = {"number": "DQ000001"}
    assert mentions_of(Letter("x", "cases.unknown", values, case_number="DQ000001")) == ()

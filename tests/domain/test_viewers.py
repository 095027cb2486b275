from collections.abc import Collection

from domain.turns import Letter, Text
from domain.viewers import cases_shown, viewer_code

NEEDS = {
    "plain": {"number", "matter"},
    "shown": {"number", "words"},
    "commented": {"number", "comment"},
    "list": {"lines", "more"},
}


def needs(key: str) -> Collection[str]:
    return NEEDS[key]


def test_a_code_has_eight_signs_and_is_of_one_person_and_one_look() -> None:
    codes = {
        viewer_code(person, what) for person in ("chen", "wang") for what in ("page 1", "page 2")
    }
    assert len(codes) == 4
    assert all(len(code) == 8 and set(code) <= set("0123456789ABCDEF") for code in codes)
    assert viewer_code("chen", "page 1") == viewer_code("chen", "page 1")


def test_a_letter_shows_a_case_if_it_says_something_of_its_resident() -> None:
    told = {"number": "DQ000001", "words": "灯不亮", "matter": "灯"}
    assert cases_shown(Letter("li", "shown", told), needs) == ("DQ000001",)
    assert cases_shown(Letter("li", "plain", told), needs) == ()
    assert cases_shown(Letter("li", "shown", {**told, "words": ""}), needs) == ()
    said = {"comment": "还是黑"}
    assert cases_shown(Letter("li", "commented", said, case_number="DQ000002"), needs) == (
        "DQ000002",
    )
    assert cases_shown(Letter("li", "commented", said), needs) == ()


def test_what_an_outside_body_reads_in_place_of_the_words_is_shown_too() -> None:
    summary = Text("plain", {"number": "", "matter": "灯"})
    letter = Letter("gao", "shown", {"number": "DQ000001", "words": summary})
    assert cases_shown(letter, needs) == ("DQ000001",)


def test_of_several_in_one_letter_each_is_named_once() -> None:
    lines = (
        Text("shown", {"number": "DQ000001", "words": "灯不亮"}),
        Text("plain", {"number": "DQ000002", "words": "漏水"}),
        Text("shown", {"number": "DQ000003", "words": "太吵"}),
        Text("shown", {"number": "DQ000001", "words": "灯不亮"}),
    )
    letter = Letter("li", "list", {"lines": lines, "more": "", "hidden": lines})
    assert cases_shown(letter, needs) == ("DQ000001", "DQ000003")

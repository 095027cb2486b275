from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.presses import Press, check_version, press_on, read_press, typed_press
from domain.refusals import Refused
from tests.domain.builders import case_of

WORD = st.text(st.characters(codec="ascii", categories=("L", "N"), include_characters="_-"))
PRESSES = st.builds(
    Press,
    act=WORD.filter(bool),
    number=WORD,
    version=st.integers(-1, 9999),
    argument=st.text(st.characters(codec="utf-8", exclude_characters=":")),
)


@given(PRESSES)
def test_a_press_comes_back_as_it_was_offered(press: Press) -> None:
    assert read_press(str(press)) == press


def test_an_argument_may_hold_colons_but_not_end_with_one() -> None:
    press = Press("hand_on", "DQ000001", 3, "q:property")
    assert read_press(str(press)) == press


def test_a_press_on_a_case_carries_the_version_that_it_was_offered_at() -> None:
    case = replace(case_of(), version=4)
    assert press_on(case, "accept") == "accept:DQ000001:4"
    assert read_press(press_on(case, "stars", "5")) == Press("stars", "DQ000001", 4, "5")


def test_a_bare_act_is_a_press_that_does_not_care_about_versions() -> None:
    assert read_press("mine") == Press("mine")
    assert read_press("solved:DQ000001") == Press("solved", "DQ000001")


@pytest.mark.parametrize(
    "words",
    [
        "",
        ":",
        ":DQ000001:1",
        "accept:DQ000001:x",
        "a:b:1.5",
        "a:b:--1",
        "a:b:1-",
        f"a:b:{'9' * 5000}",
    ],
)
def test_a_press_that_is_none_of_ours_is_refused(words: str) -> None:
    with pytest.raises(Refused, match=r"presses\.unreadable"):
        read_press(words)


@given(st.text())
def test_any_words_are_read_or_refused(words: str) -> None:
    try:
        press = read_press(words)
    except Refused:
        return
    assert press.act
    assert press.version >= -1


def test_a_button_is_good_until_somebody_else_acts() -> None:
    case = replace(case_of(), version=4)
    check_version(Press("accept", case.number, 4), case)
    check_version(Press("accept", case.number), case)
    with pytest.raises(Refused, match=r"cases\.moved_on") as refused:
        check_version(Press("accept", case.number, 3), case)
    assert refused.value.values == {"number": "DQ000001"}


@pytest.mark.parametrize(
    ("words", "press"),
    [
        ("2", "b"),
        ("1。", "a"),
        (" 2) ", "b"),
        ("3", ""),
        ("0", ""),
        ("二", ""),
        ("", ""),
        ("２", ""),
    ],
)
def test_a_typed_number_means_the_press_at_that_place(words: str, press: str) -> None:
    assert typed_press(words, ("a", "b")) == press
    assert typed_press(words, ("a", "b"), "words") == typed_press(words, ("a", "b"), "find") == ""

from dataclasses import replace

from domain.turns import Choice, Letter, Text
from jobs.digest import MOST_LINES, folded
from tests.domain.builders import HOLDER, SECRETARY, demo_rules
from tests.jobs.clockwork import rendered

DIRECTORY = demo_rules().directory


def nudge(number: int, to: str = HOLDER, *, urgent: bool = False) -> Letter:
    name = f"DQ{number:06d}"
    values = {"number": name, "matter": "灯", "place": "3幢", "what": "签收", "due": "今天"}
    tap = Choice(Text("chase.received"), f"acknowledge:{name}:1")
    return Letter(to, "chase.late", values, (tap,), name, urgent=urgent, dedupe=f"mark-{number}")


def test_letters_to_one_member_of_staff_become_one_in_their_order() -> None:
    [letter] = folded([nudge(1), nudge(2), nudge(3)], DIRECTORY)
    assert (letter.to, letter.key) == (HOLDER, "chase.digest")
    words = rendered(letter)
    assert words.index("DQ000001") < words.index("DQ000002") < words.index("DQ000003")
    assert words.startswith("有 3 件诉求等您处理：")
    assert words.endswith("[DQ000001 收到][DQ000002 收到][DQ000003 收到]")
    assert [tap.press for tap in letter.choices] == [f"acknowledge:DQ00000{i}:1" for i in (1, 2, 3)]


def test_one_letter_stays_as_it_is() -> None:
    assert folded([nudge(1), nudge(2, SECRETARY)], DIRECTORY) == (nudge(1), nudge(2, SECRETARY))


def test_urgent_letters_and_letters_to_residents_are_never_folded() -> None:
    letters = [nudge(1, urgent=True), nudge(2, urgent=True), nudge(3, "wang"), nudge(4, "wang")]
    assert folded(letters, DIRECTORY) == tuple(letters)


def test_a_line_without_a_button_gives_none() -> None:
    values = {"number": "1", "matter": "", "place": ""}
    plain = Letter(HOLDER, "chase.passed_up", values, case_number="1")
    [letter] = folded([plain, nudge(2)], DIRECTORY)
    assert len(letter.choices) == 1


def test_more_than_a_screen_of_lines_is_said_as_a_number() -> None:
    [letter] = folded([nudge(number) for number in range(MOST_LINES + 5)], DIRECTORY)
    words = rendered(letter)
    assert words.count("时限") == MOST_LINES
    assert "另有 5 件" in words
    assert len(letter.choices) == 8


def test_a_case_of_which_two_things_are_due_counts_once_and_has_one_button() -> None:
    again = replace(nudge(1), dedupe="another")
    [letter] = folded([nudge(1), again, nudge(2)], DIRECTORY)
    words = rendered(letter)
    assert words.startswith("有 2 件诉求等您处理：")
    assert words.count("DQ000001 灯") == 2
    assert words.endswith("[DQ000001 收到][DQ000002 收到]")


def test_the_same_letters_have_the_same_mark_and_others_another() -> None:
    once = folded([nudge(1), nudge(2)], DIRECTORY)[0].dedupe
    assert folded([nudge(1), nudge(2)], DIRECTORY)[0].dedupe == once
    assert folded([nudge(1), nudge(3)], DIRECTORY)[0].dedupe != once

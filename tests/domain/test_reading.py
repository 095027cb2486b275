from dataclasses import replace

import pytest

from domain.places import Place
from domain.reading import Candidate, Emergency, Reading

ALARM = Emergency("fire", "D5", ("119",), ("着火",))


def test_the_first_candidate_is_the_likeliest_leaf() -> None:
    assert Reading(candidates=(Candidate("A6", 70), Candidate("A4", 20))).leaf == "A6"
    assert Reading().leaf == ""


def test_only_a_danger_that_is_happening_now_is_an_alarm() -> None:
    assert Reading(emergency=ALARM).is_alarm()
    assert not Reading(emergency=replace(ALARM, guarded=True)).is_alarm()
    assert not Reading().is_alarm()


@pytest.mark.parametrize(
    ("text", "words", "alone"),
    [
        ("天成花园3幢2单元", "天成花园3幢2单元", True),
        ("我家住在3幢的，", "3幢", True),
        ("3幢电梯停了", "3幢", False),
        ("嗯", "", False),
        ("", "", False),
    ],
)
def test_a_place_alone_is_told_from_a_matter(text: str, words: str, *, alone: bool) -> None:
    assert Reading(text=text, place=Place(words=words)).is_place_alone() is alone

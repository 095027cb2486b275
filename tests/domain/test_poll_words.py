from dataclasses import replace

import pytest

from domain.ballots import Matter, Share, Tally
from domain.poll_words import answers, area_text, ballot_choices, percent, tally_values, verdict_of
from domain.turns import Text
from tests.ballot_box import POLL
from tests.handlers.tabletop import catalog

TALLY = Tally(
    Share(1500, 1479, 12_843_050),
    Share(1120, 1100, 9_500_000),
    Share(1010, 826, 7_110_000),
    Share(100, 270, 2_000_000),
    Share(10, 4, 390_000),
)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (1010, 1120, "90.2%"),
        (1010, 1500, "67.3%"),
        (2, 3, "66.7%"),
        (1, 2000, "0.1%"),
        (0, 5, "0.0%"),
        (5, 5, "100.0%"),
        (1, 0, "0.0%"),
    ],
)
def test_shares_are_rounded_half_up_to_one_decimal(part: int, whole: int, words: str) -> None:
    assert percent(part, whole) == words


def test_areas_keep_both_decimals() -> None:
    assert [area_text(each) for each in (12_843_050, 6_820, 5)] == ["128430.50", "68.20", "0.05"]


def test_what_is_decided_is_said_by_the_law_and_never_by_the_shares() -> None:
    assert verdict_of(POLL, TALLY) == "not_passed"
    ordinary = replace(POLL, matter=Matter.ORDINARY)
    assert verdict_of(ordinary, TALLY) == "passed"
    assert verdict_of(ordinary, replace(TALLY, part=Share(1120, 985, 9_500_000))) == "too_few"


def test_a_result_says_every_number() -> None:
    values = {**tally_values(POLL, TALLY), "opinions": 7}
    said = catalog().render(Text("polls.result", values))
    for words in (
        "没有达到法定比例",
        "应投1500户、1479人、128430.50平方米",
        "参加1120户、1100人、95000.00平方米",
        "同意1010户、826人、71100.00平方米（占参加的90.2%，占全部的67.3%）",
        "反对100户",
        "弃权10户",
        "居民意见7条",
    ):
        assert words in said


def test_every_answer_is_a_button() -> None:
    assert [each.press for each in answers("vote", "p1")] == [
        "vote::-1:p1/yes",
        "vote::-1:p1/no",
        "vote::-1:p1/abstain",
    ]
    assert ballot_choices(POLL)[-1].press == "hush::-1:p1"

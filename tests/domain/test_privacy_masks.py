import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.privacy import Tier, mask_homes, mask_name, mask_numbers, words_for


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("13812345678", "138****5678"),
        ("138 1234 5678", "138****5678"),
        ("138-1234-5678", "138****5678"),
        ("+8613812345678", "+86138****5678"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
        ("0575-88123456", "0575-****3456"),
        ("057588123456", "0575****3456"),
        ("330602199001011234", "******"),
        ("33060219900101123X", "******"),
        ("身份证330602199001011234，电话13812345678", "身份证******，电话138****5678"),
        ("订单1381234567890", "订单1381234567890"),
        ("12345", "12345"),
        ("110", "110"),
    ],
)
def test_numbers_of_people_are_masked_and_others_stay(words: str, masked: str) -> None:
    assert mask_numbers(words) == masked


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("3幢2单元502室", "3幢*室"),
        ("3幢二单元", "3幢*室"),
        ("502室漏水", "*室漏水"),
        ("五零二室", "*室"),
        ("天成花园3-2-502", "天成花园*室"),
        ("３幢２单元５０２室", "３幢*室"),
        ("2026-11-23", "2026-11-23"),
        ("会议室", "会议室"),
        ("3幢电梯", "3幢电梯"),
    ],
)
def test_homes_are_masked_and_buildings_stay(words: str, masked: str) -> None:
    assert mask_homes(words) == masked


def test_a_name_is_its_first_character_and_two_stars() -> None:
    assert [mask_name(name) for name in ("李", "欧阳", "")] == ["李**", "欧**", ""]


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", "电话", "打 ", "："]))
def test_no_mobile_number_leaves_unmasked(number: str, before: str) -> None:
    for tier in set(Tier) - {Tier.OWN}:
        assert number not in words_for(tier, f"{before}{number}。")


@given(st.text())
def test_masking_twice_is_masking_once(words: str) -> None:
    once = mask_homes(mask_numbers(words))
    assert mask_homes(mask_numbers(once)) == once

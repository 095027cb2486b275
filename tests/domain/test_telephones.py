import pytest

from domain.privacy import mask_numbers
from domain.telephones import mobile_of, mobiles_in

WRITTEN = (
    "13812345678",
    "138 1234 5678",
    "138-1234-5678",
    "+8613812345678",
    "86 13812345678",
    "１３８１２３４５６７８",
)


@pytest.mark.parametrize("words", WRITTEN)
def test_a_number_is_the_same_however_it_is_written(words: str) -> None:
    assert mobiles_in(f"电话{words}，请回") == {"13812345678"}
    assert mobile_of(f" {words} ") == "13812345678"


@pytest.mark.parametrize("words", WRITTEN)
def test_what_is_found_is_what_is_masked(words: str) -> None:
    assert "****" in mask_numbers(f"电话{words}")


@pytest.mark.parametrize("words", ["", "灯坏了", "1381234567", "138123456789", "电话13812345678"])
def test_other_words_are_no_number(words: str) -> None:
    assert mobile_of(words) == ""


def test_two_numbers_are_two() -> None:
    assert mobiles_in("13812345678或13987654321") == {"13812345678", "13987654321"}
    assert mobiles_in("身份证330106199001011234") == frozenset()

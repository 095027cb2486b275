from nlp.case_numbers import case_numbers, without_numbers


def test_numbers_are_found_in_any_case_and_each_once() -> None:
    assert case_numbers("dq000001和SX-000002，还有DQ 000001") == ("DQ000001", "SX000002")


def test_other_numbers_are_none() -> None:
    assert case_numbers("13812345678 ABC000001 DQ0000011 3-2-502") == ()


def test_the_rest_of_the_words_is_left() -> None:
    assert without_numbers("DQ000001怎么样了") == "怎么样了"

import pytest

from nlp.numerals import plain_number


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("3", "3"),
        ("03", "3"),
        ("0", "0"),
        ("三", "3"),
        ("十二", "12"),
        ("二十", "20"),
        ("一百零二", "102"),
        ("三〇二", "302"),
        ("五零二", "502"),
        ("〇〇", "0"),
        ("两", "2"),
        ("叁", "3"),
        ("东", "东"),
    ],
)
def test_numbers_of_addresses_in_every_writing(said: str, number: str) -> None:
    assert plain_number(said) == number

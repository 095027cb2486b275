import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import amounts
from domain.amounts import amounts_in


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("最多可以赔三千块钱", {3000}),
        ("他最多赔3000元", {3000}),
        ("3,000元", {3000}),
        ("３０００", {3000}),
        ("￥50", {50}),
        ("三千五", {3500}),
        ("三千五百", {3500}),
        ("三千零五块", {3005}),
        ("三千零五十块", {3050}),
        ("一万二", {12000}),
        ("1.5万", {15000}),
        ("1万2千", {10000, 2000}),
        ("3k", {3000}),
        ("2w", {20000}),
        ("叁仟圆", {3000}),
        ("十块钱", {10}),
        ("十五元", {15}),
        ("一百五", {150}),
        ("五百", {500}),
        ("二十万", {200000}),
        ("三〇二", {302}),
        ("五毛", set()),
        ("今晚八点先把水阀关掉", set()),
        ("3幢2单元5楼", set()),
        ("2026年11月20日，602室漏到502室", set()),
        ("120平米，共150户", set()),
        ("502室赔2600", {2600}),
        ("万一不行，千万别急", set()),
        ("", set()),
    ],
)
def test_amounts_in_every_writing(text: str, yuan: set[int]) -> None:
    assert amounts_in(text) == {100 * each for each in yuan}


@given(st.integers(100, 99_999_999))
def test_an_arabic_amount_is_found_whatever_stands_around_it(yuan: int) -> None:
    assert 100 * yuan in amounts_in(f"赔我{yuan}元吧")
    assert 100 * yuan in amounts_in(f"赔我{yuan:,}元吧")


@given(st.text(alphabet="零一二三四五六七八九十百千万两元块0123456789.,kw ", max_size=30))
def test_any_row_of_numbers_can_be_read(text: str) -> None:
    assert all(each > 0 for each in amounts_in(text))


@pytest.mark.parametrize(
    ("fen", "yuan"), [(0, "0"), (260_000, "2600"), (260_050, "2600.50"), (5, "0.05")]
)
def test_fen_are_written_as_yuan(fen: int, yuan: str) -> None:
    assert amounts.yuan(fen) == yuan


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("3000", 300_000),
        (" 50 ", 5_000),
        ("２６００", 260_000),
        ("赔三千块", 300_000),
        ("两千到三千元", 0),
        ("不知道", 0),
        ("", 0),
    ],
)
def test_one_amount_is_read_or_none(text: str, fen: int) -> None:
    assert amounts.one_amount(text) == fen

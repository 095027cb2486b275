import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.words import first_line, plain

SAFE = "HTML <b>粗</b> 和 **标记** 原样，家人👨‍👩‍👧，שלום"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (SAFE, SAFE),
        ("漏\u200b水\ufeff了", "漏水了"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("\u2066甲\u2069", "甲"),
        ("响\x07铃\x00", "响␇铃␀"),
        ("删\x7f除\x85", "删␡除\ufffd"),
        ("一\r\n二\r三\n四\t五", "一\n二\n三\n四\t五"),
        ("a" + "\u0301" * 50 + "b", "a" + "\u0301" * 3 + "b"),
        ("", ""),
    ],
)
def test_words_are_shown_as_typed_without_tricks(typed: str, shown: str) -> None:
    assert plain(typed) == shown


@given(st.text())
def test_nothing_unseen_is_left_whatever_was_typed(typed: str) -> None:
    left = [sign for sign in plain(typed) if unicodedata.bidirectional(sign) in {"RLO", "LRO"}]
    assert left == []
    assert not any(sign < " " and sign not in "\n\t" for sign in plain(typed))


@given(st.text())
def test_showing_twice_changes_nothing_more(typed: str) -> None:
    assert plain(plain(typed)) == plain(typed)


def test_a_first_line_is_short_and_one_line() -> None:
    assert first_line("漏水\n  很久了") == "漏水 很久了"
    assert first_line("水" * 100, most=5) == "水水水水…"

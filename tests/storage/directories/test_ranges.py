from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.directories.ranges import LONGEST, Cover, Unreadable, cover_in, numbers_in, parts_of

KNOWN = ("天成花园", "天成", "阳光1号")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1-3", "1 2 3"),
        ("1-2, 5，7、9；11", "1 2 5 7 9 11"),
        ("3", "3"),
        ("A1-A3", "A1 A2 A3"),
        ("a", "A"),
        ("９至１１", "9 10 11"),
        ("1~2", "1 2"),
        ("01-03", "1 2 3"),
        ("", ""),
    ],
)
def test_range_is_read_as_people_write_it(text: str, numbers: str) -> None:
    assert " ".join(numbers_in(text)) == numbers


@pytest.mark.parametrize("text", ["3-1", "A1-B3", "A-C", "x1y", "1-", "-1", "1.5", "一幢", "12345"])
def test_what_is_no_range_is_named(text: str) -> None:
    with pytest.raises(Unreadable) as fault:
        numbers_in(f"1, {text}")
    assert (fault.value.text_key, fault.value.word) == ("directory.bad_range", text)


def test_range_has_an_end() -> None:
    assert len(numbers_in(f"1-{LONGEST}")) == LONGEST
    with pytest.raises(Unreadable) as fault:
        numbers_in(f"1-{LONGEST + 1}")
    assert fault.value.text_key == "directory.range_too_long"


@given(st.integers(1, 900), st.integers(0, 99))
def test_range_holds_each_number_once(first: int, more: int) -> None:
    numbers = numbers_in(f"{first}-{first + more}")
    assert [int(number) for number in numbers] == list(range(first, first + more + 1))


@pytest.mark.parametrize(
    ("part", "cover"),
    [
        ("天成花园", Cover("天成花园")),
        ("天成花园1幢", Cover("天成花园", ("1",))),
        ("天成1幢", Cover("天成", ("1",))),
        ("天成花园1幢1单元-2单元", Cover("天成花园", ("1",), ("1", "2"))),
        ("天成花园1-2幢1至2单元", Cover("天成花园", ("1", "2"), ("1", "2"))),
        ("3幢", Cover("", ("3",))),
        ("1栋-3栋", Cover("", ("1", "2", "3"))),
        ("5号楼2单元", Cover("", ("5",), ("2",))),
        ("A座", Cover("", ("A",))),
        ("阳光1号", Cover("阳光1号")),
        ("阳光1号2幢", Cover("阳光1号", ("2",))),
        ("不认识花园12幢", Cover("不认识花园", ("12",))),
        ("不认识花园", Cover("不认识花园")),
    ],
)
def test_coverage_is_read_as_people_write_it(part: str, cover: Cover) -> None:
    assert cover_in(part, KNOWN) == cover


@pytest.mark.parametrize("part", ["天成花园3", "天成花园东1幢", "天成花园2单元", "3", "1幢x单元"])
def test_what_is_no_coverage_is_named(part: str) -> None:
    with pytest.raises(Unreadable) as fault:
        cover_in(part, KNOWN)
    assert (fault.value.text_key, fault.value.word) == ("directory.bad_cover", part)


@given(st.text(max_size=30))
def test_whatever_is_written_is_read_or_named(text: str) -> None:
    for part in parts_of(text):
        with suppress(Unreadable):
            assert cover_in(part, KNOWN).name in part

import re

from hypothesis import given
from hypothesis import strategies as st

from nlp.sieves import MOST, Sieve, end_of_parts, swallowed

ROWS = [
    ((("电梯", "升降机"), ("困", "关")), 8),
    ((("着火",),), 12),
    ((("水",), ("漏", "滴"), ("灯",)), 6),
]
SIEVE = Sieve(ROWS, ["机动车"])


def sifted(text: str) -> set[tuple[int, str]]:
    hits = SIEVE.hits(text, SIEVE.spots(text))
    return {(row, text[start:end]) for row, start, _, end in hits}


def test_rows_stand_where_all_parts_follow_each_other() -> None:
    assert sifted("电梯里困了人，着火了") == {(0, "电梯里困"), (1, "着火")}
    assert sifted("困在电梯") == set()
    assert sifted("水滴到灯上") == {(2, "水滴到灯")}


def test_the_first_part_and_the_whole_have_their_ends() -> None:
    text = "升降机关"
    assert SIEVE.hits(text, SIEVE.spots(text)) == [(0, 0, 3, 4)]


def test_other_words_are_only_spotted() -> None:
    assert dict(SIEVE.spots("机动车")) == {"机动车": [0]}
    assert sifted("机动车") == set()


def test_a_word_said_without_end_is_looked_at_some_times_only() -> None:
    text = "着火" * 500
    assert len(SIEVE.hits(text, SIEVE.spots(text))) == MOST


def test_the_nearest_end_of_each_part_counts() -> None:
    assert end_of_parts("电梯困人困", [("困",)], 2, 10) == 3
    assert end_of_parts("电梯困人关困", [("关困", "困")], 3, 10) == 6
    assert end_of_parts("电梯", [("困",)], 2, 10) == 0
    assert swallowed("机动车", 1, 3, ["机动车"])
    assert not swallowed("动车", 0, 2, ["机动车"])


@given(st.text(alphabet="电梯升降机困关着火水漏滴灯", max_size=30))
def test_the_sieve_finds_what_looking_everywhere_finds(text: str) -> None:
    for number, (parts, within) in enumerate(ROWS):
        pattern = ".*?".join(f"(?:{'|'.join(part)})" for part in parts)
        starts = (match.start() for match in re.finditer(f"(?={pattern})", text))
        slow = any(re.match(pattern, text[at : at + max(within, 2)]) for at in starts)
        assert slow == (number in {row for row, _ in sifted(text)})

import re

from hypothesis import given
from hypothesis import strategies as st

from nlp.sieves import MOST, Caught, Sieve, swallowed

ROWS = [
    ((("电梯", "升降机"), ("困", "关")), 8),
    ((("着火",),), 12),
    ((("水",), ("漏", "滴"), ("灯",)), 6),
]
SIEVE = Sieve()
MINE = SIEVE.learn(ROWS)
[CAR] = SIEVE.numbers(["机动车"])
THEIRS = SIEVE.learn([((("灯",), ("困", "关")), 8)])


def caught(text: str, owner: int = MINE) -> list[Caught]:
    return list(SIEVE.sift(text).caught.get(owner, ()))


def sifted(text: str, owner: int = MINE) -> set[tuple[int, str]]:
    return {(row, text[start:end]) for row, start, _, end in caught(text, owner)}


def test_rows_stand_where_all_parts_follow_each_other() -> None:
    assert sifted("电梯里困了人，着火了") == {(0, "电梯里困"), (1, "着火")}
    assert sifted("困在电梯") == set()
    assert sifted("水滴到灯上") == {(2, "水滴到灯")}


def test_every_owner_gets_its_own_rows_of_one_walk() -> None:
    assert sifted("灯关不掉", THEIRS) == {(0, "灯关")}
    assert sifted("灯关不掉") == sifted("电梯里困了人", THEIRS) == set()


def test_what_was_sifted_stays_as_it_is() -> None:
    once = SIEVE.sift("Ａ电梯".lower())
    assert SIEVE.sift(once) is once


def test_the_first_part_and_the_whole_have_their_ends() -> None:
    assert caught("升降机关") == [(0, 0, 3, 4)]


def test_the_places_of_a_row_come_in_the_order_of_the_text() -> None:
    text = "升降机电梯升降机电梯关"
    assert [start for _, start, _, _ in caught(text)] == [3, 5, 8]


def test_other_words_are_only_spotted() -> None:
    found = SIEVE.sift("机动车着火")
    assert found.spots[0] == (CAR, 0, 3)
    assert CAR in found.said
    assert len(found.spots) == len(found.said) == 2
    assert sifted("机动车着火") == {(1, "着火")}


def test_words_can_be_learned_at_any_time() -> None:
    late = Sieve()
    late.learn(ROWS)
    assert not late.sift("机动车").spots
    [car] = late.numbers(["机动车"])
    assert late.sift("机动车").spots == [(car, 0, 3)]


def test_a_word_said_without_end_is_looked_at_some_times_only() -> None:
    assert len(caught("着火" * 500)) == MOST
    assert [start for _, start, _, _ in caught("着火" * 500 + "电梯困")][-1] == 1000


def test_the_nearest_end_of_each_part_counts() -> None:
    assert [last for *_, last in caught("电梯困人困")] == [3]
    assert [last for *_, last in caught("困电梯人困关")] == [5]
    assert [last for *_, last in caught("水滴漏灯灯")] == [4]
    assert not caught("电梯人人人人人人困")


def test_a_part_begins_behind_the_one_before_it() -> None:
    overlapping = Sieve()
    mine = overlapping.learn([((("电梯",), ("梯间",)), 12)])
    assert not overlapping.sift("电梯间").caught.get(mine)
    assert overlapping.sift("电梯旁楼梯间").caught[mine] == [(0, 0, 2, 6)]


def test_a_phrase_swallows_what_it_covers() -> None:
    found = SIEVE.sift("机动车着火")
    assert swallowed(found, 1, 3, frozenset({CAR}))
    assert not swallowed(found, 2, 4, frozenset({CAR}))
    assert not swallowed(found, 1, 3, frozenset())


@given(st.text(alphabet="电梯升降机困关着火水漏滴灯", max_size=30))
def test_the_sieve_finds_what_looking_everywhere_finds(text: str) -> None:
    for number, (parts, within) in enumerate(ROWS):
        pattern = ".*?".join(f"(?:{'|'.join(part)})" for part in parts)
        starts = (match.start() for match in re.finditer(f"(?={pattern})", text))
        slow = any(re.match(pattern, text[at : at + max(within, 2)]) for at in starts)
        assert slow == (number in {row for row, _ in sifted(text)})

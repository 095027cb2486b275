import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.directory import Building, Community, Compound, Directory
from nlp.places import Places

MAP = Directory(
    "街",
    communities=(Community("a", "330602000001", "甲社区", "AA"),),
    compounds=(
        Compound("one", "a", "天成花园", ("天成",), ("老供销社",)),
        Compound("two", "a", "洞桥新村"),
        Compound("far", "b", "天成", ()),
    ),
    buildings=(Building("one", "3", 2, 6, 2, ("东楼",)), Building("two", "A", 1, 6, 2)),
)
PLACES = Places(MAP)


def parts(text: str) -> tuple[str, str, str, str]:
    place = PLACES.place(text, "a")
    return place.compound, place.building, place.unit, place.room


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("天成花园3幢2单元502室漏水", ("one", "3", "2", "502")),
        ("我家3幢1单元，天成花园的", ("one", "3", "1", "")),
        ("天成花园3幢9单元", ("one", "3", "", "")),
        ("天成花园99幢", ("one", "", "", "")),
        ("洞桥新村A座", ("two", "A", "1", "")),
        ("3幢电梯停了", ("", "3", "", "")),
        ("电梯停了", ("", "", "", "")),
    ],
)
def test_places_are_read_against_the_map(text: str, found: tuple[str, str, str, str]) -> None:
    assert parts(text) == found


def test_the_own_community_wins_a_shared_name() -> None:
    assert PLACES.place("天成电梯停了", "a").compound == "one"
    assert PLACES.place("天成电梯停了", "b").compound == "far"


def test_a_landmark_or_a_relative_place_is_less_sure() -> None:
    sure = PLACES.place("天成花园3幢", "a").confidence
    assert PLACES.place("老供销社那里积水", "a").confidence < sure
    assert PLACES.place("天成花园对面积水", "a").confidence < sure


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("就是天成花园3幢2单元", "天成花园3幢2单元"),
        ("天成花园3幢,2单元 的502", "天成花园3幢,2单元 的502"),
        ("3幢2单元,天成花园的", "3幢2单元,天成花园"),
        ("天成花园3幢2单元水管爆了,502", "天成花园3幢2单元"),
        ("3幢2单元水管爆了,502", "3幢2单元"),
        ("天成花园水管爆了,3幢502", "天成花园"),
        ("3幢水管爆了,在天成花园", "天成花园"),
    ],
)
def test_the_residents_own_words_are_kept_and_the_matter_is_none_of_them(
    text: str, words: str
) -> None:
    assert PLACES.place(text, "a").words == words


def test_a_room_told_after_the_matter_is_read_all_the_same() -> None:
    assert parts("天成花园3幢2单元水管爆了,502") == ("one", "3", "2", "502")
    assert parts("3幢2单元水管爆了,502室") == ("", "3", "2", "502")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("天成花园3幢2单元楼道灯不亮，我电话138", ("one", "3", "2", "")),
        ("天成花园3幢2单元，手机138 1234 5678", ("one", "3", "2", "")),
        ("天成花园3幢2单元，138-1234-5678", ("one", "3", "2", "")),
        ("天成花园3幢2单元138****5678", ("one", "3", "2", "")),
        ("天成花园3幢2单元，尾号5678", ("one", "3", "2", "")),
        ("天成花园3幢2单元打我电话1381", ("one", "3", "2", "")),
        ("3幢2单元502，电话13812345678", ("", "3", "2", "502")),
        ("天成花园，王女士，13812345678，3幢2单元502漏水", ("one", "3", "2", "502")),
        ("天成花园3幢2单元打过电话502室没人理", ("one", "3", "2", "502")),
    ],
)
def test_a_telephone_is_no_room(text: str, found: tuple[str, str, str, str]) -> None:
    assert parts(text) == found


@given(st.text(alphabet="天成花园洞桥新村3幢2单元502室-", max_size=60))
def test_no_building_is_invented(text: str) -> None:
    place = PLACES.place(text, "a")
    assert not place.compound or place.building in ("", "3", "A")


def test_a_message_of_nothing_but_names_is_read_in_no_time() -> None:
    text = "天成花园A3区" * 250

    def spent() -> float:
        begin = time.process_time()
        assert PLACES.place(text, "a").compound == "one"
        return time.process_time() - begin

    assert min(spent() for _ in range(3)) < 0.05

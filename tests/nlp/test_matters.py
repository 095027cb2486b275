import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.matters import MOST, SHORTEST, also, matters


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1、楼道灯不亮 2、垃圾没人收", ("楼道灯不亮", "垃圾没人收")),
        ("一是楼道灯不亮，二是垃圾没人收", ("楼道灯不亮", "垃圾没人收")),
        ("（1）楼道灯不亮（2）垃圾没人收", ("楼道灯不亮", "垃圾没人收")),
        ("楼道灯不亮，另外垃圾没人收", ("楼道灯不亮", "垃圾没人收")),
        ("楼道灯不亮了，还有就是垃圾没人收", ("楼道灯不亮了", "垃圾没人收")),
    ],
)
def test_points_and_besides_cut_a_message(text: str, parts: tuple[str, ...]) -> None:
    assert matters(text) == parts


@pytest.mark.parametrize(
    "text", ["楼道灯不亮", "3、4幢都停水了", "楼道灯不亮，另外谢谢", "1、楼道灯不亮", ""]
)
def test_one_matter_is_not_cut(text: str) -> None:
    assert matters(text) == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("楼道灯不亮，电梯也停了", ("楼道灯不亮", "电梯也停了")),
        ("路灯坏了，晚上看不见。垃圾也没人收", ("路灯坏了，晚上看不见", "垃圾也没人收")),
        ("化粪池也满出来了，臭死了", ()),
        ("电梯坏了，老人只好走楼梯", ()),
        ("坏了，电梯也停了", ()),
    ],
)
def test_a_later_clause_with_also_is_cut_off(text: str, parts: tuple[str, ...]) -> None:
    assert also(text) == parts


@given(st.text(alphabet="1234一二三是、，。另外还有电梯垃圾", max_size=80))
def test_parts_are_pieces_of_the_text(text: str) -> None:
    parts = matters(text)
    assert len(parts) != 1
    assert len(parts) <= MOST
    assert all(part in text and len(part) >= SHORTEST for part in parts)

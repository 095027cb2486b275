import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.telephones import without_telephones


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("3幢502，我电话13812345678", "3幢502，我电话，，，，，，，，，，，"),
        ("手机138 1234 5678", "手机，，，，，，，，，，，，，"),
        ("138-1234-5678打给我", "，，，，，，，，，，，，，打给我"),
        ("138****5678", "，，，，，，，，，，，"),
        ("电话138xxxx", "电话，，，，，，，"),
        ("我电话138", "我电话，，，"),
        ("我电话号码是：1381", "我电话号码是：，，，，"),
        ("尾号5678", "尾号，，，，"),
        ("微信号13812", "微信号，，，，，"),
        ("电话8812 3456", "电话，，，，，，，，，"),
        ("0575-88123456", "，，，，，，，，，，，，，"),
    ],
)
def test_what_is_dialled_is_blanked_in_its_place(text: str, left: str) -> None:
    assert without_telephones(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "天成花园3幢2单元502室",
        "打过电话502室没人理",
        "打过电话，502没人理",
        "电话打不通，1502漏水",
        "电话3-2-502",
        "打了电话1502室还在漏",
        "手机充电，3幢402的",
        "手机店是3幢1号",
        "门牌号码502",
        "房间号码是1301",
        "我138室",
        "2026年11月",
        "1301幢",
        "12345没人接",
        "",
    ],
)
def test_a_home_is_no_telephone(text: str) -> None:
    assert without_telephones(text) == text


@given(st.text(alphabet="01358手机号码电话是：-* 室幢", max_size=300))
def test_nothing_moves(text: str) -> None:
    left = without_telephones(text)
    assert len(left) == len(text)
    assert all(now in (was, "，") for was, now in zip(text, left, strict=True))


@pytest.mark.parametrize("piece", ["手机号码", "手机1", "1", "138-", "电话13*", "电话1381幢"])
def test_hostile_numbers_take_no_time(piece: str) -> None:
    begin = time.process_time()
    without_telephones(piece * (2_000 // len(piece)) + "123幢")
    assert time.process_time() - begin < 0.1

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.buttons import Buttons, community_button, community_of, in_rows
from domain.people import Address

PHONE = Address("telegram", "1001")
BUTTONS = Buttons.of("42:token")


@given(st.integers(0, 2**62), st.integers(1, 100))
def test_a_button_is_read_by_whom_it_was_made_for(letter_id: int, count: int) -> None:
    rows = BUTTONS.rows(PHONE, letter_id, ["好"] * count)
    contents = [content for row in rows for _, content in row]
    assert [BUTTONS.read(PHONE, each) for each in contents] == [
        (letter_id, place) for place in range(count)
    ]
    assert all(len(each.encode()) <= 64 for each in contents)


def test_another_chat_another_bot_and_another_letter_read_nothing() -> None:
    [[(_, content)]] = BUTTONS.rows(PHONE, 7, ["好"])
    assert BUTTONS.read(Address("telegram", "1002"), content) is None
    assert Buttons.of("43:token").read(PHONE, content) is None
    assert BUTTONS.read(PHONE, content.replace("7.", "8.", 1)) is None


@given(st.text())
def test_whatever_else_comes_back_is_no_button(content: str) -> None:
    assert BUTTONS.read(PHONE, content) is None


@pytest.mark.parametrize(
    ("labels", "lengths"),
    [
        (["1星", "2星", "3星", "4星", "5星"], [4, 1]),
        (["是，正在发生", "已经过去了"], [2]),
        (["这是一个很长很长的按钮上的字", "这也是一个很长的按钮"], [1, 1]),
        ([], []),
    ],
)
def test_short_buttons_stand_side_by_side(labels: list[str], lengths: list[int]) -> None:
    rows = in_rows([(label, str(place)) for place, label in enumerate(labels)])
    assert [len(row) for row in rows] == lengths


def test_a_community_is_chosen_by_its_id() -> None:
    assert community_of(community_button("洞桥", "dongqiao")[1]) == "dongqiao"
    assert community_of("7.0.x") == ""

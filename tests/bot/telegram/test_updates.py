from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.updates import Me, Told, Unreadable, decode

ME = Me(42, "echo_bot")
WHO = {"id": 7, "is_bot": False, "first_name": "王"}
ALONE = {"id": 7, "type": "private"}
GROUP = {"id": -5, "type": "group"}


def message(**more: object) -> dict[str, Any]:
    return {"message_id": 3, "from": WHO, "chat": ALONE, "date": 1_770_000_000, **more}


def told(**more: object) -> Told | None:
    return decode({"update_id": 1, "message": message(**more)}, ME)


@pytest.mark.parametrize(
    "more",
    [
        {"from": {**WHO, "is_bot": True}, "text": "a"},
        {"sender_chat": GROUP, "text": "in the name of a group"},
        {"chat": GROUP, "text": "not to the bot"},
        {"chat": GROUP, "text": "/help@other_bot"},
        {"chat": GROUP, "text": "a", "reply_to_message": {"from": {"id": 9}}},
    ],
)
def test_what_is_not_for_the_station_is_left_alone(more: dict[str, object]) -> None:
    assert told(**more) is None


@pytest.mark.parametrize(
    ("more", "text", "command"),
    [
        ({"chat": GROUP, "text": "@echo_bot 漏水"}, "漏水", ""),
        ({"chat": GROUP, "text": "/help"}, "", "help"),
        ({"chat": GROUP, "text": "漏水", "reply_to_message": {"from": {"id": 42}}}, "漏水", ""),
        ({"text": "/Start p_x "}, "", "start"),
        ({"text": "漏水/help"}, "漏水/help", ""),
        ({"sticker": {}}, "", ""),
    ],
)
def test_what_is_said_to_the_station_is_understood(
    more: dict[str, object], text: str, command: str
) -> None:
    found = told(**more)
    assert found
    assert (found.text, found.command, found.address.handle) == (text, command, "7")


def test_of_a_photo_the_largest_is_taken_and_documents_count() -> None:
    found = told(photo=[{"file_id": "s"}, {"file_id": "l"}], document={"file_id": "d"})
    assert found
    assert found.files == ("l", "d")


def test_a_location_that_moves_corrects_nothing() -> None:
    moving = message(location={"latitude": 1, "longitude": 2}, edit_date=1_770_000_001)
    assert decode({"update_id": 1, "edited_message": moving}, ME) is None


def test_other_kinds_of_updates_are_nothing() -> None:
    assert decode({"update_id": 1, "poll": {}}, ME) is None


def test_a_group_that_moved_says_where() -> None:
    found = told(chat=GROUP, migrate_to_chat_id=-100)
    assert found
    assert (found.chat_id, found.moved_to) == (-5, -100)


@pytest.mark.parametrize("date", [2**63, -(2**63), 1e308, float("inf"), float("nan"), "now"])
def test_a_date_that_is_no_moment_is_unreadable(date: object) -> None:
    with pytest.raises(Unreadable):
        told(text="x", date=date)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["message", "chat", "from", "id", "date", "text", "photo", "type"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from(["message", "edited_message", "callback_query"]), _JSON)
def test_whatever_comes_is_told_or_unreadable(kind: str, content: object) -> None:
    try:
        found = decode({"update_id": 1, kind: content}, ME)
    except Unreadable:
        return
    assert found is None or isinstance(found, Told)

from sqlalchemy import inspect

from storage.tables import METADATA
from storage.tables.doors import PARKED_UPDATES, SHOWN_LETTERS


def test_a_message_of_a_chat_shows_one_letter() -> None:
    keys = SHOWN_LETTERS.primary_key.columns.keys()
    assert keys == ["community_id", "channel", "handle", "message_id"]


def test_an_update_is_parked_once_a_channel() -> None:
    assert PARKED_UPDATES.primary_key.columns.keys() == ["community_id", "channel", "key"]
    assert inspect(PARKED_UPDATES).name in METADATA.tables


def test_what_waits_in_a_chat_is_found_by_an_index() -> None:
    [index] = PARKED_UPDATES.indexes
    assert [column.name for column in index.columns][-2:] == ["channel", "handle"]

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Table, Text, create_engine, insert, select
from sqlalchemy.exc import StatementError

from storage.keyring import Keyring, KeysMissing, seal_with
from storage.sealing import (
    Sealed,
    Unsealable,
    bind,
    is_sealed,
    key_id_of,
    seal,
    sealed_json,
    sealed_word,
    unseal,
)
from storage.tables import CASES, METADATA, PEOPLE

# Columns of words that name nobody: codes, kinds, states, digests, the channels' own numbers.
# fmt: off
PLAIN_WORDS = {
    "about", "act", "actor", "after", "album", "answer", "area", "author", "before", "building",
    "case_number", "cast_by", "channel", "checked_by", "code", "compound", "dedupe", "deputy",
    "digest", "edition", "edits", "error_kind", "file_id", "first_queue", "floor", "giver", "grid",
    "handle", "hash", "head", "helping", "holder", "household", "identity", "key", "kind", "leaf",
    "made_by", "matter", "merged_into", "microgrid", "next_due_kind", "number", "opened_by",
    "outcome", "owner", "part", "payer", "person_id", "place_code", "place_source", "previous",
    "question", "queue", "reason", "relapse_of", "reply_to", "role", "room", "sender",
    "settled_by", "shown", "spoke_last", "stage", "standing", "state", "status", "through",
    "turn_key", "undone_by", "unit", "version", "way", "why",
}
# fmt: on


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    return Keyring(tmp_path_factory.mktemp("ring") / "keys")


@given(st.text())
def test_words_come_back_and_are_not_seen(ring: Keyring, words: str) -> None:
    sealed = seal(ring, words, "t.c")
    assert unseal(ring, sealed, "t.c") == words
    assert is_sealed(sealed) is (words not in {"", "[]", "{}"})
    assert len(words) < 3 or words not in sealed


def test_the_same_words_never_look_the_same(ring: Keyring) -> None:
    assert seal(ring, "灯坏了", "t.c") != seal(ring, "灯坏了", "t.c")


def test_words_of_an_older_key_are_read(tmp_path: Path) -> None:
    ring = Keyring(tmp_path / "keys")
    old = seal(ring, "灯坏了", "t.c")
    ring.add()
    assert key_id_of(seal(ring, "灯坏了", "t.c")) != key_id_of(old)
    assert unseal(ring, old, "t.c") == "灯坏了"


def test_who_moves_or_changes_a_value_is_found_out(ring: Keyring) -> None:
    sealed = seal(ring, "灯坏了", "cases.text")
    with pytest.raises(Unsealable, match=r"cases\.summary"):
        unseal(ring, sealed, "cases.summary")
    for changed in (sealed[:-8] + "AAAAAAA=", sealed[:12], sealed[:10] + "*"):
        with pytest.raises(Unsealable):
            unseal(ring, changed, "cases.text")


def test_without_the_key_nothing_is_read(ring: Keyring, tmp_path: Path) -> None:
    with pytest.raises(KeysMissing):
        unseal(Keyring(tmp_path / "other"), seal(ring, "灯坏了", "t.c"), "t.c")


def test_what_is_empty_needs_no_key_and_can_be_asked_for() -> None:
    table = Table("t", METADATA.__class__(), sealed_word("words"), sealed_json("content"))
    engine = create_engine("sqlite://")
    with engine.begin() as conn:
        table.create(conn)
        conn.execute(insert(table), [{"words": "", "content": {}}, {"words": "", "content": []}])
        assert conn.execute(select(table).where(table.c.content == {})).all() == [("", {})]
        assert conn.execute(select(table).where(table.c.words == "")).all() == [("", {}), ("", [])]
        with pytest.raises(StatementError, match="without keys"):
            conn.execute(insert(table), {"words": "x", "content": {}})
    engine.dispose()


def test_columns_seal_and_unseal(ring: Keyring) -> None:
    table = Table("t", METADATA.__class__(), sealed_word("words"), sealed_json("content"))
    for column in table.c:
        bind("t", column)
    engine = create_engine("sqlite://")
    seal_with(engine.dialect, ring)
    with engine.begin() as conn:
        table.create(conn)
        conn.execute(insert(table), {"words": "王小明", "content": {"a": ["王小明"]}})
        assert conn.execute(select(table)).all() == [("王小明", {"a": ["王小明"]})]
        [lies] = conn.exec_driver_sql("select words, content from t").all()
        assert conn.scalar(select(select(table.c.words).scalar_subquery())) == "王小明"
    assert unseal(ring, lies[0], "t.words") == "王小明"
    assert unseal(ring, lies[1], "t.content") == '{"a":["王小明"]}'
    engine.dispose()


def test_whatever_may_hold_words_of_people_is_sealed_or_known_to_hold_none() -> None:
    lying_open = {
        column.name
        for table in METADATA.sorted_tables
        for column in table.c
        if isinstance(column.type, Text) and not column.primary_key
    }
    assert lying_open == PLAIN_WORDS


def test_each_sealed_column_is_bound_to_its_place() -> None:
    kinds = (CASES.c.text.type, PEOPLE.c.name.type)
    bound = [kind.bound for kind in kinds if isinstance(kind, Sealed)]
    assert bound == ["cases.text", "people.name"]

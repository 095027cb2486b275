from storage.tables import (
    EDITIONS,
    METADATA,
    RECEIPT_CODES,
    SIGN_IN_LINKS,
    STAFF_SESSIONS,
    STRIKES,
)


def test_a_slot_is_struck_once() -> None:
    assert STRIKES.primary_key.columns.keys() == ["community_id", "job", "slot"]
    assert EDITIONS.primary_key.columns.keys() == ["community_id", "name"]


def test_secrets_are_kept_only_as_digests() -> None:
    for table in (SIGN_IN_LINKS, STAFF_SESSIONS, RECEIPT_CODES):
        assert table.primary_key.columns.keys()[1].endswith("_hash")
    names = {column.name for table in METADATA.sorted_tables for column in table.c}
    assert names.isdisjoint({"secret", "token", "password", "phone"})

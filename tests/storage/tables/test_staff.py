from storage.tables import METADATA
from storage.tables.staff import ACCOUNTS, ATTEMPTS, INVITATIONS


def test_every_row_leads_with_its_community_and_has_one_key() -> None:
    assert INVITATIONS.primary_key.columns.keys() == ["community_id", "code_hash"]
    assert ACCOUNTS.primary_key.columns.keys() == ["community_id", "channel", "handle", "person_id"]
    assert ATTEMPTS.primary_key.columns.keys() == ["community_id", "turn_key"]
    assert {"accounts", "attempts", "invitations"} <= METADATA.tables.keys()

from datetime import date

import pytest

from domain.accounts import check_code, digest_of, invitation_payload, may_vouch
from domain.people import Address
from tests.domain.builders import demo_rules

DIRECTORY = demo_rules().directory
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("voucher", "may"),
    [
        ("wang-secretary-dq1", True),
        ("chen-dispatcher-dq", True),
        ("qian-admin", True),
        ("shen-street", True),
        ("li-worker-dq1", False),
        ("wang-head-dq1", False),
        ("wu-dispatcher-sx", False),
        ("gao-manager-luting", False),
    ],
)
def test_a_colleague_who_leads_may_vouch_and_nobody_for_himself(voucher: str, *, may: bool) -> None:
    who, worker = DIRECTORY.person(voucher), DIRECTORY.person("li-worker-dq1")
    assert who
    assert worker
    assert may_vouch(who, worker, DIRECTORY.street_id, DAY) is may
    assert not may_vouch(who, who, DIRECTORY.street_id, DAY)


def test_invitation_is_known_by_its_digest() -> None:
    payload = invitation_payload("s" * 63)
    assert len(payload) == 64
    assert len(digest_of(payload)) == 64
    with pytest.raises(ValueError, match="too long"):
        invitation_payload("s" * 64)


@pytest.mark.parametrize("payload", ["", "i", "pabc", "i" * 65])
def test_other_payloads_invite_nobody(payload: str) -> None:
    assert digest_of(payload) == ""


def test_check_code_tells_one_account_from_another() -> None:
    codes = {check_code(Address("telegram", str(number)), "li") for number in range(20)}
    assert len(codes) > 15
    assert all(len(code) == 4 and code.isdecimal() for code in codes)
    assert check_code(Address("telegram", "7"), "li") == check_code(Address("telegram", "7"), "li")
